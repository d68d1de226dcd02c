import {isRecord} from '../service/wire.js';
import {type Exchange, readExchanges} from './exchange.js';
import {KEPT_EXCHANGES, type KeyValues} from './storage.js';

/** What a browser may hold of one site, in conversations and in characters. */
export const ARCHIVE_LIMITS = {conversations: 50, characters: 1_000_000};

/** A conversation that is kept in the browser beyond the tab. */
export interface KeptConversation {
  id: string;
  /** When it last changed, in milliseconds since 1970. */
  at: number;
  exchanges: Exchange[];
}

/**
 * Conversations in `localStorage`, each under a key of its own, so that tabs do not overwrite each other. A conversation
 * that goes on in two tabs becomes two. Where the storage is disabled or full, nothing is kept, and nothing breaks.
 */
export interface Archive {
  /** Whether conversations may be kept; without the reader's consent, where it is asked for, nothing is stored. */
  isAllowed: () => boolean;
  /** The reader's answer. A refusal deletes what is kept. */
  allow: (isAllowed: boolean) => void;
  /** Newest first. */
  list: () => KeptConversation[];
  /** Keeps the exchanges under the id, or under a new one when another tab has changed what is there; returns the id. */
  save: (id: string, exchanges: readonly Exchange[]) => string;
  delete: (id: string) => void;
  deleteAll: () => void;
}

export function createArchive(siteKey: string, mode: 'tab' | 'browser' | 'ask', getStorage: () => KeyValues): Archive {
  const prefix = `askdocs:${siteKey}:kept:`;
  const consentKey = `askdocs:${siteKey}:consent`;
  /** What this tab last wrote or opened, by id: a change by another tab shows as another text. */
  const seen = new Map<string, string>();

  function attempt<Value>(action: (storage: KeyValues) => Value, otherwise: Value): Value {
    try {
      return action(getStorage());
    } catch {
      return otherwise; // disabled or full
    }
  }

  function listKeys(storage: KeyValues): string[] {
    return Array.from({length: storage.length}, (_, index) => storage.key(index) ?? '').filter((key) =>
      key.startsWith(prefix),
    );
  }

  function read(storage: KeyValues, key: string): KeptConversation | null {
    const kept = parse(storage.getItem(key) ?? '');
    return kept && {...kept, id: key.slice(prefix.length)};
  }

  /** Deletes the oldest until there is room for a text of this length. */
  function makeRoom(storage: KeyValues, length: number): void {
    const kept = listKeys(storage)
      .map((key) => ({key, at: read(storage, key)?.at ?? 0, length: storage.getItem(key)?.length ?? 0}))
      .sort((one, other) => other.at - one.at);
    let sum = length;
    kept.forEach((one, index) => {
      sum += one.length;
      if (index >= ARCHIVE_LIMITS.conversations - 1 || sum > ARCHIVE_LIMITS.characters) {
        storage.removeItem(one.key);
      }
    });
  }

  const archive: Archive = {
    isAllowed: () =>
      mode === 'browser' || (mode === 'ask' && attempt((storage) => storage.getItem(consentKey) === '1', false)),
    allow(isAllowed) {
      attempt((storage) => {
        if (isAllowed) {
          storage.setItem(consentKey, '1');
        } else {
          storage.removeItem(consentKey);
        }
      }, undefined);
      if (!isAllowed) {
        archive.deleteAll();
      }
    },
    list: () =>
      attempt(
        (storage) =>
          listKeys(storage)
            .flatMap((key) => {
              const kept = read(storage, key);
              if (kept) {
                seen.set(kept.id, storage.getItem(key) ?? '');
              }
              return kept ?? [];
            })
            .sort((one, other) => other.at - one.at),
        [],
      ),
    save(id, exchanges) {
      if (!archive.isAllowed() || exchanges.length === 0) {
        return id;
      }
      return attempt((storage) => {
        const there = storage.getItem(prefix + id);
        const own = there !== null && there !== seen.get(id) ? createId() : id;
        const text = JSON.stringify({at: Date.now(), exchanges: exchanges.slice(-KEPT_EXCHANGES)});
        storage.removeItem(prefix + own);
        makeRoom(storage, text.length);
        storage.setItem(prefix + own, text);
        seen.set(own, text);
        return own;
      }, id);
    },
    delete: (id) => attempt((storage) => storage.removeItem(prefix + id), undefined),
    deleteAll: () => attempt((storage) => listKeys(storage).forEach((key) => storage.removeItem(key)), undefined),
  };
  return archive;
}

export function createId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}

/** Other scripts of the page can write there too, so nothing is taken on trust. */
function parse(text: string): Omit<KeptConversation, 'id'> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) {
    return null;
  }
  const exchanges = readExchanges(value['exchanges']);
  const at = typeof value['at'] === 'number' && value['at'] > 0 && value['at'] < 8.64e15 ? value['at'] : 0;
  return exchanges.length > 0 ? {at, exchanges} : null;
}
