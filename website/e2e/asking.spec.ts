import {expect, test} from './support/test';

test('a question is answered in a stream, with its sources', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('rich');

  const answer = panel.last.locator('.askdocs-answer');
  await expect(answer.locator('ol > li')).toHaveText(['Fill the kettle.', 'Press --boil.']);
  await expect(answer.locator('table td')).toHaveText(['Green', '80 °C', 'Black', '100 °C']);
  await expect(answer.locator('pre')).toContainText('kettle --temperature 80');
  await expect(answer.getByRole('link', {name: 'Source 1: Introduction'})).toHaveAttribute('href', '/docs/#boil-water');
  await expect(panel.last.locator('.askdocs-sources li')).toHaveText([
    /1Introduction1\.0Introduction › Boil water/,
    /2TeaNextGuide › Tea › Tea bags/,
  ]);

  expect(service.requests).toHaveLength(1);
  expect(service.requests[0]).toMatchObject({
    path: '/chat/stream',
    headers: {authorization: 'Bearer public-key', 'content-type': 'application/json'},
    input: {
      query: 'rich',
      chat_history: [],
      filters: {version: '1.0', locale: 'en', docusaurus_tag: []},
      page_url: 'https://kettle.example/docs/',
    },
  });
  expect(service.requests[0]?.headers).not.toHaveProperty('cookie');
});

test('the text appears while it is written', async ({page, panel}) => {
  await page.goto('/');
  await panel.open();
  await panel.ask('slow');
  await expect(panel.last.locator('.askdocs-answer')).toContainText('Slowly');
  await expect(panel.last).toHaveAttribute('data-state', 'asking');
});

test('each page asks with its own version, locale and address', async ({page, panel, service}) => {
  for (const path of ['/docs/next/guide/tea', '/fr/docs/next/', '/about']) {
    await page.goto(path);
    await panel.open();
    await panel.askAndWait('rich');
  }
  expect(service.requests.map(({input}) => [input.filters.version, input.filters.locale, input.page_url])).toEqual([
    ['current', 'en', 'https://kettle.example/docs/next/guide/tea'],
    ['current', 'fr', 'https://kettle.example/fr/docs/next/'],
    ['', 'en', 'https://kettle.example/about'],
  ]);
});

test('a follow-up brings the conversation along, and a new conversation forgets it', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('extractive');
  await panel.askAndWait('rich and more');
  expect(service.requests[1]?.input.chat_history).toEqual([
    {type: 'human', content: 'extractive'},
    {type: 'ai', content: 'Press the lever [1].'},
  ]);

  await panel.root.getByRole('button', {name: 'New conversation'}).click();
  await expect(panel.exchanges).toHaveCount(0);
  await panel.askAndWait('rich');
  expect(service.requests[2]?.input.chat_history).toEqual([]);
});

test('an answer can be stopped and tried again', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('slow');
  await expect(panel.last.locator('.askdocs-answer')).toContainText('Slowly');
  await panel.root.getByRole('button', {name: 'Stop'}).click();
  await expect(panel.last).toHaveAttribute('data-state', 'stopped');
  await expect(panel.last).toContainText('You stopped this answer.');
  await expect.poll(() => service.requests[0]?.wasCut).toBe(true);

  await panel.root.getByRole('button', {name: 'Try again'}).click();
  await expect(panel.last).toHaveAttribute('data-state', 'asking');
  await expect(panel.exchanges).toHaveCount(1);
  await expect.poll(() => service.requests.length).toBe(2);
});

test('the conversation survives navigation and reload', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('rich');
  await page.locator('.pagination-nav__link').click();
  await expect(page).toHaveURL(/guide\/tea/);
  await expect(panel.exchanges).toHaveCount(1);

  await page.reload();
  await expect(panel.root).toBeHidden();
  await panel.open();
  await expect(panel.last.locator('h3')).toHaveText('rich');
  await expect(panel.last).toHaveAttribute('data-outcome', 'answered');
  await expect(panel.last.getByRole('link', {name: 'Source 1: Introduction'})).toBeVisible();
});

test('after a reload the conversation goes on where it was, until the reader begins a new one', async ({
  page,
  panel,
  service,
}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('extractive');
  await panel.askAndWait('abstained');
  await page.reload();
  await panel.open();
  await expect(panel.exchanges.locator('h3')).toHaveText(['extractive', 'abstained']);
  expect(service.requests).toHaveLength(2);
  await panel.askAndWait('rich');
  expect(service.requests[2]?.input.chat_history.map(({content}) => content)).toContain('Press the lever [1].');

  await panel.root.getByRole('button', {name: 'New conversation'}).click();
  await page.reload();
  await panel.open();
  await expect(panel.exchanges).toHaveCount(0);
});

test('what was being written when the page was left is kept, and called unfinished', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('slow');
  await expect(panel.last.locator('.askdocs-answer')).toContainText('comes out');
  await page.reload();
  await panel.open();
  await expect(panel.last).toContainText('Slowly');
  await expect(panel.last).toContainText('The connection broke before the answer was complete.');
});

test('the answer goes on while the panel is closed', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('slow');
  await page.keyboard.press('Escape');
  await expect(panel.root).toBeHidden();
  await panel.open();
  await expect(panel.last).toHaveAttribute('data-state', 'done', {timeout: 15_000});
});

test('a button on a page fills in its question and sends nothing', async ({page, panel, service}) => {
  await page.goto('/');
  await page.getByRole('button', {name: 'Ask about scale'}).click();
  await expect(panel.field).toHaveValue('How do I descale it?');
  expect(service.requests).toHaveLength(0);
});

test('an example question is asked with one click', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.root.getByRole('button', {name: 'How do I boil water?'}).click();
  await expect(panel.last).toHaveAttribute('data-state', 'done');
  expect(service.requests[0]?.input.query).toBe('How do I boil water?');
});

test('nothing empty and nothing too long is sent', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.field.fill('   ');
  await panel.field.press('Enter');
  await panel.field.fill('x'.repeat(2005));
  await panel.field.press('Enter');
  await expect(panel.root).toContainText('too long by 5 characters');
  await expect(panel.field).toHaveValue('x'.repeat(2005));
  expect(service.requests).toHaveLength(0);
});

test('Shift+Enter writes a line, and the draft outlives the panel', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.field.pressSequentially('one');
  await panel.field.press('Shift+Enter');
  await panel.field.pressSequentially('two');
  await page.keyboard.press('Escape');
  await panel.open();
  await expect(panel.field).toHaveValue('one\ntwo');
});

test('code can be copied', async ({page, panel, context}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('rich');
  await panel.last.getByRole('button', {name: 'Copy the code'}).click();
  await expect(panel.last.getByRole('button', {name: 'Copied'})).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('kettle --temperature 80 # a comment');
});
