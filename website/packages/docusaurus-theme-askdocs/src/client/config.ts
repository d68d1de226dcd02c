import siteConfig from '@generated/docusaurus.config';
import i18n from '@generated/i18n';
import {createLauncher, type Launcher} from 'askdocs-panel/launcher';
import type {AskDocsThemeConfig, ThemeConfig} from 'docusaurus-theme-askdocs';

/**
 * The site's configuration, read as modules: the panel stands in a React root of its own, where none of
 * Docusaurus' contexts exist.
 */
export const options: AskDocsThemeConfig = (siteConfig.themeConfig as unknown as ThemeConfig).askdocs;

export const site = {
  url: siteConfig.url,
  baseUrl: siteConfig.baseUrl,
  locale: i18n.currentLocale,
};

/** What every button of the site shares with the panel. */
export const launcher: Launcher = createLauncher();

/** Opens the panel; `question` is put into the question field and not sent. */
export function openAskDocs(question = ''): void {
  launcher.open(question);
}

/** Closes the panel and gives the focus back to what had it when the panel was opened. */
export function closeAskDocs(): void {
  launcher.close();
}
