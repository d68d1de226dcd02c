import type {LinkTarget} from '../host.js';

/** Judges an address out of an answer; null for one that must not be followed, such as `javascript:`. */
export function resolveLink(address: string, pagePrefixes: Readonly<Record<string, string>>): LinkTarget | null {
  if (!/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i.test(address)) {
    return null;
  }
  const known = Object.entries(pagePrefixes).find(([prefix]) => address.startsWith(prefix));
  const url = parseUrl(known ? known[1] + address.slice(known[0].length) : address);
  if (!url || url.username || url.password) {
    return null; // https://docs.example@evil.example
  }
  if (url.origin !== location.origin) {
    return {href: url.href, kind: 'external'};
  }
  const isThisPage = url.pathname === location.pathname && url.search === location.search && url.hash !== '';
  return {href: url.href, kind: isThisPage ? 'page' : 'document'};
}

/** `URL.canParse` is younger than the browsers that the README names. */
function parseUrl(address: string): URL | null {
  try {
    return new URL(address, location.href);
  } catch {
    return null;
  }
}
