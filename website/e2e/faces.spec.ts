import {expect, test} from './support/test';

const FACES: [string, RegExp][] = [
  ['abstained', /does not seem to answer this.*Pages that may help.*Introduction.*Tea/s],
  ['extractive', /Press the lever.*language model was not available.*Sources/s],
  ['blocked', /declined to answer/],
  ['truncated', /Press the.*cut off before its end/s],
  ['uncited', /names no source/],
  ['unverified', /stand in none of the sources: --brew, kettle\.py/],
  ['future', /Words from tomorrow.*does not understand/s],
  ['limited', /Too many questions.*Try again in (30|29) s/s],
  ['busy', /overloaded or being repaired/],
  ['late', /took too long/],
  ['refused', /does not take questions from this site/],
  ['invalid', /cannot accept this question/],
  ['crashed', /overloaded or being repaired/],
  ['html', /What came back is not an answer/],
  ['garbage', /connection broke/],
  ['empty', /connection broke/],
  ['cut', /Half of the answer.*connection broke.*Sources.*Introduction/s],
  ['unfinished', /Half of the answer.*connection broke/s],
  ['error', /Half of the answer.*connection broke/s],
  ['origin', /cannot be reached from this page/],
];

for (const [question, face] of FACES) {
  test(`"${question}" has an honest face`, async ({page, panel}) => {
    await page.goto('/docs/');
    await panel.open();
    await panel.askAndWait(question);
    await expect(panel.last).toContainText(face);
    await expect(panel.last).not.toContainText('internal words');
    await expect(panel.last.getByRole('button', {name: /Try again/})).toBeVisible();
    await expect(panel.field).toBeFocused();
  });
}

test('after 429 the question can be repeated when the time has passed', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('limited twice');
  const retry = panel.last.getByRole('button', {name: /Try again/});
  await retry.click({force: true});
  expect(service.requests).toHaveLength(1);
  await expect(retry).toHaveText('Try again', {timeout: 4000});
  await retry.click();
  await expect.poll(() => service.requests.length).toBe(2);
});

test('a reader who is offline is told so, and asks again when back', async ({page, panel, context}) => {
  await page.goto('/docs/');
  await panel.open();
  await context.setOffline(true);
  await panel.askAndWait('rich');
  await expect(panel.last).toContainText('You are offline.');
  await context.setOffline(false);
  await panel.last.getByRole('button', {name: 'Try again'}).click();
  await expect(panel.last).toHaveAttribute('data-state', 'done');
});

test('a service that is down is called unreachable', async ({page, panel, service}) => {
  await service.close();
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('rich');
  await expect(panel.last).toContainText('cannot be reached');
});

test('a service that is stopped half-way leaves what it said', async ({page, panel, service}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('slow');
  await expect(panel.last.locator('.askdocs-answer')).toContainText('comes out');
  await service.close();
  await expect(panel.last).toContainText(/Slowly.*connection broke/s);
});

test('a service that hangs is given up', async ({page, panel}) => {
  await page.clock.install();
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('hang');
  await expect(panel.last).toContainText('Searching the documentation');
  await page.clock.fastForward(41_000);
  await expect(panel.last).toContainText('took too long');
});

test('an answer of 100 KB is shown, and typing stays possible', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.ask('long');
  await expect(panel.last.locator('.askdocs-answer')).toContainText('All about');
  await panel.field.fill('meanwhile');
  await expect(panel.last).toHaveAttribute('data-state', 'done', {timeout: 20_000});
  await expect(panel.last.locator('.askdocs-answer > p')).toHaveCount(160);
  await expect(panel.field).toHaveValue('meanwhile');
});

test('without storage the conversation lives as long as the page', async ({page, panel}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('rich');
  await expect(panel.last).toHaveAttribute('data-state', 'done');
});

test('the code of the panel that cannot be fetched is reported, and fetched at the next try', async ({page, panel}) => {
  await page.goto('/docs/');
  await page.route('**/assets/js/*.js', (route) => route.abort());
  await page.locator('.askdocs-corner button').click();
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await page.unroute('**/assets/js/*.js');
  await panel.open();
});

test('a browser that is too old for the panel is told so, and keeps the page', async ({page, panel}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(CSSStyleSheet.prototype, 'replaceSync');
  });
  await page.goto('/docs/');
  await page.locator('.askdocs-corner button').click();
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await expect(panel.root).toBeHidden();
  await expect(page.locator('.askdocs-corner button')).toBeVisible();
});
