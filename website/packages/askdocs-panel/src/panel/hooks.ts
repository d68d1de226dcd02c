import {useCallback, useEffect, useMemo, useState, useSyncExternalStore} from 'react';
import type {Conversation} from '../conversation/conversation.js';
import type {Exchange} from '../conversation/exchange.js';
import type {ReadonlyStore} from '../launcher/store.js';

/** The store's value, for a component that is rendered anew whenever it changes. */
export function useStore<Value>({subscribe, get, getInitial}: ReadonlyStore<Value>): Value {
  return useSyncExternalStore(subscribe, get, getInitial);
}

/** The conversation, at most once a frame however fast the answer streams. */
export function useExchanges({exchanges}: Conversation): readonly Exchange[] {
  return useStore(useMemo(() => oncePerFrame(exchanges), [exchanges]));
}

/** The same store, whose listeners hear of all changes of one frame together. */
function oncePerFrame<Value>(store: ReadonlyStore<Value>): ReadonlyStore<Value> {
  return {
    ...store,
    subscribe(listener) {
      let frame = 0;
      const unsubscribe = store.subscribe(() => {
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          listener();
        });
      });
      return () => {
        cancelAnimationFrame(frame);
        unsubscribe();
      };
    },
  };
}

/** Whole seconds until `time`; 0 when it has passed. */
export function useSecondsUntil(time: number): number {
  const [now, setNow] = useState(Date.now);
  const seconds = Math.max(0, Math.ceil((time - now) / 1000));
  useEffect(() => {
    if (seconds === 0) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return seconds;
}

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (notify: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

const COPIED_MS = 2000;

/** Copies a text and says for a moment that it did; null where the browser does not lend its clipboard. */
export function useCopy(): {isCopied: boolean; copy: (text: string) => void} | null {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    const timer = isCopied ? setTimeout(() => setIsCopied(false), COPIED_MS) : undefined;
    return () => clearTimeout(timer);
  }, [isCopied]);
  // Browsers lend the clipboard to secure pages only.
  const clipboard = (navigator as Partial<Navigator>).clipboard;
  return clipboard
    ? {
        isCopied,
        copy: (text) =>
          void clipboard.writeText(text).then(
            () => setIsCopied(true),
            () => undefined, // the reader or the page's policy refused it
          ),
      }
    : null;
}
