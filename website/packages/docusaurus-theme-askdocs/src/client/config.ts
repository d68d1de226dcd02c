import siteConfig from '@generated/docusaurus.config';
import i18n from '@generated/i18n';
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
  otherLocales: i18n.locales.filter((locale) => locale !== i18n.currentLocale),
};
