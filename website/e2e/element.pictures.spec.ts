import path from 'node:path';
import {expect, test} from './support/element';

const FOLDER = process.env['PICTURES'] ?? '';

/** Pictures of the panel by script tag, to be looked at: `PICTURES=folder npm run e2e -- pictures`. */
test.skip(FOLDER === '', 'PICTURES names no folder');

const KEPT = 'data-history="browser" data-search data-questions="How hot should the water be?|How do I descale it?"';

for (const [name, scheme, width, isHostile] of [
  ['light', 'light', 1280, false],
  ['dark', 'dark', 1280, false],
  ['phone', 'light', 375, false],
  ['hostile', 'light', 1280, true],
  ['hostile-phone', 'light', 375, true],
] as const) {
  test(`every state, ${name}`, async ({page, panel, site}) => {
    test.setTimeout(120_000);
    let number = 0;
    const take = (state: string): Promise<unknown> =>
      page.screenshot({path: path.join(FOLDER, `element-${name}-${(number += 1)}-${state}.png`)});
    site.page = {attributes: `${KEPT} data-scheme="${scheme}"`, isHostile};
    await page.setViewportSize({width, height: 800});
    await page.goto('/');
    await take('closed');
    await panel.open();
    await take('opened');
    for (const question of ['rich', 'doubtful', 'suggesting']) {
      await panel.askAndWait(question);
      await panel.last.locator('h3').scrollIntoViewIfNeeded();
      await take(question);
    }
    await panel.last.getByRole('button', {name: 'Not helpful'}).click();
    await panel.root.getByLabel('Incorrect').check();
    await take('vote');
    await panel.field.fill('kettle');
    await expect(panel.root.locator('.askdocs-found li')).toHaveCount(3);
    await take('search');
    await panel.field.fill('');
    await panel.root.getByRole('button', {name: 'New conversation'}).click();
    await panel.askAndWait('rich: how hot should the water be for a very long question that needs more than one row?');
    await panel.root.getByRole('button', {name: 'Conversations'}).click();
    await expect(panel.root.locator('.askdocs-conversation')).toHaveCount(2);
    await take('conversations');
  });
}
