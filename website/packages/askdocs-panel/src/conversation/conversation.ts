import type {PageContext} from '../host.js';
import {createStore, type ReadonlyStore} from '../launcher/store.js';
import type {Ask} from '../service/ask.js';
import {Failure} from '../service/failure.js';
import {cut, mend} from '../service/text.js';
import {addPart, type ChatRequest, EMPTY_ANSWER, LIMITS, type Turn} from '../service/wire.js';
import {type Archive, createId, type KeptConversation} from './archive.js';
import type {Exchange} from './exchange.js';
import type {ConversationStorage} from './storage.js';

export interface Conversation {
  exchanges: ReadonlyStore<readonly Exchange[]>;
  ask: (question: string) => void;
  /** Asks the last question again, in place of its answer. */
  retry: () => void;
  stop: () => void;
  /** Begins a new one. */
  clear: () => void;
  /** Goes on with one that was kept. */
  resume: (kept: KeptConversation) => void;
  /** Notes the reader's vote for an answer. */
  noteVote: (id: number, vote: Exchange['vote']) => void;
}

export interface ConversationParts {
  ask: Ask;
  readPage: () => PageContext;
  storage: ConversationStorage;
  archive: Pick<Archive, 'save'>;
  /** Called when an answer has come to its end, whatever it is. */
  onEnd?: (exchange: Exchange) => void;
}

/** A conversation that outlives the panel and the page: it lives beside the components and keeps itself. */
export function createConversation({ask, readPage, storage, archive, onEnd}: ConversationParts): Conversation {
  const exchanges = createStore<readonly Exchange[]>(storage.load());
  let controller: AbortController | null = null;
  let lastId = exchanges.get().at(-1)?.id ?? 0;
  let keptId = createId();

  function change(id: number, change: (exchange: Exchange) => Partial<Exchange>): void {
    exchanges.set(
      exchanges.get().map((exchange) => (exchange.id === id ? {...exchange, ...change(exchange)} : exchange)),
    );
  }

  const save = (): void => {
    storage.save(exchanges.get());
    keptId = archive.save(keptId, exchanges.get());
  };

  async function run(question: string): Promise<void> {
    controller?.abort();
    const own = new AbortController();
    controller = own;
    lastId += 1;
    const id = lastId;
    const request = createRequest(question, exchanges.get(), readPage());
    exchanges.set([...exchanges.get(), {id, question, state: 'asking', answer: EMPTY_ANSWER, failure: null, vote: 0}]);
    const saveAtLeast = (): void => storage.save(exchanges.get());
    saveAtLeast();
    window.addEventListener('pagehide', saveAtLeast);
    try {
      await ask(request, {
        signal: own.signal,
        onPart: (part) => change(id, ({answer}) => ({answer: addPart(answer, part)})),
      });
      change(id, () => ({state: 'done'}));
    } catch (error) {
      if (own.signal.aborted) {
        change(id, () => ({state: 'stopped'}));
      } else {
        const {kind, retryAt} = error instanceof Failure ? error : new Failure('broken');
        change(id, () => ({state: 'failed', failure: {kind, retryAt}}));
      }
    } finally {
      window.removeEventListener('pagehide', saveAtLeast);
    }
    const ended = exchanges.get().find((exchange) => exchange.id === id);
    if (ended) {
      save(); // not when a new conversation has begun meanwhile
      onEnd?.(ended);
    }
  }

  function replace(next: readonly Exchange[], id: string): void {
    controller?.abort();
    keptId = id;
    lastId = Math.max(lastId, ...next.map((exchange) => exchange.id));
    exchanges.set(next);
    storage.save(next);
  }

  return {
    exchanges,
    ask: (question) => void run(question),
    retry() {
      const last = exchanges.get().at(-1);
      if (last) {
        controller?.abort();
        exchanges.set(exchanges.get().slice(0, -1));
        void run(last.question);
      }
    },
    stop: () => controller?.abort(),
    clear: () => replace([], createId()),
    resume: (kept) =>
      replace(
        kept.exchanges.map((exchange, index) => ({...exchange, id: lastId + 1 + index})),
        kept.id,
      ),
    noteVote(id, vote) {
      change(id, () => ({vote}));
      save();
    },
  };
}

/** The request for a question that follows `exchanges`, within the service's limits. */
export function createRequest(question: string, exchanges: readonly Exchange[], page: PageContext): ChatRequest {
  const turns = exchanges
    .filter(({answer}) => answer.response.trim() !== '')
    .flatMap(({question, answer}): Turn[] => [
      {type: 'human', content: cut(mend(question), LIMITS.turn)},
      {type: 'ai', content: cut(mend(answer.response), LIMITS.turn)},
    ]);
  return {
    query: cut(mend(question), LIMITS.query),
    chat_history: turns.slice(-LIMITS.turns),
    filters: {version: page.version, locale: page.locale, docusaurus_tag: []},
    page_url: cut(page.url, LIMITS.url),
  };
}
