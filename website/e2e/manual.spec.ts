import {expect, findViolations, test} from './support/test';

/**
 * The site whose own Root holds the button (`mount: 'manual'`), and whose answers come whole (`mode: 'invoke'`). It finds
 * no `browserslist`, so that Babel writes it for old browsers, with its loose rules: all spread things are arrays.
 */
test.use({build: 'build-manual'});

test('what is mounted by hand is there once, in its place, and nothing beside it', async ({page, panel}) => {
  await page.goto('/docs/');
  await expect(page.locator('[data-other-root] .askdocs-corner')).toHaveCount(1);
  await expect(page.locator('.askdocs-corner')).toHaveCount(1);
  await expect(page.locator('body > .askdocs')).toHaveCount(0);

  await panel.open();
  await page.keyboard.press('Control+i');
  await expect(panel.root).toBeHidden();
  await page.keyboard.press('Control+i');
  await expect(panel.field).toBeFocused();
  await page.keyboard.press('Escape');
  await page.locator('.navbar .askdocs-button').click();
  await expect(panel.field).toBeFocused();
  await expect(panel.root).toHaveCount(1);
  expect(await findViolations(page)).toEqual([]);
});

test('the button stands in the page before its script has run', async ({page}) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const html = await (await page.request.get('/docs/')).text();
  expect(html).toContain('askdocs-corner');
  await page.goto('/docs/');
  await expect(page.locator('.askdocs-corner kbd')).toHaveText('Ctrl+I');
  expect(problems).toEqual([]);
});

test('it is written for old browsers', async ({page}) => {
  const html = await (await page.request.get('/docs/')).text();
  const script = /src="(\/assets\/js\/main\.[^"]+)"/.exec(html)?.[1] ?? '';
  const code = await (await page.request.get(script)).text();
  expect(code).toContain('askdocs');
  expect(code).not.toMatch(/\.\.\.\w+\]/);
});

test('a whole answer is asked for and shown at once', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('slow');
  await expect(panel.last).toContainText('Searching the documentation');
  expect(await panel.last.textContent()).not.toContain('Slowly');
  await expect(panel.last).toHaveAttribute('data-state', 'done', {timeout: 15_000});
  await expect(panel.last.locator('.askdocs-answer')).toContainText('Slowly, word by word');

  await panel.askAndWait('rich');
  await expect(panel.last.locator('table td')).toHaveText(['Green', '80 °C', 'Black', '100 °C']);
  await expect(panel.last.locator('.askdocs-sources li')).toHaveCount(2);
  expect(await findViolations(page)).toEqual([]);
  expect(service.requests.map((request) => request.path)).toEqual(['/chat', '/chat']);
  expect(service.requests[1]).toMatchObject({
    headers: {authorization: 'Bearer public-key'},
    input: {query: 'rich', filters: {version: '1.0', locale: 'en'}, page_url: 'https://kettle.example/docs/'},
  });
  expect(service.requests[1]?.input.chat_history.map(({type}) => type)).toEqual(['human', 'ai']);
});

test('a marker of a whole answer leads to its heading, and the panel stays', async ({page, panel}) => {
  await page.goto('/about');
  await panel.open();
  await panel.askAndWait('rich');
  await panel.last.getByRole('link', {name: 'Source 1: Introduction'}).first().click();
  await expect(page).toHaveURL(/\/docs\/#boil-water$/);
  await expect(page.locator('#boil-water')).toBeInViewport();
  await expect(panel.last.locator('h3')).toHaveText('rich');

  await page.reload();
  await panel.open();
  await expect(panel.last.locator('h3')).toHaveText('rich');
});

test('a whole answer can be stopped before it comes', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('hang');
  await panel.root.getByRole('button', {name: 'Stop'}).click();
  await expect(panel.last).toContainText('You stopped this answer.');
  await expect.poll(() => service.requests[0]?.wasCut).toBe(true);
});

for (const [question, face] of [
  ['abstained', /does not seem to answer this.*Pages that may help/s],
  ['extractive', /Press the lever.*language model was not available/s],
  ['limited', /Too many questions.*Try again in (30|29) s/s],
  ['busy', /overloaded or being repaired/],
  ['html', /What came back is not an answer/],
  ['cut', /What came back is not an answer/],
] as const) {
  test(`"${question}", asked for whole, has an honest face`, async ({page, panel}) => {
    await page.goto('/docs/');
    await panel.open();
    await panel.askAndWait(question);
    await expect(panel.last).toContainText(face);
    await expect(panel.last.getByRole('button', {name: /Try again/})).toBeVisible();
  });
}
