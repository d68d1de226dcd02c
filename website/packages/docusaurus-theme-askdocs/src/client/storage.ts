import {site} from './config';
import type {Exchange} from './conversation';
import {addPart, EMPTY_ANSWER, isRecord, readPart} from './wire';

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

/** Other scripts of the page can write there too, so nothing is taken on trust. */
export function readExchanges(stored: unknown): Exchange[] {
  return (Array.isArray(stored) ? stored : []).flatMap((value, index): Exchange[] => {
    if (!isRecord(value) || typeof value['question'] !== 'string') {
      return [];
    }
    const state = value['state'] === 'done' || value['state'] === 'stopped' ? value['state'] : 'failed';
    return [
      {
        id: index + 1,
        question: value['question'],
        state,
        answer: addPart(EMPTY_ANSWER, readPart(value['answer'])),
        // What was being asked when the page was left did not come to an end.
        failure: state === 'failed' ? {kind: 'broken', retryAt: 0} : null,
      },
    ];
  });
}
