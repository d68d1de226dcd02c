import {renderToStaticMarkup} from 'react-dom/server';
import {expect, test, vi} from 'vitest';
import {createStore} from '../../src/launcher/store.js';
import {useStore} from '../../src/panel/hooks.js';

test('a store holds what it was last given, and remembers what it began with', () => {
  const store = createStore('tea');
  store.set('coffee');
  expect(store.get()).toBe('coffee');
  expect(store.getInitial()).toBe('tea');
});

test('listeners are told after a change, until they unsubscribe', () => {
  const store = createStore(0);
  const seen: number[] = [];
  const unsubscribe = store.subscribe(() => seen.push(store.get()));
  store.set(1);
  store.set(2);
  unsubscribe();
  unsubscribe();
  store.set(3);
  expect(seen).toEqual([1, 2]);
});

test.each([['the same text', 'tea'] as const, ['not a number', NaN] as const])('%s is no change', (_, value) => {
  const store = createStore<unknown>(value);
  const listener = vi.fn();
  store.subscribe(listener);
  store.set(value);
  expect(listener).not.toHaveBeenCalled();
});

test('a listener that subscribed twice is told twice, and each subscription ends by itself', () => {
  const store = createStore(0);
  const listener = vi.fn();
  const unsubscribe = store.subscribe(listener);
  store.subscribe(listener);
  store.set(1);
  expect(listener).toHaveBeenCalledTimes(2);
  unsubscribe();
  store.set(2);
  expect(listener).toHaveBeenCalledTimes(3);
});

test('listeners may come and go while they are told of a change', () => {
  const store = createStore(0);
  const late = vi.fn();
  const other = vi.fn();
  const unsubscribe = store.subscribe(() => {
    unsubscribe();
    store.subscribe(late);
  });
  store.subscribe(other);
  store.set(1);
  expect(late).not.toHaveBeenCalled();
  expect(other).toHaveBeenCalledOnce();
  store.set(2);
  expect(late).toHaveBeenCalledOnce();
});

test('the server renders what the store began with, whatever happened since', () => {
  const store = createStore('closed');
  const Shown = (): string => useStore(store);
  store.set('open');
  expect(renderToStaticMarkup(<Shown />)).toBe('closed');
});
