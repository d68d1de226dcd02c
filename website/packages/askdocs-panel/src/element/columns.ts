/**
 * Columns of known generators whose widths are fixed, so that room beside the page alone would push them, and text with
 * them, under the panel, which is `width` wide. While it stands beside the page, the list of headings makes way, and the
 * text takes what is left: in Sphinx' furo below the width at which all of it fits (1443 px and the panel's 448), in
 * MkDocs Material below the one at which lines of text have 60 characters.
 */
export function createColumnStyles(width: string): string {
  return `
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

  /* Up to 82em, furo's list is a drawer that its own button opens. */
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

  @media (min-width: 769px) and (max-width: 1600px) {
    [data-askdocs-beside] .md-sidebar--secondary {
      display: none;
    }
  }
`;
}
