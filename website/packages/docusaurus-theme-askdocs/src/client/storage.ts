import {site} from './config';
import {type Exchange, readExchanges} from './exchange';

export interface ConversationStorage {
  load: () => Exchange[];
  save: (exchanges: readonly Exchange[]) => void;
}

const KEPT_EXCHANGES = 20;

/**
 * The tab's session storage, until the tab is closed. First touched when the panel is opened. Where it is disabled
 * or full, the conversation lives as long as the page.
 */
export function createSessionStorage(key: string): ConversationStorage {
  return {
    load() {
      try {
        return readExchanges(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
      } catch {
        return [];
      }
    },
    save(exchanges) {
      try {
        if (exchanges.length === 0) {
          sessionStorage.removeItem(key);
        } else {
          sessionStorage.setItem(key, JSON.stringify(exchanges.slice(-KEPT_EXCHANGES)));
        }
      } catch {
        // Disabled or full: see above.
      }
    },
  };
}

/** Locales of one site share the conversation; two sites on one origin do not. */
export const sessionKey = `askdocs:${site.url}${site.baseUrl.replace(new RegExp(`${site.locale}/$`), '')}`;
