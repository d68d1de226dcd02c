import type {PageContext} from '../host.js';
import type {ElementOptions} from './settings.js';

/**
 * The page that the reader has open. What the owner says counts first, then what the page declares in the words that
 * `askdocs index` reads; the rest the service works out from the address.
 */
export function readPage({version, locale}: Pick<ElementOptions, 'version' | 'locale'>): PageContext {
  return {
    url: readAddress(),
    version: version || readVersion(),
    locale: locale || readMeta('docusaurus_locale') || readMeta('docsearch:language'),
  };
}

/** The address where the page is published, if it names one that is its own: many name that of another version. */
function readAddress(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href ?? '';
  const own = location.origin + location.pathname;
  try {
    return new URL(canonical).pathname === location.pathname ? canonical : own;
  } catch {
    return own;
  }
}

function readVersion(): string {
  const tag = readMeta('docusaurus_tag');
  if (tag && !tag.startsWith('docs-')) {
    return ''; // a page of a Docusaurus site that belongs to no version
  }
  return readMeta('docusaurus_version') || (readMeta('docsearch:version').split(',')[0] ?? '').trim();
}

function readMeta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

/** Language of the page, for the panel's own words. */
export function readLanguage(): string {
  const language = document.documentElement.lang || navigator.language || 'en';
  try {
    return new Intl.Locale(language.replace('_', '-')).toString();
  } catch {
    return 'en';
  }
}
