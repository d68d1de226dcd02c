import type {PageContext} from 'askdocs-panel';
import {site} from './config.js';

/** The page that the reader has open, as the page itself declares it. */
export function readPage(): PageContext {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href;
  return {
    url: canonical ?? location.origin + location.pathname,
    version: readVersion(),
    locale: site.locale,
  };
}

/** Pages that belong to no version of the docs declare none, or the tag `default`: the service then takes its own. */
function readVersion(): string {
  const isDocs = readMeta('docusaurus_tag').startsWith('docs-');
  return isDocs ? readMeta('docusaurus_version') : '';
}

function readMeta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}
