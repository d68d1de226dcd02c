import {expect, test, vi} from 'vitest';
import {announceRouteUpdate, onceRouteUpdated} from '../../src/client/routeUpdates.js';

test('who waits for the next page is told once, and may wait again at once', () => {
  const first = vi.fn();
  const again = vi.fn();
  onceRouteUpdated(() => {
    first();
    onceRouteUpdated(again);
  });
  announceRouteUpdate();
  expect(again).not.toHaveBeenCalled();
  announceRouteUpdate();
  announceRouteUpdate();
  expect(first).toHaveBeenCalledOnce();
  expect(again).toHaveBeenCalledOnce();
});
