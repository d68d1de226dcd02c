import {fileURLToPath} from 'node:url';
import {logger} from '@docusaurus/logger';
import type {LoadContext, Plugin, SwizzleConfig} from '@docusaurus/types';
import type {AskDocsThemeConfig, PluginOptions, ThemeConfig} from 'docusaurus-theme-askdocs';
import {loadMessages} from './messages.js';
import {writeManifest} from './manifest.js';
import {getTranslationFiles, translateThemeConfig} from './translations.js';

/** Bundlers want whole file names in ES modules, and what Docusaurus generates is imported without (`@generated/routes`). */
const FIND_GENERATED = {
  include: [fileURLToPath(new URL('client/', import.meta.url)), fileURLToPath(new URL('theme/', import.meta.url))],
  resolve: {fullySpecified: false},
};

export {validateOptions, validateThemeConfig} from './options.js';

/** The theme: a button, a panel that is loaded on first open, and a manifest of the pages for the indexer. */
export default function themeAskDocs(context: LoadContext, options: PluginOptions): Plugin<undefined> {
  const {siteConfig, i18n} = context;
  const {askdocs} = siteConfig.themeConfig as unknown as ThemeConfig;
  warnAboutMixedContent(siteConfig.url, askdocs);

  return {
    name: 'docusaurus-theme-askdocs',
    getThemePath: () => '../lib/theme',
    getTypeScriptThemePath: () => '../src/theme',
    getClientModules: () => ['./client/mount.js'],
    configureWebpack: () => ({module: {rules: [FIND_GENERATED]}}),
    getDefaultCodeTranslationMessages: () => loadMessages(i18n.currentLocale),
    getTranslationFiles: () => getTranslationFiles(askdocs),
    translateThemeConfig: ({themeConfig, translationFiles}) => translateThemeConfig(themeConfig, translationFiles),
    async postBuild(site) {
      if (options.manifest) {
        await writeManifest(site);
      }
    },
  };
}

const PANEL_PARTS = {
  CodeBlock: 'Code in an answer, with its copy button',
  Composer: 'The question field, its buttons and the line under it',
  Exchange: 'A question and its answer',
  Header: 'Title, new conversation, close',
  Icon: 'The icons of the panel',
  Markdown: "An answer's Markdown as React elements; keep it safe",
  Notice: 'What kept an answer from being a whole and proven one',
  Retry: 'The button that repeats the last question',
  SourceLink: 'A link out of an answer, followed without a reload',
  Sources: 'The list of sources under an answer',
  Vote: 'The thumbs under an answer, and the reasons of a vote',
  Welcome: 'The empty panel, with its example questions',
};

/** Which components a site may replace without fear of the next release. */
export function getSwizzleConfig(): SwizzleConfig {
  return {
    components: {
      ...Object.fromEntries(
        Object.entries(PANEL_PARTS).map(([part, description]) => [
          `AskDocsPanel/${part}`,
          {actions: {eject: 'unsafe', wrap: 'safe'}, description} as const,
        ]),
      ),
      'AskDocs/selection': {
        actions: {eject: 'unsafe', wrap: 'forbidden'},
        description: 'The button beside selected text, as a function that watches for it',
      },
      'AskDocsButton/label': {
        actions: {eject: 'safe', wrap: 'forbidden'},
        description: 'The words "Ask the docs", as a function',
      },
      'AskDocsPanel/styles': {
        actions: {eject: 'unsafe', wrap: 'forbidden'},
        description: "The panel's CSS as a string",
      },
      'AskDocsPanel/messages': {
        actions: {eject: 'unsafe', wrap: 'forbidden'},
        description: 'What the panel says; `docusaurus write-translations` translates it',
      },
      AskDocs: {
        actions: {eject: 'unsafe', wrap: 'safe'},
        description: 'The floating button, the keyboard shortcut and the panel behind it',
      },
      AskDocsButton: {
        actions: {eject: 'safe', wrap: 'safe'},
        description: 'A button that opens the panel, for the navbar, a page or MDX',
      },
      AskDocsPanel: {
        actions: {eject: 'unsafe', wrap: 'safe'},
        description: 'The panel: conversation, question field, sources',
      },
      'NavbarItem/ComponentTypes': {
        actions: {eject: 'forbidden', wrap: 'forbidden'},
        description:
          'Adds the navbar item type "custom-askDocs"; extend the site\'s own src/theme/NavbarItem/ComponentTypes instead',
      },
    },
  };
}

function warnAboutMixedContent(siteUrl: string, {apiUrl}: AskDocsThemeConfig): void {
  const isLoopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/|$)/.test(apiUrl);
  if (siteUrl.startsWith('https:') && apiUrl.startsWith('http:') && !isLoopback) {
    logger.warn(`themeConfig.askdocs.apiUrl is ${apiUrl}: browsers block http requests from a page on https.`);
  }
}
