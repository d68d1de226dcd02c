/** What the panel does to the page around it. `page` selects what makes room for the panel, and `width` says how much. */
export function createPageStyles(page: string, width = '28rem'): string {
  return `
  [data-askdocs-target] {
    animation: askdocs-shown 2.5s ease-out;
    outline: 2px solid var(--askdocs-primary, Highlight);
    outline-offset: 4px;
  }

  @keyframes askdocs-shown {
    from {
      background: color-mix(in srgb, currentcolor 25%, transparent);
    }
  }

  @media (min-width: 769px) {
    [data-askdocs-beside='end'] ${page} {
      padding-inline-end: ${width};
    }

    [data-askdocs-beside='start'] ${page} {
      padding-inline-start: ${width};
    }
  }

  @media (max-width: 768px) {
    html[data-askdocs-open] {
      overflow: hidden;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    [data-askdocs-target] {
      animation: none;
    }
  }
`;
}

/** Beside the panel, Docusaurus' text takes the place of its list of headings where both would be narrow. */
export const DOCUSAURUS_COLUMNS = `
  @media (min-width: 997px) and (max-width: 1600px) {
    [data-askdocs-beside] .col:has(> .theme-doc-toc-desktop) {
      display: none;
    }

    [data-askdocs-beside] .col:has(+ .col > .theme-doc-toc-desktop) {
      min-width: 100%; /* over a max-width that is important in a layer, where no rule of ours comes */
    }
  }
`;
