import type {Locator, Page} from '@playwright/test';
import {expect, test} from './support/element';
import {findViolations, listenToPanel} from './support/test';

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1280, 375]) {
    test(`axe finds nothing, ${scheme}, ${width} px`, async ({page, panel, site, quiet}) => {
      test.setTimeout(120_000);
      site.page = {attributes: 'data-history="browser" data-search data-questions="How hot?|How long?"'};
      await page.setViewportSize({width, height: 800});
      await page.goto('/');
      if (scheme === 'dark') {
        await page.evaluate(() => document.body.classList.add('dark'));
        await expect(page.locator('.askdocs-scheme--dark')).toHaveCount(1);
      }
      expect(await findViolations(page)).toEqual([]);
      await panel.open();
      expect(await findViolations(page)).toEqual([]);
      for (const question of ['rich', 'abstained', 'doubtful', 'suggesting', 'hostile', 'limited']) {
        await panel.askAndWait(question);
        expect(await findViolations(page), question).toEqual([]);
      }
      await panel.askAndWait('doubtful again');
      await panel.last.getByRole('button', {name: 'Not helpful'}).click();
      await expect(panel.root.getByRole('group', {name: 'What was wrong?'})).toBeVisible();
      expect(await findViolations(page), 'vote').toEqual([]);
      await panel.field.fill('kettle');
      await expect(panel.root.locator('.askdocs-found li')).toHaveCount(3);
      expect(await findViolations(page), 'search').toEqual([]);
      await panel.root.getByRole('button', {name: 'Conversations'}).click();
      await expect(panel.root.locator('.askdocs-conversation')).toHaveCount(1);
      expect(await findViolations(page), 'conversations').toEqual([]);
      quiet.length = 0; // the browser itself reports the request that was limited
    });
  }
}

test('everything is reached by keyboard, the skip link first', async ({page, panel}) => {
  await page.goto('/');
  await page.locator('.askdocs-corner button').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.askdocs-corner button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.field).toBeFocused();
  await page.keyboard.type('rich');
  await page.keyboard.press('Enter');
  await expect(panel.last).toHaveAttribute('data-state', 'done');
  for (let stop = 0; stop < 30; stop += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('ASKDOCS-PANEL');
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('.askdocs-corner button')).toBeFocused();
});

/** Presses Tab until the element has the focus. */
async function tabTo(target: Locator, page: Page): Promise<void> {
  const isFocused = (): Promise<boolean> =>
    target.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node);
  for (let stop = 0; stop < 60 && !(await isFocused()); stop += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('the keyboard alone votes, explains, copies, takes suggestions and searches', async ({
  page,
  panel,
  service,
  site,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  site.page = {attributes: 'data-search'};
  await page.goto('/');
  await panel.open();
  await page.keyboard.type('suggesting');
  await tabTo(panel.root.getByRole('button', {name: 'Ask: suggesting'}), page);
  await page.keyboard.press('Enter');
  await expect(panel.last).toHaveAttribute('data-state', 'done');

  for (const [name, text] of [
    ['Copy the answer', 'Press the lever'],
    ['Copy a link', 'ask=suggesting'],
  ] as const) {
    await tabTo(panel.last.getByRole('button', {name}), page);
    await page.keyboard.press('Enter');
    await expect(panel.last.getByRole('button', {name: 'Copied'})).toHaveCount(1);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(text);
    await expect(panel.last.getByRole('button', {name: 'Copied'})).toHaveCount(0);
  }

  await tabTo(panel.last.getByRole('button', {name: 'Not helpful'}), page);
  await page.keyboard.press('Space');
  await tabTo(panel.root.getByLabel('Incorrect'), page);
  await page.keyboard.press('Space');
  await tabTo(panel.root.getByLabel('More about it'), page);
  await page.keyboard.type('90 °C');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(panel.last.locator('.askdocs-vote-status')).toHaveText('Thank you.');
  expect(service.votes.map(({value, reasons, note}) => [value, reasons, note])).toEqual([
    [-1, [], ''],
    [-1, ['incorrect'], '90 °C'],
  ]);

  await tabTo(panel.last.getByRole('button', {name: 'How do I descale it?'}), page);
  await page.keyboard.press('Enter');
  await expect(panel.last.locator('h3')).toHaveText('How do I descale it?');
  await expect(panel.last).toHaveAttribute('data-state', 'done');
});

test('the keyboard alone goes through the conversations that are kept', async ({page, panel, site}) => {
  site.page = {attributes: 'data-history="ask"'};
  await page.goto('/');
  await panel.open();
  const list = panel.root.getByRole('button', {name: 'Conversations'});
  await tabTo(list, page);
  await page.keyboard.press('Enter');
  await tabTo(panel.root.getByLabel('Keep conversations in this browser'), page);
  await page.keyboard.press('Space');
  await tabTo(panel.root.getByRole('button', {name: 'Back'}), page);
  await page.keyboard.press('Enter');
  for (const question of ['rich one', 'rich two']) {
    await tabTo(panel.field, page);
    await page.keyboard.type(question);
    await page.keyboard.press('Enter');
    await expect(panel.last).toHaveAttribute('data-state', 'done');
    await tabTo(panel.root.getByRole('button', {name: 'New conversation'}), page);
    await page.keyboard.press('Enter');
    await expect(panel.exchanges).toHaveCount(0);
  }
  await tabTo(list, page);
  await page.keyboard.press('Enter');
  await expect(panel.root.locator('.askdocs-conversation')).toHaveCount(2);
  await tabTo(panel.root.getByRole('button', {name: 'Delete “rich two”'}), page);
  await page.keyboard.press('Enter');
  await expect(panel.root.locator('.askdocs-conversation')).toHaveCount(1);
  await expect(panel.root.getByRole('button', {name: 'Delete “rich one”'})).toBeFocused(); // and not the page
  await tabTo(panel.root.getByLabel('Search conversations'), page);
  await page.keyboard.type('one');
  await tabTo(panel.root.getByRole('button', {name: 'rich one', exact: true}), page);
  await page.keyboard.press('Enter');
  await expect(panel.last.locator('h3')).toHaveText('rich one');
  await tabTo(list, page);
  await page.keyboard.press('Enter');
  await tabTo(panel.root.getByRole('button', {name: 'Delete all'}), page);
  await page.keyboard.press('Enter');
  await expect(panel.root.getByText('No conversation is kept.')).toBeVisible();
  await expect(panel.root.locator('.askdocs-conversations')).toBeFocused();
});

test('a screen reader hears one thing of an answer, at its end', async ({page, panel, quiet}) => {
  await page.goto('/');
  await panel.open();
  const heard = await listenToPanel(panel);
  for (const question of ['rich', 'found', 'abstained', 'cut', 'doubtful', 'suggesting']) {
    await panel.askAndWait(question);
  }
  await expect
    .poll(heard)
    .toEqual([
      'The answer is complete.',
      'The answer is complete.',
      'The documentation does not seem to answer this, so nothing was made up.',
      'The connection broke before the answer was complete.',
      'The answer is complete.',
      'The answer is complete.',
    ]);
  quiet.length = 0; // the browser itself reports the connection that broke
});

test('who asked for less motion gets none', async ({page, panel, site}) => {
  site.page = {attributes: 'data-search'};
  await page.goto('/');
  await panel.open();
  await panel.ask('found');
  await panel.field.fill('kettle');
  await expect(panel.root.locator('.askdocs-found li')).toHaveCount(3);
  const moving = await panel.root.evaluate((root) =>
    root.getAnimations({subtree: true}).map(({effect}) => (effect as KeyframeEffect).target?.className),
  );
  expect(moving).toEqual([]);
  await page.emulateMedia({reducedMotion: 'no-preference'});
  await panel.ask('slow');
  expect(await panel.root.evaluate((root) => root.getAnimations({subtree: true}).length)).toBeGreaterThan(0);
});

test('at 200 % zoom everything is within reach', async ({page, panel, site}) => {
  site.page = {attributes: 'data-history="browser" data-search'};
  await page.setViewportSize({width: 640, height: 400}); // 1280 × 800 at 200 %
  await page.goto('/');
  await panel.open();
  await panel.askAndWait(`suggesting ${'very '.repeat(40)}long`);
  await panel.last.getByRole('button', {name: 'Not helpful'}).click();
  const send = panel.root.locator('.askdocs-reasons button');
  await send.scrollIntoViewIfNeeded();
  await expect(send).toBeInViewport({ratio: 0.9});
  await expect(panel.field).toBeInViewport();
  const suggestion = panel.last.getByRole('button', {name: 'How do I descale it?'});
  await suggestion.scrollIntoViewIfNeeded();
  await expect(suggestion).toBeInViewport({ratio: 0.9});
  await panel.field.fill('kettle');
  const row = panel.root.getByRole('button', {name: 'Ask: kettle'});
  await row.scrollIntoViewIfNeeded();
  await expect(row).toBeInViewport({ratio: 0.9});
  await panel.field.fill('');
  await expect(row).toHaveCount(0);
  await panel.root.getByRole('button', {name: 'Conversations'}).click();
  await expect(panel.root.getByRole('button', {name: 'Delete “suggesting'})).toBeInViewport({ratio: 0.9});
  const all = panel.root.getByRole('button', {name: 'Delete all'});
  await all.scrollIntoViewIfNeeded();
  await expect(all).toBeInViewport({ratio: 0.9});
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
});
