const css = String.raw;

/** A string, because Docusaurus puts all CSS files into one, which every page loads; the panel brings its own. */
export default css`
  .askdocs-panel {
    background: var(--ifm-background-surface-color);
    border: 0 solid var(--ifm-color-emphasis-300);
    box-shadow: var(--ifm-global-shadow-tl);
    color: var(--ifm-font-color-base);
    display: flex;
    flex-direction: column;
    inline-size: min(28rem, 100%);
    inset-block: 0;
    position: fixed;
    z-index: calc(var(--ifm-z-index-fixed) + 1);
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
    outline: 2px solid var(--ifm-color-primary);
    outline-offset: 2px;
  }

  .askdocs-header {
    align-items: center;
    border-block-end: 1px solid var(--ifm-color-emphasis-300);
    display: flex;
    gap: 0.25rem;
    min-block-size: var(--ifm-navbar-height);
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
    border-radius: var(--ifm-global-radius);
    color: var(--ifm-font-color-base);
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
    background: var(--ifm-color-emphasis-200);
  }

  .askdocs-icon-button[aria-disabled='true'] {
    cursor: default;
    font-style: italic;
  }

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

  .askdocs-sources h4 {
    font-size: 0.9rem;
    margin-block-end: 0.25rem;
  }

  .askdocs-sources ol {
    list-style: none;
    margin-block-end: 0.8rem;
    padding: 0;
  }

  .askdocs-sources li > * {
    align-items: baseline;
    border-radius: var(--ifm-global-radius);
    color: var(--ifm-font-color-base);
    display: flex;
    gap: 0.6rem;
    padding: 0.35rem 0.25rem;
  }

  .askdocs-sources a:hover {
    background: var(--ifm-color-emphasis-100);
    text-decoration: none;
  }

  .askdocs-sources a:hover strong {
    text-decoration: underline;
  }

  .askdocs-sources small {
    color: var(--ifm-color-emphasis-800);
    display: block;
  }

  .askdocs-version {
    border: 1px solid var(--ifm-color-emphasis-400);
    border-radius: 0.5rem;
    font-size: 0.75rem;
    margin-inline-start: 0.5rem;
    padding-inline: 0.3rem;
  }

  .askdocs-composer {
    border-block-start: 1px solid var(--ifm-color-emphasis-300);
    padding: 0.75rem 1rem;
  }

  .askdocs-field {
    align-items: flex-end;
    border: 1px solid var(--ifm-color-emphasis-500);
    border-radius: 1.4rem;
    display: flex;
    padding: 0.25rem;
  }

  .askdocs-field:focus-within {
    border-color: var(--ifm-color-primary);
    box-shadow: 0 0 0 1px var(--ifm-color-primary);
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
    color: var(--ifm-color-emphasis-700);
    opacity: 1;
  }

  .askdocs-send {
    background: var(--ifm-font-color-base);
    block-size: 2.25rem;
    border: 0;
    border-radius: 50%;
    color: var(--ifm-background-surface-color);
    cursor: pointer;
    display: grid;
    flex: none;
    inline-size: 2.25rem;
    place-content: center;
  }

  .askdocs-send[aria-disabled='true'] {
    background: var(--ifm-color-emphasis-200);
    color: var(--ifm-color-emphasis-700);
    cursor: default;
  }

  .askdocs-hint {
    color: var(--ifm-color-emphasis-700);
    font-size: 0.8rem;
    margin: 0.4rem 0 0;
    text-align: center;
  }

  .askdocs-hint:empty {
    display: none;
  }

  .askdocs-hidden {
    block-size: 1px;
    clip-path: inset(50%);
    inline-size: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
  }

  [data-askdocs-target] {
    animation: askdocs-shown 2.5s ease-out;
    outline: 2px solid var(--ifm-color-primary);
    outline-offset: 4px;
  }

  @keyframes askdocs-shown {
    from {
      background: var(--ifm-color-emphasis-300);
    }
  }

  @media (min-width: 769px) {
    [data-askdocs-beside]:has(.askdocs-panel--end) #__docusaurus {
      padding-inline-end: 28rem;
    }

    [data-askdocs-beside]:has(.askdocs-panel--start) #__docusaurus {
      padding-inline-start: 28rem;
    }
  }

  @media (max-width: 768px) {
    .askdocs-panel {
      border: 0;
      inline-size: 100%;
    }

    html:has(.askdocs-panel) {
      overflow: hidden;
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

  @media (prefers-reduced-motion: reduce) {
    .askdocs-waiting::after,
    [data-askdocs-target] {
      animation: none;
    }
  }

  @media print {
    .askdocs-panel {
      display: none;
    }
  }
`;
