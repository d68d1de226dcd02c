import type {ElementOptions} from './settings.js';

/** Names the site among all that the browser keeps something of. */
export function createSiteKey({apiUrl}: ElementOptions): string {
  return location.origin + new URL(apiUrl, location.href).pathname.replace(/\/$/, '');
}

/** On narrower pages the panel would cover what the reader has followed a citation to. */
const HAS_ROOM = '(min-width: 769px)';

/** Notes that the reader leaves this page by a link of the panel. */
export function noteLeaving(options: ElementOptions): void {
  try {
    sessionStorage.setItem(createKey(options), '1');
  } catch {
    // Disabled: the panel is closed on the next page.
  }
}

/** Whether the reader has just come here by a link of the panel: it opens again then. */
export function isReturning(options: ElementOptions): boolean {
  try {
    const key = createKey(options);
    const isNoted = sessionStorage.getItem(key) !== null;
    sessionStorage.removeItem(key);
    return isNoted && window.matchMedia(HAS_ROOM).matches;
  } catch {
    return false;
  }
}

function createKey(options: ElementOptions): string {
  return `askdocs:${createSiteKey(options)}:open`;
}
