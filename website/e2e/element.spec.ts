import {expect, test} from './support/element';

test('one script tag brings the button, and nothing is kept or asked before it is pressed', async ({page, panel}) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto('/');
  await expect(page.locator('.askdocs-corner button')).toContainText('Ask the docs');
  expect(requests).toEqual(['/', '/site.css', '/widget/askdocs.js']);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);

  await panel.open();
  await panel.askAndWait('rich');
  await expect(panel.last.locator('.askdocs-answer ol > li')).toHaveText(['Fill the kettle.', 'Press --boil.']);
  await expect(panel.last.locator('.code-flag')).toHaveText('--temperature');
});

test('a hostile stylesheet changes nothing of it', async ({page, panel, site}) => {
  site.page = {isHostile: true};
  await page.goto('/');
  await panel.open();
  await panel.askAndWait('rich');
  const answer = panel.last.locator('.askdocs-answer p').first();
  await expect(answer).toHaveCSS('font-size', '16px');
  await expect(answer).toHaveCSS('color', 'rgb(28, 30, 33)');
  expect(await panel.root.evaluate((root) => root.getBoundingClientRect().width)).toBe(448);
});

test('a hostile answer runs nothing, asks nobody and leads nowhere', async ({page, panel}) => {
  await page.goto('/');
  await panel.open();
  await panel.askAndWait('hostile');
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  await expect(panel.last.locator('img, iframe, script, svg:not([aria-hidden])')).toHaveCount(0);
  for (const href of await panel.last
    .locator('a')
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))) {
    expect(href).toMatch(/^https?:\/\//);
  }
});

test('the panel speaks the language of the page, from right to left where it does', async ({page, panel, site}) => {
  site.page = {lang: 'de-CH'};
  await page.goto('/');
  await page.locator('.askdocs-corner button').click();
  await expect(panel.field).toHaveAttribute('placeholder', 'Stellen Sie eine Frage …');
  site.page = {lang: 'ar', dir: 'rtl'};
  await page.goto('/');
  await page.locator('.askdocs-corner button').click();
  await expect(panel.root).toBeVisible();
  expect((await panel.root.boundingBox())?.x).toBe(0);
});

test('version and locale are those that the page declares; else the service finds them', async ({
  page,
  panel,
  service,
  site,
}) => {
  const heads = [
    '<meta name="docsearch:version" content="2.1,latest"><meta name="docsearch:language" content="zh">',
    '<meta name="docusaurus_tag" content="default"><meta name="docusaurus_version" content="current"><meta name="docusaurus_locale" content="fr">',
    '<link rel="canonical" href="https://kettle.example/stable/">',
    '<link rel="canonical" href="https://kettle.example/">',
  ];
  for (const head of heads) {
    site.page = {head};
    await page.goto('/');
    await panel.open();
    await panel.askAndWait('rich');
  }
  expect(service.requests.map(({input}) => [input.filters.version, input.filters.locale, input.page_url])).toEqual([
    ['2.1', 'zh', `${site.url}/`],
    ['', 'fr', `${site.url}/`],
    ['', '', `${site.url}/`],
    ['', '', 'https://kettle.example/'],
  ]);
});

test('a vote is sent, changed, explained and taken back; one that fails keeps the form', async ({
  page,
  panel,
  service,
  quiet,
}) => {
  await page.goto('/');
  await panel.open();
  await panel.askAndWait('rich');
  const [up, down] = [
    panel.last.getByRole('button', {name: 'Helpful', exact: true}),
    panel.last.getByRole('button', {name: 'Not helpful'}),
  ];
  await up.click();
  await expect(up).toHaveAttribute('aria-pressed', 'true');
  await down.click();
  await panel.root.getByLabel('Incorrect').check();
  await panel.root.getByLabel('More about it').fill('fail');
  await panel.root.locator('.askdocs-reasons button').click();
  await expect(panel.last.locator('.askdocs-vote-status')).toHaveText('This could not be sent. Try again.');
  await panel.root.getByLabel('More about it').fill('It is 90 °C.');
  await panel.root.locator('.askdocs-reasons button').click();
  await expect(panel.last.locator('.askdocs-vote-status')).toHaveText('Thank you.');
  await down.click();
  await expect(down).toHaveAttribute('aria-pressed', 'false');
  quiet.length = 0; // the browser itself reports the request that failed
  const [{answer_id: id} = {answer_id: ''}] = service.votes;
  expect(id).toMatch(/^answer-\d+$/);
  expect(service.votes.map(({value, reasons, note}) => [value, reasons, note])).toEqual([
    [1, [], ''],
    [-1, [], ''],
    [-1, ['incorrect'], 'fail'],
    [-1, ['incorrect'], 'It is 90 °C.'],
    [0, [], ''],
  ]);
});

test('passages are shown while the answer is awaited, and suggestions are asked by a click', async ({page, panel}) => {
  await page.goto('/');
  await panel.open();
  await panel.ask('found');
  await expect(panel.last.locator('.askdocs-waiting')).toHaveText('6 passages found, writing…');
  await expect(panel.last.locator('.askdocs-sources li')).toHaveCount(6);
  await expect(panel.last).toHaveAttribute('data-state', 'done');
  await expect(panel.last.locator('.askdocs-sources li')).toHaveCount(1);
  await panel.askAndWait('suggesting');
  await panel.last.getByRole('button', {name: 'How do I descale it?'}).click();
  await expect(panel.last.locator('h3')).toHaveText('How do I descale it?');
});

test('doubtful sentences and names are marked in the text', async ({page, panel}) => {
  await page.goto('/');
  await panel.open();
  await panel.askAndWait('doubtful');
  await expect(panel.last.locator('mark')).toHaveText('The kettle was invented in Rome 2.');
  await expect(panel.last.locator('.askdocs-unverified')).toHaveText('--brew');
  await panel.askAndWait('row');
  await expect(panel.last.locator('td mark')).toHaveText(['The kettle', 'was invented in Rome']);
  await expect(panel.last.locator('.askdocs-notice li')).toHaveText('Nothing says this.');
});

test('conversations are kept in the browser, listed, gone on with and deleted', async ({page, panel, site}) => {
  site.page = {attributes: 'data-history="ask"'};
  await page.goto('/');
  await panel.open();
  await panel.askAndWait('rich one');
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await panel.root.getByRole('button', {name: 'Conversations'}).click();
  await panel.root.getByLabel('Keep conversations in this browser').check();
  await panel.root.getByRole('button', {name: 'Back'}).click();
  await panel.askAndWait('rich two');
  await panel.root.getByRole('button', {name: 'New conversation'}).click();
  await panel.askAndWait('abstained');
  await panel.root.getByRole('button', {name: 'Conversations'}).click();
  await expect(panel.root.locator('.askdocs-conversations h3')).toHaveText('today');
  await panel.root.getByLabel('Search conversations').fill('TWO');
  await panel.root.getByRole('button', {name: 'rich one', exact: true}).click();
  await expect(panel.exchanges).toHaveCount(2);
  await panel.root.getByRole('button', {name: 'Conversations'}).click();
  await panel.root.getByRole('button', {name: 'Delete “abstained”'}).click();
  await expect(panel.root.locator('.askdocs-conversation')).toHaveCount(1);
  await panel.root.getByRole('button', {name: 'Delete all'}).click();
  await expect(panel.root.getByRole('status').filter({hasText: 'No conversation is kept.'})).toBeVisible();
});

test('pages are found while one types, and the last row asks', async ({page, panel, service, site}) => {
  site.page = {attributes: 'data-search'};
  await page.goto('/');
  await panel.open();
  await panel.field.fill('rich');
  await expect(panel.root.locator('.askdocs-found li')).toHaveCount(3);
  expect(service.searches.map((query) => query.get('q'))).toEqual(['rich']);
  expect(service.requests).toEqual([]);
  await panel.root.getByRole('button', {name: 'Ask: rich'}).click();
  await expect(panel.last).toHaveAttribute('data-state', 'done');
});

test('a link with a question opens the panel, and asks nothing', async ({page, panel, service}) => {
  await page.goto('/?ask=rich+and+famous');
  await expect(panel.field).toHaveValue('rich and famous');
  await page.waitForTimeout(300);
  expect(service.requests).toEqual([]);
  await panel.field.press('Enter');
  await expect(panel.last).toHaveAttribute('data-state', 'done');
});

test('Enter while an answer is written says why nothing is sent', async ({page, panel, service}) => {
  await page.goto('/');
  await panel.open();
  await panel.ask('slow');
  await panel.field.fill('next');
  await panel.field.press('Enter');
  await expect(panel.root.getByRole('alert')).toContainText('still being written');
  await expect(panel.field).toHaveValue('next');
  expect(service.requests).toHaveLength(1);
});

test('the owner hears what readers do, and nobody else does', async ({page, panel}) => {
  await page.goto('/');
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, {heard});
    document.addEventListener('askdocs', (event) => heard.push((event as CustomEvent<{type: string}>).detail.type));
  });
  await panel.open();
  await panel.askAndWait('rich');
  await panel.last.getByRole('button', {name: 'Helpful', exact: true}).click();
  await expect
    .poll(() => page.evaluate(() => (window as unknown as {heard: string[]}).heard))
    .toEqual(['asked', 'answered', 'voted']);
});

test('the panel makes room beside the page where there is room', async ({page, panel}) => {
  await page.goto('/');
  await panel.open();
  await expect(page.locator('body')).toHaveCSS('padding-right', '448px');
  await page.setViewportSize({width: 1000, height: 800});
  await expect(page.locator('body')).toHaveCSS('padding-right', '0px');
});
