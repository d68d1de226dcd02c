const css = String.raw;

/** The list of exchanges, the empty panel, and a question. */
export default css`
  .askdocs-exchanges {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1rem;
  }

  :is(.askdocs-welcome, .askdocs-suggestions) ul {
    display: grid;
    gap: 0.5rem;
    list-style: none;
    margin: 0;
    padding: 0;
  }

  :is(.askdocs-welcome, .askdocs-suggestions) button {
    background: var(--askdocs-surface);
    border: 1px solid var(--askdocs-shade-300);
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    cursor: pointer;
    font: inherit;
    inline-size: 100%;
    padding: 0.6rem 0.8rem;
    text-align: start;
  }

  :is(.askdocs-welcome, .askdocs-suggestions) button:hover {
    border-color: var(--askdocs-primary);
  }

  .askdocs-exchange {
    overflow-wrap: anywhere;
  }

  /* Room below the last question, so that it can stand at the top while its answer grows. */
  .askdocs-exchange:last-of-type {
    min-block-size: 100%;
  }

  .askdocs-exchange > h3 {
    background: var(--askdocs-shade-200);
    border-radius: var(--askdocs-radius);
    font-size: 1rem;
    font-weight: var(--askdocs-semibold);
    margin-block: 0 1rem;
    padding: 0.6rem 0.8rem;
    white-space: pre-wrap;
  }

  .askdocs-exchange + .askdocs-exchange > h3 {
    margin-block-start: 1rem;
  }

  .askdocs-actions {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block-end: 0.8rem;
  }

  .askdocs-suggestions h4 {
    font-size: 0.9rem;
    margin-block-end: 0.5rem;
  }
`;
