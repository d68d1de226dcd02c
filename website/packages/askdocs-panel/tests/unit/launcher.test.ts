import {beforeEach, expect, test, vi} from 'vitest';
import {createLauncher, type Launcher} from '../../src/launcher/launcher.js';

let launcher: Launcher;

/** As much of an element as gets the focus. */
class FakeElement {
  isConnected = true;
  readonly focus = vi.fn();
}

beforeEach(() => {
  vi.stubGlobal('HTMLElement', FakeElement);
  vi.stubGlobal('document', {activeElement: null});
  launcher = createLauncher();
});

function focusOn(element: FakeElement): void {
  vi.stubGlobal('document', {activeElement: element});
}

test('opening puts the question into the field, and none leaves there what the reader wrote', () => {
  launcher.open('tea?');
  expect([launcher.isOpen.get(), launcher.draft.get()]).toEqual([true, 'tea?']);
  launcher.close();
  launcher.open();
  expect([launcher.isOpen.get(), launcher.draft.get()]).toEqual([true, 'tea?']);
});

test('whoever hears that the panel is open finds the question there', () => {
  const drafts: string[] = [];
  const unsubscribe = launcher.isOpen.subscribe(() => drafts.push(launcher.draft.get()));
  launcher.open('tea?');
  unsubscribe();
  expect(drafts).toEqual(['tea?']);
});

test('opening the open panel asks for the focus again', () => {
  launcher.open();
  const before = launcher.timesOpened.get();
  launcher.open();
  expect(launcher.timesOpened.get()).toBe(before + 1);
});

test('closing gives the focus back to what had it before the first opening', () => {
  const [button, field] = [new FakeElement(), new FakeElement()];
  focusOn(button);
  launcher.open();
  focusOn(field);
  launcher.open('again');
  launcher.close();
  expect(button.focus).toHaveBeenCalledOnce();
  expect(field.focus).not.toHaveBeenCalled();
});

test('closing gives the focus to the heading that the reader went to, and never to what is gone', () => {
  const [button, heading] = [new FakeElement(), new FakeElement()];
  focusOn(button);
  launcher.open();
  launcher.close(heading as unknown as HTMLElement);
  expect(heading.focus).toHaveBeenCalledOnce();
  button.isConnected = false;
  launcher.close();
  expect(button.focus).not.toHaveBeenCalled();
});

test('the button opens and closes, and a second click while the panel loads closes nothing', () => {
  launcher.toggle();
  launcher.isLoading.set(true);
  launcher.toggle();
  expect(launcher.isOpen.get()).toBe(true);
  launcher.isLoading.set(false);
  launcher.toggle();
  expect(launcher.isOpen.get()).toBe(false);
});

test('a panel that was open on the page before asks for no focus', () => {
  launcher.reopen();
  expect([launcher.isOpen.get(), launcher.timesOpened.get()]).toEqual([true, 0]);
});
