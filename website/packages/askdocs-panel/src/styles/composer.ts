const css = String.raw;

/** The question field with its buttons and the line under it. */
export default css`
  .askdocs-composer {
    border-block-start: 1px solid var(--askdocs-shade-300);
    padding: 0.75rem 1rem;
  }

  .askdocs-field {
    align-items: flex-end;
    border: 1px solid var(--askdocs-shade-500);
    border-radius: 1.4rem;
    display: flex;
    padding: 0.25rem;
  }

  .askdocs-field:focus-within {
    border-color: var(--askdocs-primary);
    box-shadow: 0 0 0 1px var(--askdocs-primary);
  }

  .askdocs-field textarea {
    background: none;
    border: 0;
    color: inherit;
    field-sizing: content;
    flex: 1;
    font: inherit;
    line-height: 1.5;
    max-block-size: 9rem;
    min-inline-size: 0;
    padding: 0.25rem 0.75rem;
    resize: none;
  }

  .askdocs-field textarea:focus-visible {
    outline: none;
  }

  .askdocs-field textarea::placeholder {
    color: var(--askdocs-shade-700);
    opacity: 1;
  }

  .askdocs-send {
    background: var(--askdocs-text);
    block-size: 2.25rem;
    border: 0;
    border-radius: 50%;
    color: var(--askdocs-surface);
    cursor: pointer;
    display: grid;
    flex: none;
    inline-size: 2.25rem;
    place-content: center;
  }

  .askdocs-send[aria-disabled='true'] {
    background: var(--askdocs-shade-200);
    color: var(--askdocs-shade-700);
    cursor: default;
  }

  .askdocs-hint {
    color: var(--askdocs-shade-700);
    font-size: 0.8rem;
    margin: 0.4rem 0 0;
    text-align: center;
  }

  .askdocs-hint:empty {
    display: none;
  }

  .askdocs-found {
    margin-block-end: 0.75rem;
  }

  .askdocs-found > div {
    max-block-size: 35vh;
    overflow-y: auto;
  }

  .askdocs-found .askdocs-text-button {
    inline-size: 100%;
  }
`;
