import {useCallback, useEffect, useMemo, useState, useSyncExternalStore} from 'react';
import siteConfig from '@generated/docusaurus.config';
import type {PrismTheme} from 'prism-react-renderer';
import type {Conversation} from './conversation';
import type {Exchange} from './exchange';
import {type ReadonlyStore, useStore} from './store';

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

interface PrismConfig {
  theme?: PrismTheme;
  darkTheme?: PrismTheme;
}

/** The site's Prism theme for the colour mode that the reader has chosen. */
export function usePrismTheme(): PrismTheme | undefined {
  const isDark = useSyncExternalStore(subscribeToColorMode, readIsDark, () => false);
  const {theme, darkTheme} = (siteConfig.themeConfig['prism'] ?? {}) as PrismConfig;
  return isDark ? (darkTheme ?? theme) : theme;
}

function readIsDark(): boolean {
  return document.documentElement.dataset['theme'] === 'dark';
}

function subscribeToColorMode(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, {attributeFilter: ['data-theme']});
  return () => observer.disconnect();
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
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
