const css = String.raw;

/** An answer: text, citations, code, tables, and what stands there while it is written or when it is not whole. */
export default css`
  .askdocs-answer > * {
    margin-block-end: 0.8rem;
  }

  .askdocs-answer h4 {
    font-size: 1rem;
  }

  .askdocs-answer h4[data-depth='1'],
  .askdocs-answer h4[data-depth='2'] {
    font-size: 1.15rem;
  }

  /* Underlined: colour alone must not tell a link from the text. */
  .askdocs-answer a:not(.askdocs-citation) {
    text-decoration: underline;
  }

  /* A flag such as --verbose goes to the next line as a whole. */
  .askdocs-exchange :not(pre) > code {
    display: inline-block;
    line-height: 1.3;
    max-inline-size: 100%;
  }

  .askdocs-citation,
  .askdocs-number {
    background: var(--askdocs-shade-200);
    border-radius: 0.5rem;
    color: var(--askdocs-text);
    display: inline-block;
    font-size: 0.75rem;
    font-weight: var(--askdocs-bold);
    line-height: 1.5rem;
    min-inline-size: 1.5rem;
    padding-inline: 0.3rem;
    text-align: center;
  }

  .askdocs-citation {
    margin-inline: 0.1rem;
  }

  a.askdocs-citation:hover {
    background: var(--askdocs-shade-300);
    color: var(--askdocs-text);
  }

  .askdocs-code {
    position: relative;
  }

  .askdocs-code pre {
    box-shadow: var(--askdocs-shadow-low);
    font-size: 0.85rem;
    margin: 0;
    padding-inline-end: 3rem;
  }

  .askdocs-code .askdocs-icon-button {
    background: var(--askdocs-surface);
    border-color: var(--askdocs-shade-300);
    inset-block-start: 0.4rem;
    inset-inline-end: 0.4rem;
    position: absolute;
  }

  .askdocs-table {
    overflow-x: auto;
  }

  .askdocs-table table {
    font-size: 0.9rem;
    margin: 0;
    overflow-wrap: normal;
  }

  .askdocs-waiting {
    color: var(--askdocs-shade-700);
    margin: 0;
  }

  .askdocs-waiting::after {
    animation: askdocs-blink 1s steps(2, jump-none) infinite;
    background: currentcolor;
    block-size: 1rem;
    content: '';
    display: inline-block;
    inline-size: 0.5rem;
    margin-inline-start: 0.3rem;
    vertical-align: text-bottom;
  }

  @keyframes askdocs-blink {
    to {
      opacity: 0;
    }
  }

  .askdocs-notice {
    border-inline-start: 4px solid var(--askdocs-warning);
    margin-block-end: 0.8rem;
    padding: 0.1rem 0 0.1rem 0.75rem;
  }

  .askdocs-unsupported {
    background: none;
    color: inherit;
    text-decoration: underline dotted 2px var(--askdocs-warning);
    text-underline-offset: 0.2em;
  }

  .askdocs-unverified {
    text-decoration: underline wavy var(--askdocs-warning);
  }

  @media (prefers-reduced-motion: reduce) {
    .askdocs-waiting::after {
      animation: none;
    }
  }
`;
