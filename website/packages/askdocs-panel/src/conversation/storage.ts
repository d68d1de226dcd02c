import {type Exchange, readExchanges} from './exchange.js';

export interface ConversationStorage {
  load: () => Exchange[];
  save: (exchanges: readonly Exchange[]) => void;
}

export const KEPT_EXCHANGES = 20;

/** The part of the browser's storage that is used here; it throws where it is disabled or full. */
export type KeyValues = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * The tab's session storage, until the tab is closed. First touched when the panel is opened. Where it is disabled
 * or full, the conversation lives as long as the page.
 */
export function createSessionStorage(siteKey: string): ConversationStorage {
  const key = `askdocs:${siteKey}`;
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
