import {DOCUSAURUS_COLUMNS} from '../styles/page.js';

/**
 * Columns of known generators whose widths are fixed, or that do not stand in the body, so that room beside the page
 * alone would leave text under the panel, which is `width` wide. While it stands beside the page, the list of headings
 * makes way, and the text takes what is left, up to the width of the window at which all of it fits or lines of text
 * have 60 characters.
 */
export function createColumnStyles(width: string): string {
  return [
    createFuro(width),
    MATERIAL,
    DOCUSAURUS_COLUMNS,
    createVitePress(width),
    createStarlight(width),
    createSphinx(width),
  ].join('\n');
}

/** All of it fits from 1443 px and the panel's 448 on; up to 82em, its list is a drawer that its own button opens. */
const createFuro = (width: string): string => `
  @media (min-width: 769px) and (max-width: 1900px) {
    [data-askdocs-beside] .main:has(> .toc-drawer) {
      min-inline-size: 0;
    }

    [data-askdocs-beside] .main:has(> .toc-drawer) > .content {
      flex: 1;
      inline-size: auto;
      max-inline-size: 46em;
      min-inline-size: 0;
    }
  }

  @media (min-width: 82.01em) and (max-width: 1900px) {
    [data-askdocs-beside] .main > .toc-drawer {
      display: none;
    }
  }

  @media (min-width: 769px) and (max-width: 82em) {
    [data-askdocs-beside='end'] #__toc:checked ~ .page .toc-drawer {
      right: ${width};
    }
  }
`;

const MATERIAL = `
  @media (min-width: 769px) and (max-width: 1600px) {
    [data-askdocs-beside] .md-sidebar--secondary {
      display: none;
    }
  }
`;

/** Its header and its margins are as wide as the window, whatever the body is. */
const createVitePress = (width: string): string => `
  @media (min-width: 960px) {
    [data-askdocs-beside='end'] .VPNav {
      inline-size: calc(100% - ${width});
    }
  }

  @media (min-width: 960px) and (max-width: 1900px) {
    [data-askdocs-beside] .VPDoc .aside {
      display: none;
    }

    [data-askdocs-beside] .VPContent.has-sidebar {
      padding-inline-end: 0;
    }

    [data-askdocs-beside] .VPDoc .container .content {
      min-inline-size: 0;
    }
  }
`;

/** Its header is as wide as the window, too. */
const createStarlight = (width: string): string => `
  @media (min-width: 1152px) {
    [data-askdocs-beside='end'] .page:has(> .main-frame) > header {
      inline-size: calc(100% - ${width});
    }
  }

  @media (min-width: 1152px) and (max-width: 1900px) {
    [data-askdocs-beside] .right-sidebar-container {
      display: none;
    }

    [data-askdocs-beside] .main-pane {
      inline-size: 100%;
    }
  }
`;

/** pydata and what is built on it, Read the Docs, whose page stands outside of the body's flow, and alabaster. */
const createSphinx = (width: string): string => `
  @media (min-width: 769px) and (max-width: 1900px) {
    [data-askdocs-beside] .bd-content > .bd-sidebar-secondary {
      display: none;
    }

    [data-askdocs-beside] .bd-header .navbar-header-items__start {
      inline-size: auto;
    }

    [data-askdocs-beside] .bd-main .bd-content > .bd-article-container {
      max-inline-size: 60em;
    }

    [data-askdocs-beside] .document:has(> .documentwrapper) {
      max-inline-size: 100%;
    }
  }

  @media (min-width: 769px) {
    [data-askdocs-beside='end'] .wy-grid-for-nav {
      inline-size: calc(100% - ${width});
    }
  }
`;
