const css = String.raw;

const LIGHT = css`
  --askdocs-surface: #fff;
  --askdocs-text: #1c1e21;
  --askdocs-primary: var(--askdocs-accent, #1d5fa8);
  --askdocs-warning: #b06f00;
  --askdocs-danger: #c62828;
  --askdocs-shade-100: #f5f6f7;
  --askdocs-shade-200: #ebedf0;
  --askdocs-shade-300: #d8dbe0;
  --askdocs-shade-400: #b4bac4;
  --askdocs-shade-500: #8d949e;
  --askdocs-shade-700: #5f656d;
  --askdocs-shade-800: #474b52;
  --askdocs-code-comment: #5f6b76;
  --askdocs-code-keyword: #8a1f7a;
  --askdocs-code-string: #1a6b2d;
  --askdocs-code-number: #9a4a00;
  --askdocs-code-name: #1d5fa8;
  color-scheme: light;
`;

const DARK = css`
  --askdocs-surface: #1b1d20;
  --askdocs-text: #e6e8eb;
  --askdocs-primary: var(--askdocs-accent-dark, #8ec5ff);
  --askdocs-warning: #e6b450;
  --askdocs-danger: #ff8a80;
  --askdocs-shade-100: #24272b;
  --askdocs-shade-200: #30343a;
  --askdocs-shade-300: #454b53;
  --askdocs-shade-400: #5f666f;
  --askdocs-shade-500: #7d858f;
  --askdocs-shade-700: #adb4bd;
  --askdocs-shade-800: #c5cad1;
  --askdocs-code-comment: #9aa4af;
  --askdocs-code-keyword: #e7a1dc;
  --askdocs-code-string: #9bd6a5;
  --askdocs-code-number: #f0b27a;
  --askdocs-code-name: #8ec5ff;
  color-scheme: dark;
`;

/**
 * What every panel of the element wears. Important declarations of a shadow root win over those of the page, whatever
 * its stylesheet says about all elements. Of the page, `--askdocs-accent` and `--askdocs-accent-dark` come in.
 */
export const HOST_STYLES = css`
  :host {
    all: initial !important;
    display: block !important;
    font-family: system-ui, sans-serif !important;
    font-size: medium !important;
    --askdocs-rem: 1em !important;
  }

  .askdocs-scheme {
    ${LIGHT}
    --askdocs-radius: 0.4rem;
    --askdocs-shadow-low: 0 1px 3px rgb(0 0 0 / 20%);
    --askdocs-shadow-high: 0 0 24px rgb(0 0 0 / 20%);
    --askdocs-semibold: 600;
    --askdocs-bold: 700;
    --askdocs-header-height: 3.5rem;
    --askdocs-layer: 2147483000;
    color: var(--askdocs-text);
    font-size: 1rem;
    line-height: 1.6;
    text-align: start;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  .askdocs-scheme--dark {
    ${DARK}
  }
`;

/** Sizes count from the reader's own font size: the page may have given its root another one. */
export function ownRem(styles: string): string {
  return styles.replace(/(\d*\.?\d+)rem\b/g, 'calc($1 * var(--askdocs-rem))');
}
