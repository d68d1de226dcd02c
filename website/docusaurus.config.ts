import type {PluginOptions as SearchOptions} from '@easyops-cn/docusaurus-search-local';
import type {Config} from '@docusaurus/types';
import type {UserThemeConfig as ClassicThemeConfig} from '@docusaurus/theme-common';
import type {UserThemeConfig as AskDocsThemeConfig} from 'docusaurus-theme-askdocs';
import {themes} from 'prism-react-renderer';

const SERVICE = process.env['ASKDOCS_API_URL'] ?? 'http://127.0.0.1:8000';
/** Where the sources are published; the site links there when it is set. */
const REPOSITORY = process.env['ASKDOCS_REPOSITORY_URL'] ?? '';
const REPOSITORY_LINK = {label: 'Source code', href: REPOSITORY};

/** Red names of attributes had a contrast of 4.0 with white; axe asks for 4.5. */
const LIGHT_CODE = {
  ...themes.vsLight,
  styles: themes.vsLight.styles.map((style) =>
    style.types.includes('attr-name') ? {...style, style: {...style.style, color: '#c00000'}} : style,
  ),
};

/** The index is built with the site and read in the browser: no service, no third party. */
const SEARCH: Partial<SearchOptions> = {
  indexBlog: false,
  docsRouteBasePath: '/docs',
  language: ['en', 'fr'],
  hashed: 'filename',
  explicitSearchResultPath: true,
};

// `askdocs index` reads this file without running it: what decides about addresses stays a plain literal.
const config: Config = {
  title: 'askdocs',
  tagline: 'Answers from your documentation, with proof',
  favicon: 'img/logo.svg',
  // Where `make site` serves it. Whoever publishes it sets ASKDOCS_SITE_URL.
  url: process.env['ASKDOCS_SITE_URL'] ?? 'http://localhost:3000',
  baseUrl: '/',
  trailingSlash: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  i18n: {defaultLocale: 'en', locales: ['en', 'fr']},
  future: {v4: true, faster: false},
  markdown: {format: 'detect'},
  plugins: [
    ['@docusaurus/plugin-content-docs', {path: 'docs', routeBasePath: 'docs', sidebarPath: './sidebars.ts'}],
    '@docusaurus/plugin-content-pages',
    '@docusaurus/plugin-sitemap',
    // For readers that are programs: llms.txt, and each page as Markdown beside it.
    [
      'docusaurus-plugin-llms',
      {generateLLMsFullTxt: false, generateMarkdownFiles: true, ignoreFiles: ['decisions/**']},
    ],
  ],
  themes: [
    ['@docusaurus/theme-classic', {customCss: './src/css/custom.css'}],
    ['@easyops-cn/docusaurus-search-local', SEARCH],
    'docusaurus-theme-askdocs',
  ],
  themeConfig: {
    askdocs: {
      apiUrl: SERVICE,
      // `make demo` indexes the pages' sources, and shows them itself: here, a citation leads to the page of this site.
      pagePrefixes: {[`${SERVICE}/site/`]: '/docs/'},
      history: 'browser',
      search: true,
      exampleQuestions: [
        'How do I try askdocs without a key?',
        'Which sites can be indexed?',
        'What does it do when the answer is not in the docs?',
      ],
    },
    colorMode: {respectPrefersColorScheme: true},
    navbar: {
      title: 'askdocs',
      logo: {alt: '', src: 'img/logo.svg'},
      items: [
        {type: 'docSidebar', sidebarId: 'docs', label: 'Documentation', position: 'left'},
        ...(REPOSITORY ? [{...REPOSITORY_LINK, position: 'right' as const}] : []),
        {type: 'localeDropdown', position: 'right'},
      ],
    },
    footer: {
      links: [
        {label: 'Quick start', to: '/docs/quick-start/'},
        {label: 'HTTP API', to: '/docs/http-api/'},
        {label: 'Limits', to: '/docs/limits/'},
        ...(REPOSITORY ? [REPOSITORY_LINK] : []),
      ],
      copyright: 'askdocs is free software under the Apache License 2.0.',
    },
    prism: {theme: LIGHT_CODE, darkTheme: themes.vsDark, additionalLanguages: ['bash', 'json', 'nginx', 'ini']},
  } satisfies ClassicThemeConfig & AskDocsThemeConfig,
};

export default config;
