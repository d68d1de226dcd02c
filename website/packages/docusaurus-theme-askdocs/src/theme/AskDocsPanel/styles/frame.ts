const css = String.raw;

/** The panel's frame, its header and the buttons that are icons. */
export default css`
  .askdocs-panel {
    background: var(--ifm-background-surface-color);
    border: 0 solid var(--ifm-color-emphasis-300);
    box-shadow: var(--ifm-global-shadow-tl);
    color: var(--ifm-font-color-base);
    display: flex;
    flex-direction: column;
    inline-size: min(28rem, 100%);
    inset-block: 0;
    position: fixed;
    z-index: calc(var(--ifm-z-index-fixed) + 1);
  }

  .askdocs-panel--end {
    border-inline-start-width: 1px;
    inset-inline-end: 0;
  }

  .askdocs-panel--start {
    border-inline-end-width: 1px;
    inset-inline-start: 0;
  }

  .askdocs-panel :focus-visible {
    outline: 2px solid var(--ifm-color-primary);
    outline-offset: 2px;
  }

  .askdocs-header {
    align-items: center;
    border-block-end: 1px solid var(--ifm-color-emphasis-300);
    display: flex;
    gap: 0.25rem;
    min-block-size: var(--ifm-navbar-height);
    padding: 0.25rem 0.75rem 0.25rem 1rem;
  }

  .askdocs-header h2 {
    flex: 1;
    font-size: 1.1rem;
    margin: 0;
  }

  .askdocs-icon-button {
    align-items: center;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--ifm-global-radius);
    color: var(--ifm-font-color-base);
    cursor: pointer;
    display: inline-flex;
    font: inherit;
    font-size: 0.85rem;
    gap: 0.4rem;
    min-block-size: 2.25rem;
    min-inline-size: 2.25rem;
    justify-content: center;
    padding: 0.25rem 0.5rem;
  }

  .askdocs-icon-button:hover {
    background: var(--ifm-color-emphasis-200);
  }

  .askdocs-icon-button[aria-disabled='true'] {
    cursor: default;
    font-style: italic;
  }
`;
