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
    background: var(--ifm-color-emphasis-200);
    border-radius: 0.5rem;
    color: var(--ifm-font-color-base);
    display: inline-block;
    font-size: 0.75rem;
    font-weight: var(--ifm-font-weight-bold);
    line-height: 1.5rem;
    min-inline-size: 1.5rem;
    padding-inline: 0.3rem;
    text-align: center;
  }

  .askdocs-citation {
    margin-inline: 0.1rem;
  }

  a.askdocs-citation:hover {
    background: var(--ifm-color-emphasis-300);
    color: var(--ifm-font-color-base);
  }

  .askdocs-code {
    position: relative;
  }

  .askdocs-code pre {
    box-shadow: var(--ifm-global-shadow-lw);
    font-size: 0.85rem;
    margin: 0;
    padding-inline-end: 3rem;
  }

  .askdocs-code .askdocs-icon-button {
    background: var(--ifm-background-surface-color);
    border-color: var(--ifm-color-emphasis-300);
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
    color: var(--ifm-color-emphasis-700);
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
    border-inline-start: 4px solid var(--ifm-color-warning);
    margin-block-end: 0.8rem;
    padding: 0.1rem 0 0.1rem 0.75rem;
  }
`;
