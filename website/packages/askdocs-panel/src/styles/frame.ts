const css = String.raw;

/** The panel's frame, its header and the buttons that are icons. */
export default css`
  .askdocs-panel {
    background: var(--askdocs-surface);
    border: 0 solid var(--askdocs-shade-300);
    box-shadow: var(--askdocs-shadow-high);
    color: var(--askdocs-text);
    display: flex;
    flex-direction: column;
    inline-size: min(28rem, 100%);
    inset-block: 0;
    position: fixed;
    z-index: var(--askdocs-layer);
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
    outline: 2px solid var(--askdocs-primary);
    outline-offset: 2px;
  }

  .askdocs-header {
    align-items: center;
    border-block-end: 1px solid var(--askdocs-shade-300);
    display: flex;
    gap: 0.25rem;
    min-block-size: var(--askdocs-header-height);
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
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
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
    background: var(--askdocs-shade-200);
  }

  .askdocs-icon-button[aria-disabled='true'] {
    cursor: default;
    font-style: italic;
  }

  .askdocs-icon-button[aria-pressed='true'] {
    background: var(--askdocs-shade-200);
    border-color: currentcolor;
  }

  .askdocs-text-button {
    background: none;
    border: 1px solid var(--askdocs-shade-500);
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    cursor: pointer;
    font: inherit;
    font-size: 0.9rem;
    padding: 0.35rem 0.75rem;
    text-align: start;
  }

  .askdocs-text-button:hover {
    border-color: var(--askdocs-primary);
  }

  .askdocs-small {
    color: var(--askdocs-shade-800);
    font-size: 0.85rem;
  }

  .askdocs-hidden {
    block-size: 1px;
    clip-path: inset(50%);
    inline-size: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
  }

  /* On a phone the icon says it, so that the title keeps its row. */
  @media (max-width: 480px) {
    .askdocs-header .askdocs-icon-button > span {
      block-size: 1px;
      clip-path: inset(50%);
      inline-size: 1px;
      overflow: hidden;
      position: absolute;
    }
  }

  @media (max-width: 768px) {
    .askdocs-panel {
      border: 0;
      inline-size: 100%;
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

  @media print {
    .askdocs-panel {
      display: none;
    }
  }
`;
