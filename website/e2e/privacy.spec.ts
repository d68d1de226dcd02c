import {gzipSync} from 'node:zlib';
import type {Page} from '@playwright/test';
import {expect, test} from './support/test';
import {SERVICE_PORT} from './support/service';

const SERVICE = `http://127.0.0.1:${SERVICE_PORT}`;

/** Every touch of the storage with a key of ours. */
async function watchStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const touched: string[] = [];
    (window as unknown as {touched: string[]}).touched = touched;
    for (const name of ['getItem', 'setItem', 'removeItem'] as const) {
      const original: (...args: string[]) => unknown = Reflect.get(Storage.prototype, name);
      Storage.prototype[name] = new Proxy(original, {
        apply(target, storage, args: string[]) {
          if (args[0]?.startsWith('askdocs')) touched.push(name);
          return Reflect.apply(target, storage, args);
        },
      }) as never;
    }
  });
}

const touched = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as {touched: string[]}).touched);

test('before the reader opens it nothing is requested or stored; afterwards only the service is called', async ({
  page,
  panel,
  context,
  siteUrl,
}) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await watchStorage(page);
  await page.goto('/docs/');
  await page.locator('.pagination-nav__link').click();
  await page.waitForLoadState('networkidle');
  await page.locator('.askdocs-corner button').hover();

  expect(requests.filter((url) => !url.startsWith(siteUrl))).toEqual([]);
  expect(await touched(page)).toEqual([]);
  expect(await context.cookies()).toEqual([]);

  requests.length = 0;
  await panel.open();
  // What the service offers beside answers decides about what the panel shows.
  const offers = `${SERVICE}/widget/config.json`;
  expect(requests.filter((url) => !url.startsWith(`${siteUrl}/assets/js/`))).toEqual([offers]);
  await panel.askAndWait('rich');
  await panel.askAndWait('hostile');
  expect([...new Set(requests.filter((url) => !url.startsWith(siteUrl)))]).toEqual([offers, `${SERVICE}/chat/stream`]);
  expect(await touched(page)).toContain('setItem');
  expect(await context.cookies()).toEqual([]);
});

test('the strict policy is not broken by anything of ours', async ({page, panel}) => {
  await page.addInitScript(() => {
    const broken: string[] = [];
    (window as unknown as {broken: string[]}).broken = broken;
    document.addEventListener('securitypolicyviolation', (event) => {
      broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const read = (): Promise<string[]> => page.evaluate(() => (window as unknown as {broken: string[]}).broken);
  const response = await page.goto('/docs/');
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("style-src 'self';");
  expect(policy).not.toContain('unsafe');
  const ofTheSite = (await read()).length;

  await panel.open();
  for (const question of ['rich', 'hostile', 'abstained', 'html']) {
    await panel.askAndWait(question);
  }
  expect(await read()).toHaveLength(ofTheSite);
  // Colours are set, though inline styles in HTML would be blocked.
  const colours = await panel.exchanges
    .locator('pre .token')
    .evaluateAll((tokens) => [...new Set(tokens.map((token) => getComputedStyle(token).color))]);
  expect(colours.length).toBeGreaterThan(1);
});

test('hostile text stays text', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('hostile');
  await expect(panel.last).toContainText('<script>window.pwned = 1</script>');
  for (const link of await panel.last.getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/(example\.org|evil\.example)\//);
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
  }
  expect(await panel.last.locator('script, img, iframe, style, [onerror]').count()).toBe(0);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);

  // The same once more, out of the storage.
  await page.reload();
  await panel.open();
  await expect(panel.last).toContainText('<script>window.pwned = 1</script>');
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(service.requests).toHaveLength(1);
});

test('the panel weighs at most 60 KB and is loaded on first open', async ({page, panel}) => {
  const loading: Promise<Buffer>[] = [];
  await page.goto('/docs/');
  await page.waitForLoadState('networkidle');
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) loading.push(response.body());
  });
  await panel.open();
  await expect.poll(() => loading.length).toBeGreaterThan(0);
  const scripts = await Promise.all(loading);
  const size = scripts.reduce((sum, body) => sum + gzipSync(body, {level: 9}).length, 0);
  expect(size).toBeLessThan(60_000);
  test.info().annotations.push({type: 'panel, bytes gzip', description: String(size)});
});

test('another plugin keeps its Root', async ({page}) => {
  await page.goto('/docs/');
  await expect(page.locator('[data-other-root]')).toHaveCount(1);
  await expect(page.locator('.askdocs-corner')).toHaveCount(1);
  await expect(page.locator('.navbar .askdocs-button')).toBeVisible();
});
