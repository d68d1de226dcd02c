import {beforeEach, expect, test, vi} from 'vitest';
import {closeAskDocs, openAskDocs, panel} from '../../src/client/panel';

/** As much of an element as gets the focus. */
class FakeElement {
  isConnected = true;
  readonly focus = vi.fn();
}

beforeEach(() => {
  vi.stubGlobal('HTMLElement', FakeElement);
  vi.stubGlobal('document', {activeElement: null});
  closeAskDocs();
  panel.draft.set('');
});

function focusOn(element: FakeElement): void {
  vi.stubGlobal('document', {activeElement: element});
}

test('opening puts the question into the field, and none leaves there what the reader wrote', () => {
  openAskDocs('tea?');
  expect([panel.isOpen.get(), panel.draft.get()]).toEqual([true, 'tea?']);
  closeAskDocs();
  openAskDocs();
  expect([panel.isOpen.get(), panel.draft.get()]).toEqual([true, 'tea?']);
});

test('whoever hears that the panel is open finds the question there', () => {
  const drafts: string[] = [];
  const unsubscribe = panel.isOpen.subscribe(() => drafts.push(panel.draft.get()));
  openAskDocs('tea?');
  unsubscribe();
  expect(drafts).toEqual(['tea?']);
});

test('opening the open panel asks for the focus again', () => {
  openAskDocs();
  const before = panel.timesOpened.get();
  openAskDocs();
  expect(panel.timesOpened.get()).toBe(before + 1);
});

test('closing gives the focus back to what had it before the first opening', () => {
  const [button, field] = [new FakeElement(), new FakeElement()];
  focusOn(button);
  openAskDocs();
  focusOn(field);
  openAskDocs('again');
  closeAskDocs();
  expect(button.focus).toHaveBeenCalledOnce();
  expect(field.focus).not.toHaveBeenCalled();
});

test('closing gives the focus to the heading that the reader went to, and never to what is gone', () => {
  const [button, heading] = [new FakeElement(), new FakeElement()];
  focusOn(button);
  openAskDocs();
  closeAskDocs(heading as unknown as HTMLElement);
  expect(heading.focus).toHaveBeenCalledOnce();
  button.isConnected = false;
  closeAskDocs();
  expect(button.focus).not.toHaveBeenCalled();
});
