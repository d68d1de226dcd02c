import type {Ask} from './api';
import {Failure, type FailureKind} from './failure';
import type {PageContext} from './page';
import type {ConversationStorage} from './storage';
import {addPart, type Answer, type ChatRequest, EMPTY_ANSWER, LIMITS, type Turn} from './wire';

/** One question and what became of it. */
export interface Exchange {
  id: number;
  question: string;
  state: 'asking' | 'done' | 'stopped' | 'failed';
  answer: Answer;
  failure: {kind: FailureKind; retryAt: number} | null;
}

export interface Conversation {
  getExchanges: () => readonly Exchange[];
  subscribe: (listener: () => void) => () => void;
  ask: (question: string) => void;
  /** Asks the last question again, in place of its answer. */
  retry: () => void;
  stop: () => void;
  clear: () => void;
}

/** A conversation that outlives the panel and the page: it lives beside React and keeps itself in `storage`. */
export function createConversation(ask: Ask, readPage: () => PageContext, storage: ConversationStorage): Conversation {
  let exchanges: readonly Exchange[] = storage.load();
  let controller: AbortController | null = null;
  let lastId = exchanges.at(-1)?.id ?? 0;
  const listeners = new Set<() => void>();

  function update(next: readonly Exchange[]): void {
    exchanges = next;
    listeners.forEach((listener) => listener());
  }

  function change(id: number, change: (exchange: Exchange) => Partial<Exchange>): void {
    update(exchanges.map((exchange) => (exchange.id === id ? {...exchange, ...change(exchange)} : exchange)));
  }

  async function run(question: string): Promise<void> {
    controller?.abort();
    const own = new AbortController();
    controller = own;
    lastId += 1;
    const id = lastId;
    const request = createRequest(question, exchanges, readPage());
    update([...exchanges, {id, question, state: 'asking', answer: EMPTY_ANSWER, failure: null}]);
    const save = (): void => storage.save(exchanges);
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
    getExchanges: () => exchanges,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (question) => void run(question),
    retry() {
      const last = exchanges.at(-1);
      if (last) {
        controller?.abort();
        update(exchanges.slice(0, -1));
        void run(last.question);
      }
    },
    stop: () => controller?.abort(),
    clear() {
      controller?.abort();
      update([]);
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
