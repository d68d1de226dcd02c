/** A value that lives beside the components, as those see it who only read it. */
export interface ReadonlyStore<Value> {
  get: () => Value;
  /** The value that the store began with: what a server renders, and the browser before it takes over. */
  getInitial: () => Value;
  /** Calls `listener` after every change, until the function that it returns is called. */
  subscribe: (listener: () => void) => () => void;
}

export interface Store<Value> extends ReadonlyStore<Value> {
  set: (value: Value) => void;
}

export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial;
  const listeners = new Set<() => void>();

  return {
    get: () => current,
    getInitial: () => initial,
    set(value) {
      if (Object.is(value, current)) {
        return;
      }
      current = value;
      // A copy, because listeners may come and go while they are called. No spread: Docusaurus' Babel takes whatever is
      // spread for an array where the site's browsers are old, and a set would become its own only element.
      Array.from(listeners).forEach((listener) => listener());
    },
    subscribe(listener) {
      const own = (): void => listener(); // the same listener may subscribe twice
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
