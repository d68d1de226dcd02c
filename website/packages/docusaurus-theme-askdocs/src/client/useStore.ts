import {useSyncExternalStore} from 'react';
import type {ReadonlyStore} from 'askdocs-panel/launcher';

/** The store's value, for a component that is rendered anew whenever it changes. */
export function useStore<Value>({subscribe, get, getInitial}: ReadonlyStore<Value>): Value {
  return useSyncExternalStore(subscribe, get, getInitial);
}
