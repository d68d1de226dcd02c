const css = String.raw;

/** The list of sources under an answer. */
export default css`
  .askdocs-sources h4 {
    font-size: 0.9rem;
    margin-block-end: 0.25rem;
  }

  .askdocs-sources :is(ol, ul) {
    list-style: none;
    margin-block-end: 0.8rem;
    padding: 0;
  }

  .askdocs-sources li > * {
    align-items: baseline;
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    display: flex;
    gap: 0.6rem;
    padding: 0.35rem 0.25rem;
  }

  .askdocs-sources a:hover {
    background: var(--askdocs-shade-100);
    text-decoration: none;
  }

  .askdocs-sources a:hover strong {
    text-decoration: underline;
  }

  .askdocs-sources small {
    color: var(--askdocs-shade-800);
    display: block;
  }

  .askdocs-version {
    border: 1px solid var(--askdocs-shade-400);
    border-radius: 0.5rem;
    font-size: 0.75rem;
    margin-inline-start: 0.5rem;
    padding-inline: 0.3rem;
  }
`;
