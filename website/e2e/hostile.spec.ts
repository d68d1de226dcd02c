import type {Page} from '@playwright/test';
import {test as elementTest} from './support/element';
import {HOSTILE_ANSWERS} from './support/hostile';
import {SERVICE_PORT} from './support/service';
import {expect, type Panel, test as themeTest} from './support/test';

/** With what time the reader is kept waiting; a page that hangs needs minutes. */
const USABLE_MS = 10_000;

async function attack(page: Page, panel: Panel, path: string): Promise<void> {
  await page.goto(path);
  await panel.open();
  const own = [new URL(page.url()).host, `127.0.0.1:${SERVICE_PORT}`];
  const foreign: string[] = [];
  page.on('request', (request) => own.includes(new URL(request.url()).host) || foreign.push(request.url()));
  for (const name of Object.keys(HOSTILE_ANSWERS)) {
    const started = Date.now();
    await panel.askAndWait(`attack ${name}`);
    await panel.field.fill('still typing');
    await expect(panel.field).toHaveValue('still typing');
    const tookMs = Date.now() - started;
    themeTest.info().annotations.push({type: `${name}, ms`, description: String(tookMs)});
    expect(tookMs, name).toBeLessThan(USABLE_MS);
    await expect(panel.last, name).toHaveAttribute('data-state', 'done');
    await expect(
      panel.last.locator('script, img, iframe, style, base, meta, form, svg:not([aria-hidden])'),
    ).toHaveCount(0);
    for (const href of await panel.last
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))) {
      expect(href, name).toMatch(/^https?:/);
    }
  }
  await page.keyboard.press('Escape');
  await expect(panel.root).toBeHidden();
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(foreign).toEqual([]);
}

elementTest('in the element, no hostile answer runs, asks anybody or halts the page', async ({page, panel}) => {
  elementTest.setTimeout(120_000);
  await attack(page, panel, '/');
});

themeTest('in the theme, no hostile answer runs, asks anybody or halts the page', async ({page, panel}) => {
  themeTest.setTimeout(120_000);
  await attack(page, panel, '/docs/');
});

elementTest('a text that turns its direction turns nothing beside it', async ({page, panel}) => {
  await page.goto('/');
  await panel.open();
  await panel.askAndWait('attack direction');
  await expect(panel.last.locator('.askdocs-answer p').last()).toHaveText('Next paragraph.');
  expect(await panel.last.locator('.askdocs-sources').evaluate((node) => getComputedStyle(node).direction)).toBe('ltr');
});
