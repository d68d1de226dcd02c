import path from 'node:path';
import {expect, findViolations, Panel, test as base} from './support/test';
import {startSite} from './support/site';

const BUILD = path.resolve(__dirname, '../build');
/** The address that the website was built for. */
const SERVICE = process.env['ASKDOCS_API_URL'] ?? 'http://127.0.0.1:8000';
const IMAGES = path.resolve(__dirname, '../static/img');
const PICTURES = process.env['PICTURES'] ?? '';
const QUESTION = 'How do I try askdocs without a key?';

/** Our own website on the port that `make demo` lets in, and the real service with its emulator. */
const test = base.extend<object, {siteUrl: string; isServiceUp: boolean}>({
  siteUrl: [
    async ({}, use) => {
      const site = await startSite(BUILD, SERVICE, 3000);
      await use(site.url);
      await site.close();
    },
    {scope: 'worker'},
  ],
  isServiceUp: [
    async ({}, use) => {
      const health = await fetch(`${SERVICE}/health/ready`).catch(() => null);
      await use(health?.ok ?? false);
    },
    {scope: 'worker'},
  ],
});

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`the landing page, ${theme}, ${width} px: axe finds nothing`, async ({page}) => {
      await page.setViewportSize({width, height: 800});
      for (const locale of ['/', '/fr/']) {
        await page.goto(`${locale}?docusaurus-theme=${theme}`);
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        expect(await findViolations(page)).toEqual([]);
        const pictures = page.locator('main img');
        expect(
          await pictures.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0)),
        ).toBe(true);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      }
    });
  }
}

for (const width of [1280, 375]) {
  test(`pages with tables and code, ${width} px: axe finds nothing, and the keyboard scrolls what is wide`, async ({
    page,
  }) => {
    test.setTimeout(90_000);
    await page.setViewportSize({width, height: 760});
    for (const theme of ['light', 'dark']) {
      for (const name of ['settings', 'http-api', 'script-tag', 'docusaurus-theme', 'limits']) {
        await page.goto(`/docs/${name}/?docusaurus-theme=${theme}`);
        await expect(page.locator('.askdocs-corner button')).toBeVisible();
        expect(await findViolations(page), `${name} ${theme}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      }
    }
    await page.goto('/docs/http-api/');
    await expect(page.getByRole('group', {name: 'Table'}).first()).toHaveAttribute('tabindex', '0');
  });
}

test('the real service answers, follows up, and its citations lead to their headings', async ({
  page,
  panel,
  isServiceUp,
}) => {
  test.skip(!isServiceUp, `no service at ${SERVICE}`);
  test.setTimeout(90_000);
  await page.goto('/docs/limits/');
  await panel.open();
  await panel.askAndWait(QUESTION);
  await expect(panel.last).toHaveAttribute('data-outcome', /answered|extractive/);
  expect(await findViolations(page)).toEqual([]);

  const links = panel.last.locator('.askdocs-sources a');
  expect(await links.count()).toBeGreaterThan(0);
  for (const link of await links.all()) {
    const target = new URL((await link.getAttribute('href')) ?? '', page.url());
    expect(target.origin).toBe(new URL(page.url()).origin);
    await link.click();
    await expect(page).toHaveURL(target.href);
    await expect(page.locator(`[id="${decodeURIComponent(target.hash.slice(1))}"]`)).toBeInViewport();
  }

  await panel.askAndWait('And with Docker?');
  await expect(panel.exchanges).toHaveCount(2);
  await expect(panel.last).toHaveAttribute('data-state', 'done');
});

test('no request fails or is aborted over twenty questions', async ({page, panel, isServiceUp}) => {
  test.skip(!isServiceUp, `no service at ${SERVICE}`);
  test.setTimeout(120_000);
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(`${request.url()} ${request.failure()?.errorText}`));
  const ended: string[] = [];
  page.on('requestfinished', (request) => request.url().endsWith('/chat/stream') && ended.push(request.method()));
  await page.goto('/docs/limits/');
  await panel.open();
  for (let number = 1; number <= 20; number += 1) {
    await panel.askAndWait(`How do I index page ${number} of my documentation?`);
    await expect(panel.last).toHaveAttribute('data-state', 'done');
  }
  await expect.poll(() => ended.filter((method) => method === 'POST')).toHaveLength(20);
  expect(failed).toEqual([]);
});

test('the real service abstains honestly', async ({page, panel, isServiceUp}) => {
  test.skip(!isServiceUp, `no service at ${SERVICE}`);
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('What is the boiling point of tungsten?');
  await expect(panel.last).toHaveAttribute('data-outcome', 'abstained');
});

test('a French page is answered from French passages', async ({page, panel, isServiceUp}) => {
  test.skip(!isServiceUp, `no service at ${SERVICE}`);
  await page.goto('/fr/docs/');
  await panel.open();
  await panel.askAndWait('À qui s’adresse askdocs ?');
  await expect(panel.last).toHaveAttribute('data-outcome', /answered|extractive/);
  await panel.last.locator('.askdocs-sources a').first().click();
  await expect(page).toHaveURL(/\/fr\/docs\//);
});

test('a site that the service does not know is told that it cannot reach it', async ({browser, isServiceUp}) => {
  test.skip(!isServiceUp, `no service at ${SERVICE}`);
  const other = await startSite(BUILD, SERVICE);
  const page = await browser.newPage();
  const panel = new Panel(page);
  await page.goto(`${other.url}/docs/`);
  await panel.open();
  await panel.askAndWait(QUESTION);
  await expect(panel.last).toContainText('cannot be reached from this page');
  await page.close();
  await other.close();
});

test('the landing page shows the real panel', async ({page, panel, isServiceUp}) => {
  test.skip(process.env['UPDATE_PICTURES'] !== '1' || !isServiceUp, 'UPDATE_PICTURES=1 takes the pictures anew');
  await page.setViewportSize({width: 1440, height: 960});
  for (const theme of ['light', 'dark']) {
    await page.goto(`/docs/quick-start/?docusaurus-theme=${theme}`);
    await panel.open();
    await panel.askAndWait('How do I index my documentation?');
    await panel.last.locator('.askdocs-sources a').first().click();
    await page.mouse.move(300, 900);
    await expect(page.locator('[data-askdocs-target]')).toHaveCount(1);
    await expect(page.locator('[data-askdocs-target]')).toHaveCount(0);
    await page.screenshot({path: path.join(IMAGES, `panel-${theme}.png`)});
    await panel.root.getByRole('button', {name: 'New conversation'}).click();
  }
});

test('pictures to be looked at', async ({page}) => {
  test.skip(PICTURES === '', 'PICTURES names no folder');
  for (const [name, address] of [
    ['landing', '/?docusaurus-theme=light'],
    ['landing-dark', '/?docusaurus-theme=dark'],
    ['landing-french', '/fr/'],
  ] as const) {
    await page.goto(address);
    await page.screenshot({path: path.join(PICTURES, `${name}.png`), fullPage: true});
  }
});
