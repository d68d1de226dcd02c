const css = String.raw;

/** What the panel does to the page around it; small screens, motion and paper. */
export default css`
  [data-askdocs-target] {
    animation: askdocs-shown 2.5s ease-out;
    outline: 2px solid var(--ifm-color-primary);
    outline-offset: 4px;
  }

  @keyframes askdocs-shown {
    from {
      background: var(--ifm-color-emphasis-300);
    }
  }

  @media (min-width: 769px) {
    [data-askdocs-beside]:has(.askdocs-panel--end) #__docusaurus {
      padding-inline-end: 28rem;
    }

    [data-askdocs-beside]:has(.askdocs-panel--start) #__docusaurus {
      padding-inline-start: 28rem;
    }
  }

  @media (max-width: 768px) {
    .askdocs-panel {
      border: 0;
      inline-size: 100%;
    }

    html:has(.askdocs-panel) {
      overflow: hidden;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .askdocs-panel {
      animation: askdocs-enter 0.15s ease-out;
    }
  }

  @keyframes askdocs-enter {
    from {
      opacity: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .askdocs-waiting::after,
    [data-askdocs-target] {
      animation: none;
    }
  }

  @media print {
    .askdocs-panel {
      display: none;
    }
  }
`;
