const css = String.raw;

/** What a reader can say about an answer. */
export default css`
  .askdocs-reasons {
    border: 1px solid var(--askdocs-shade-300);
    border-radius: var(--askdocs-radius);
    display: grid;
    flex-basis: 100%;
    gap: 0.5rem;
    justify-items: start;
    margin-block-start: 0.5rem;
    padding: 0.75rem;
  }

  .askdocs-reasons fieldset {
    border: 0;
    display: grid;
    gap: 0.25rem 1rem;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    inline-size: 100%;
    margin: 0;
    min-inline-size: 0;
    padding: 0;
  }

  .askdocs-reasons legend {
    font-weight: var(--askdocs-semibold);
    margin-block-end: 0.25rem;
    padding: 0;
  }

  .askdocs-reasons label {
    align-items: center;
    display: flex;
    font-size: 0.9rem;
    gap: 0.4rem;
    min-block-size: 1.75rem;
  }

  .askdocs-reasons textarea,
  .askdocs-conversations input[type='search'] {
    background: var(--askdocs-surface);
    border: 1px solid var(--askdocs-shade-500);
    border-radius: var(--askdocs-radius);
    box-sizing: border-box;
    color: var(--askdocs-text);
    font: inherit;
    font-size: 0.9rem;
    inline-size: 100%;
    padding: 0.4rem 0.6rem;
  }

  .askdocs-vote-status {
    font-size: 0.85rem;
    margin: 0;
  }
`;
