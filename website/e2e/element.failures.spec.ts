import {expect, test} from './support/element';

test('a double click opens, and what is typed while the panel loads is kept', async ({page, panel}) => {
  await page.route('**/widget/panel.*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.goto('/');
  const button = page.locator('.askdocs-corner button');
  await button.dblclick();
  await expect(button).toContainText('Loading…');
  await page.keyboard.type(' why now');
  await expect(panel.field).toHaveValue('why now');
  await expect(panel.field).toBeFocused();
});

test('a key that ends a composition neither sends nor closes, and one without a name does no harm', async ({
  page,
  panel,
  service,
}) => {
  await page.goto('/');
  await page.evaluate(() => document.dispatchEvent(new Event('keydown', {bubbles: true})));
  await panel.open();
  await panel.field.fill('rich');
  for (const key of ['Enter', 'Escape']) {
    await panel.field.evaluate((field, name) => {
      field.dispatchEvent(new KeyboardEvent('keydown', {key: name, keyCode: 229, bubbles: true, composed: true}));
    }, key);
  }
  await expect(panel.root).toBeVisible();
  expect(service.requests).toEqual([]);
});

test('a browser without storage, and one that is offline, are told and lose nothing', async ({
  page,
  panel,
  context,
  site,
  quiet,
}) => {
  site.page = {attributes: 'data-history="browser"'};
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await page.goto('/');
  await panel.open();
  await panel.askAndWait('rich');
  await context.setOffline(true);
  await panel.askAndWait('rich again');
  await expect(panel.last).toContainText('You are offline.');
  await context.setOffline(false);
  quiet.length = 0; // the browser itself reports the request that failed
});

test('on slow 3G the button says that the panel loads, and an answer comes', async ({page, panel, context}) => {
  test.setTimeout(60_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 2000, // milliseconds; the rates are in bytes a second: 50 kB, as browsers' own "slow 3G"
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  });
  await page.goto('/');
  const button = page.locator('.askdocs-corner button');
  await button.click();
  await expect(button).toContainText('Loading…');
  await page.keyboard.type('rich');
  await expect(panel.field).toHaveValue('rich', {timeout: 30_000});
  await panel.field.press('Enter');
  await expect(panel.last).toHaveAttribute('data-state', 'done', {timeout: 30_000});
});

test('whoever is offline when the panel is opened is told so, and opens it when back', async ({
  page,
  panel,
  context,
  quiet,
}) => {
  await page.goto('/');
  const button = page.locator('.askdocs-corner button');
  await expect(button).toContainText('Ask the docs');
  await context.setOffline(true);
  await button.click();
  await expect(page.locator('.askdocs-corner').getByRole('alert')).not.toBeEmpty();
  quiet.length = 0; // the browser itself reports the request that failed, and the element why it did not open
  await context.setOffline(false);
  await button.click();
  await expect(panel.field).toBeFocused();
});
