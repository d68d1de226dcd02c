import {createPageStyles, DOCUSAURUS_COLUMNS, styles} from 'askdocs-panel';

/** What the panel takes from the site: Infima's variables. */
const TOKENS = `
  .askdocs-panel {
    --askdocs-surface: var(--ifm-background-surface-color);
    --askdocs-text: var(--ifm-font-color-base);
    --askdocs-primary: var(--ifm-color-primary);
    --askdocs-warning: var(--ifm-color-warning);
    --askdocs-shade-100: var(--ifm-color-emphasis-100);
    --askdocs-shade-200: var(--ifm-color-emphasis-200);
    --askdocs-shade-300: var(--ifm-color-emphasis-300);
    --askdocs-shade-400: var(--ifm-color-emphasis-400);
    --askdocs-shade-500: var(--ifm-color-emphasis-500);
    --askdocs-shade-700: var(--ifm-color-emphasis-700);
    --askdocs-shade-800: var(--ifm-color-emphasis-800);
    --askdocs-radius: var(--ifm-global-radius);
    --askdocs-shadow-low: var(--ifm-global-shadow-lw);
    --askdocs-shadow-high: var(--ifm-global-shadow-tl);
    --askdocs-semibold: var(--ifm-font-weight-semibold);
    --askdocs-bold: var(--ifm-font-weight-bold);
    --askdocs-header-height: var(--ifm-navbar-height);
    --askdocs-layer: calc(var(--ifm-z-index-fixed) + 1);
  }

  :root {
    --askdocs-primary: var(--ifm-color-primary);
  }
`;

export default TOKENS + styles + createPageStyles('#__docusaurus') + DOCUSAURUS_COLUMNS;
