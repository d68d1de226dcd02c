const css = String.raw;

/** The list of the conversations that are kept. */
export default css`
  .askdocs-conversations {
    display: grid;
    gap: 0.75rem;
    grid-template-columns: minmax(0, 1fr); /* a long question is cut off, and its button stays in sight */
    justify-items: start;
  }

  .askdocs-conversations section {
    inline-size: 100%;
  }

  .askdocs-conversations h3 {
    color: var(--askdocs-shade-800);
    font-size: 0.85rem;
    margin: 0 0 0.25rem;
  }

  .askdocs-conversations ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }

  .askdocs-conversations li {
    align-items: center;
    display: flex;
    gap: 0.25rem;
  }

  .askdocs-conversation {
    background: none;
    border: 0;
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    cursor: pointer;
    flex: 1;
    font: inherit;
    min-inline-size: 0;
    overflow: hidden;
    padding: 0.4rem 0.5rem;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .askdocs-conversation:hover {
    background: var(--askdocs-shade-100);
  }
`;
