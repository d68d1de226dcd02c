import path from 'node:path';
import {expect, test} from './support/test';

const FOLDER = process.env['PICTURES'] ?? '';

/** Pictures of every state, to be looked at: `PICTURES=folder npm run e2e -- pictures`. */
test.skip(FOLDER === '', 'PICTURES names no folder');

const file = (name: string): {path: string} => ({path: path.join(FOLDER, `${name}.png`)});

test('every state', async ({page, panel}) => {
  test.setTimeout(120_000);
  await page.goto('/docs/next/guide/tea?docusaurus-theme=light');
  await page.waitForLoadState('networkidle');
  await page.screenshot(file('closed'));
  await panel.open();
  await page.screenshot(file('open-empty'));
  await panel.askAndWait('rich: how hot should the water be?');
  await page.screenshot(file('open-light'));
  await panel.last.locator('.askdocs-sources a').nth(1).click();
  await expect(page.locator('#tea-bags')).toHaveAttribute('data-askdocs-target');
  await page.screenshot(file('citation-target'));
  for (const question of ['abstained', 'extractive', 'unverified', 'limited', 'busy', 'cut', 'hostile']) {
    await panel.askAndWait(question);
    await page.screenshot(file(question));
  }
  await page.keyboard.press('Escape');
  await page.goto('/docs/next/guide/tea?docusaurus-theme=dark');
  await panel.open();
  await panel.askAndWait('rich: how hot should the water be?');
  await page.screenshot(file('open-dark'));
});

test('on a phone', async ({page, panel}) => {
  await page.setViewportSize({width: 390, height: 800});
  await page.goto('/docs/next/guide/tea?docusaurus-theme=light');
  await page.screenshot(file('mobile-closed'));
  await panel.open();
  await panel.askAndWait('rich: how hot should the water be?');
  await page.screenshot(file('mobile'));
});

test('other languages', async ({page, panel}) => {
  await page.goto('/fr/docs/next/');
  await panel.open();
  await panel.askAndWait('rich');
  await panel.askAndWait('abstained');
  await page.screenshot(file('french'));
  await page.goto('/ar/docs/next/');
  await panel.open();
  await panel.root.getByRole('button').first().click();
  await panel.askAndWait('rich');
  await page.screenshot(file('right-to-left'));
});
