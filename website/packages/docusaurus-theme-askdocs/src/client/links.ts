import routes from '@generated/routes';
import {matchPath} from '@docusaurus/router';
import type {LinkTarget} from 'askdocs-panel';
import {options, site} from './config.js';

/** Docusaurus' routes, with the fields that matter here. */
interface Route {
  path?: string | string[] | undefined;
  routes?: Route[] | undefined;
}

/** Judges an address out of an answer; null for one that must not be followed, such as `javascript:`. */
export function resolveLink(address: string): LinkTarget | null {
  if (!/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i.test(address)) {
    return null;
  }
  const url = parseUrl(replacePrefix(address), address.startsWith('#') ? location.href : site.url);
  if (!url || url.username || url.password) {
    return null; // https://docs.example@evil.example
  }
  const isOwn = url.origin === new URL(site.url).origin || url.origin === location.origin;
  if (!isOwn) {
    return {href: url.href, kind: 'external'};
  }
  // The site may be served from another place than the one it is built for: on localhost, in a preview.
  const href = url.pathname + url.search + url.hash;
  return {href, kind: isRoute(url.pathname, routes) ? 'page' : 'document'};
}

/** An address under which the service knows a page of this site, as the site itself has it. */
function replacePrefix(address: string): string {
  const known = Object.entries(options.pagePrefixes).find(([prefix]) => address.startsWith(prefix));
  return known ? site.url + known[1] + address.slice(known[0].length) : address;
}

/** `URL.canParse` is younger than the browsers that the README names. */
function parseUrl(address: string, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}

/** Pages of other locales are other builds, and files are no pages: neither is among the routes. */
function isRoute(pathname: string, among: readonly Route[]): boolean {
  return among.some(({path, routes: children}) => {
    if (path === undefined || path === '*' || !matchPath(pathname, {path, exact: !children})) {
      return false;
    }
    return !children || isRoute(pathname, children);
  });
}
