import type {Ask} from './api';
import type {Exchange} from './exchange';
import {Failure} from './failure';
import type {PageContext} from './page';
import type {ConversationStorage} from './storage';
import {createStore, type ReadonlyStore} from './store';
import {addPart, type ChatRequest, EMPTY_ANSWER, LIMITS, type Turn} from './wire';

export interface Conversation {
  exchanges: ReadonlyStore<readonly Exchange[]>;
  ask: (question: string) => void;
  /** Asks the last question again, in place of its answer. */
  retry: () => void;
  stop: () => void;
  clear: () => void;
}

/** A conversation that outlives the panel and the page: it lives beside React and keeps itself in `storage`. */
export function createConversation(ask: Ask, readPage: () => PageContext, storage: ConversationStorage): Conversation {
  const exchanges = createStore<readonly Exchange[]>(storage.load());
  let controller: AbortController | null = null;
  let lastId = exchanges.get().at(-1)?.id ?? 0;

  function change(id: number, change: (exchange: Exchange) => Partial<Exchange>): void {
    exchanges.set(
      exchanges.get().map((exchange) => (exchange.id === id ? {...exchange, ...change(exchange)} : exchange)),
    );
  }

  async function run(question: string): Promise<void> {
    controller?.abort();
    const own = new AbortController();
    controller = own;
    lastId += 1;
    const id = lastId;
    const request = createRequest(question, exchanges.get(), readPage());
    exchanges.set([...exchanges.get(), {id, question, state: 'asking', answer: EMPTY_ANSWER, failure: null}]);
    const save = (): void => storage.save(exchanges.get());
    save();
    window.addEventListener('pagehide', save);
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
      window.removeEventListener('pagehide', save);
    }
    save();
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
    clear() {
      controller?.abort();
      exchanges.set([]);
      storage.save([]);
    },
  };
}

/** The request for a question that follows `exchanges`, within the service's limits. */
export function createRequest(question: string, exchanges: readonly Exchange[], page: PageContext): ChatRequest {
  const turns = exchanges
    .filter(({answer}) => answer.response.trim() !== '')
    .flatMap(({question, answer}): Turn[] => [
      {type: 'human', content: question.slice(0, LIMITS.turn)},
      {type: 'ai', content: answer.response.slice(0, LIMITS.turn)},
    ]);
  return {
    query: question.slice(0, LIMITS.query),
    chat_history: turns.slice(-LIMITS.turns),
    filters: {version: page.version, locale: page.locale, docusaurus_tag: []},
    page_url: page.url.slice(0, 2000),
  };
}
