const css = String.raw;

/** What a site's own stylesheet gives to the panel of the theme, and nobody gives inside of a shadow root. */
export default css`
  a {
    color: var(--askdocs-primary);
  }

  .askdocs-sources a,
  .askdocs-citation {
    text-decoration: none;
  }

  p,
  ul,
  ol,
  pre,
  blockquote,
  table {
    margin: 0 0 1rem;
  }

  h2,
  h3,
  h4 {
    line-height: 1.25;
    margin: 0 0 0.75rem;
  }

  ul,
  ol {
    padding-inline-start: 1.5rem;
  }

  blockquote {
    border-inline-start: 3px solid var(--askdocs-shade-400);
    padding-inline-start: 0.75rem;
  }

  code {
    background: var(--askdocs-shade-200);
    border-radius: 0.25rem;
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    font-size: 0.9em;
    padding: 0.1em 0.3em;
  }

  pre {
    background: var(--askdocs-shade-100);
    border-radius: var(--askdocs-radius);
    overflow: auto;
    padding: 0.75rem;
  }

  pre code {
    background: none;
    padding: 0;
  }

  table {
    border-collapse: collapse;
  }

  td,
  th {
    border: 1px solid var(--askdocs-shade-300);
    padding: 0.3rem 0.6rem;
    text-align: start;
  }

  hr {
    border: 0;
    border-block-start: 1px solid var(--askdocs-shade-300);
  }

  .code-comment {
    color: var(--askdocs-code-comment);
  }

  .code-word {
    color: var(--askdocs-code-keyword);
  }

  .code-string {
    color: var(--askdocs-code-string);
  }

  .code-number {
    color: var(--askdocs-code-number);
  }

  .code-flag {
    color: var(--askdocs-code-name);
  }
`;
