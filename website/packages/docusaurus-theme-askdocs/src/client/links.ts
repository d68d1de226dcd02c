import routes from '@generated/routes';
import {matchPath} from '@docusaurus/router';
import {site} from './config';

/** Where a link leads: `route` is a page that this site renders without a reload. */
export interface LinkTarget {
  href: string;
  kind: 'route' | 'document' | 'external';
}

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
  const url = parseUrl(address, address.startsWith('#') ? location.href : site.url);
  if (!url || url.username || url.password) {
    return null; // https://docs.example@evil.example
  }
  const isOwn = url.origin === new URL(site.url).origin || url.origin === location.origin;
  if (!isOwn) {
    return {href: url.href, kind: 'external'};
  }
  // The site may be served from another place than the one it is built for: on localhost, in a preview.
  const href = url.pathname + url.search + url.hash;
  return {href, kind: isRoute(url.pathname, routes) ? 'route' : 'document'};
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
