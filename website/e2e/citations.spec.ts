import type {Page} from '@playwright/test';
import {expect, type Panel, test} from './support/test';

/** A mark that a reload wipes out. */
const markPage = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.documentElement.setAttribute('data-mark', '');
  });
const isSamePage = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.hasAttribute('data-mark'));

async function askForPlaces(page: Page, panel: Panel, path: string): Promise<void> {
  await page.goto(path);
  await panel.open();
  await panel.askAndWait('places');
  await markPage(page);
}

test('a marker leads to its heading without a reload, and the way back is open', async ({page, panel}) => {
  await page.goto('/about');
  await panel.open();
  await panel.askAndWait('rich');
  await markPage(page);
  await panel.last.getByRole('link', {name: 'Source 1: Introduction'}).first().click();

  await expect(page).toHaveURL(/\/docs\/#boil-water$/);
  const heading = page.locator('#boil-water');
  await expect(heading).toBeInViewport();
  await expect(heading).toHaveAttribute('data-askdocs-target');
  expect(await isSamePage(page)).toBe(true);
  await expect(panel.root).toBeVisible();

  // Once more to the same place, from elsewhere on the page.
  await page.evaluate(() => window.scrollTo(0, 9999));
  await panel.last.getByRole('link', {name: 'Source 1: Introduction'}).first().click();
  await expect(heading).toBeInViewport();

  await page.goBack();
  await expect(page).toHaveURL(/\/about$/);
  await expect(page.getByText('Who makes it.')).toBeVisible();
});

test('after following a source, closing the panel leaves the reader at the heading', async ({page, panel}) => {
  await page.goto('/about');
  await panel.open();
  await panel.askAndWait('rich');
  const link = panel.last.locator('.askdocs-sources a').first();
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#boil-water')).toHaveAttribute('data-askdocs-target');
  await page.keyboard.press('Escape');
  await expect(page.locator('#boil-water')).toBeFocused();
});

test('what was cited is not covered by the panel, where opening it makes no room', async ({page, panel}) => {
  await page.setViewportSize({width: 1200, height: 800});
  await askForPlaces(page, panel, '/docs/next/');
  const covers = async (): Promise<boolean> => {
    const [article, dialog] = [await page.locator('main article').boundingBox(), await panel.root.boundingBox()];
    return (article?.x ?? 0) + (article?.width ?? 0) > (dialog?.x ?? 0);
  };
  expect(await covers()).toBe(true);
  await panel.last.getByRole('link', {name: 'Source 4'}).click();
  await expect(page.locator('#overview')).toHaveAttribute('data-askdocs-target');
  expect(await covers()).toBe(false);
  await page.keyboard.press('Escape');
  expect(await page.locator('#__docusaurus').evaluate((root) => getComputedStyle(root).paddingInlineEnd)).toBe('0px');
  await expect(page.locator('#overview')).toBeInViewport();
});

test('a heading in a tab that is not selected is shown', async ({page, panel}) => {
  await askForPlaces(page, panel, '/docs/');
  await panel.last.getByRole('link', {name: 'Source 2'}).click();
  await expect(page.locator('#tea-bags')).toBeInViewport();
  await expect(page.getByRole('tab', {name: 'Bags'})).toHaveAttribute('aria-selected', 'true');
});

test('a heading in collapsed details is shown', async ({page, panel}) => {
  await askForPlaces(page, panel, '/docs/');
  await panel.last.getByRole('link', {name: 'Source 3'}).click();
  await expect(page.locator('#gong-fu')).toBeVisible();
  await expect(page.locator('#gong-fu')).toBeInViewport();
});

test('a heading is not mistaken for one of the page before', async ({page, panel}) => {
  await askForPlaces(page, panel, '/docs/next/');
  await expect(page.locator('#overview')).toHaveCount(1);
  await panel.last.getByRole('link', {name: 'Source 4'}).click();
  await expect(page.getByText('Of tea.')).toBeInViewport();
  await expect(page.locator('#overview')).toHaveAttribute('data-askdocs-target');
});

test('an encoded heading is found', async ({page, panel}) => {
  await askForPlaces(page, panel, '/docs/next/');
  await panel.last.getByRole('link', {name: 'Source 6'}).click();
  await expect(page).toHaveURL(/\/docs\/next\/guide\/tea#zubereitung/);
  await expect(page.locator('[id="zubereitung-für-gäste"]')).toBeInViewport();
});

test('a page of another language is another build, and is loaded', async ({page, panel}) => {
  await askForPlaces(page, panel, '/docs/');
  await panel.last.getByRole('link', {name: 'Source 5'}).click();
  await expect(page).toHaveURL(/\/fr\/docs\/next\/#faire-bouillir$/);
  await expect(page.locator('#faire-bouillir')).toBeInViewport();
  expect(await isSamePage(page)).toBe(false);
  await panel.open();
  await expect(panel.last.locator('h3')).toHaveText('places');
});

test('a link with a modifier key opens a tab of its own', async ({page, panel, context}) => {
  await page.goto('/about');
  await panel.open();
  await panel.askAndWait('rich');
  const tab = context.waitForEvent('page');
  await panel.last
    .getByRole('link', {name: 'Source 1: Introduction'})
    .first()
    .click({modifiers: ['ControlOrMeta']});
  await expect(await tab).toHaveURL(/boil-water$/);
  await expect(page).toHaveURL(/\/about$/);
});

test('on a phone the panel makes way for the heading', async ({page, panel}) => {
  await page.setViewportSize({width: 390, height: 800});
  await page.goto('/about');
  await panel.open();
  const box = await panel.root.boundingBox();
  expect(box).toMatchObject({x: 0, y: 0, width: 390, height: 800});
  await panel.askAndWait('rich');
  await panel.last.getByRole('link', {name: 'Source 1: Introduction'}).first().click();
  await expect(panel.root).toBeHidden();
  await expect(page.locator('#boil-water')).toBeInViewport();
  await expect(page.locator('#boil-water')).toBeFocused();
});
