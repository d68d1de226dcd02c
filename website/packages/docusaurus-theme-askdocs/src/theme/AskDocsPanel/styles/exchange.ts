const css = String.raw;

/** The list of exchanges, the empty panel, and a question. */
export default css`
  .askdocs-exchanges {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1rem;
  }

  .askdocs-welcome ul {
    display: grid;
    gap: 0.5rem;
    list-style: none;
    margin: 0;
    padding: 0;
  }

  .askdocs-welcome button {
    background: var(--ifm-background-surface-color);
    border: 1px solid var(--ifm-color-emphasis-300);
    border-radius: var(--ifm-global-radius);
    color: var(--ifm-font-color-base);
    cursor: pointer;
    font: inherit;
    inline-size: 100%;
    padding: 0.6rem 0.8rem;
    text-align: start;
  }

  .askdocs-welcome button:hover {
    border-color: var(--ifm-color-primary);
  }

  .askdocs-exchange {
    overflow-wrap: anywhere;
  }

  /* Room below the last question, so that it can stand at the top while its answer grows. */
  .askdocs-exchange:last-of-type {
    min-block-size: 100%;
  }

  .askdocs-exchange > h3 {
    background: var(--ifm-color-emphasis-200);
    border-radius: var(--ifm-global-radius);
    font-size: 1rem;
    font-weight: var(--ifm-font-weight-semibold);
    margin-block: 0 1rem;
    padding: 0.6rem 0.8rem;
    white-space: pre-wrap;
  }

  .askdocs-exchange + .askdocs-exchange > h3 {
    margin-block-start: 1rem;
  }
`;
