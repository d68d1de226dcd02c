import {expect, findViolations, listenToPanel, test} from './support/test';

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing in any state, ${theme}, ${width} px`, async ({page, panel}) => {
      test.setTimeout(90_000);
      await page.setViewportSize({width, height: 800});
      await page.goto(`/docs/next/guide/tea?docusaurus-theme=${theme}`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      expect(await findViolations(page)).toEqual([]);

      await panel.open();
      expect(await findViolations(page)).toEqual([]);
      for (const question of ['rich', 'abstained', 'unverified', 'limited', 'cut', 'hostile']) {
        await panel.askAndWait(question);
        expect(await findViolations(page), question).toEqual([]);
      }
      await panel.field.fill('x'.repeat(2100));
      expect(await findViolations(page)).toEqual([]);
      await panel.field.fill('');
      await panel.ask('slow');
      await expect(panel.last.locator('.askdocs-answer')).toContainText('Slowly');
      expect(await findViolations(page)).toEqual([]);
    });
  }
}

for (const path of ['/fr/docs/next/', '/ar/docs/next/']) {
  test(`axe finds nothing at ${path}`, async ({page, panel}) => {
    await page.goto(path);
    await panel.open();
    expect(await findViolations(page)).toEqual([]);
    await panel.askAndWait('rich');
    expect(await findViolations(page)).toEqual([]);
  });
}

test('pale and dark primary colours of the site stay legible', async ({page, panel}) => {
  for (const colour of ['#ffee00', '#000033']) {
    await page.goto('/docs/next/');
    await page.evaluate((value) => {
      for (const name of ['', '-dark', '-darker', '-darkest', '-light', '-lighter', '-lightest']) {
        document.documentElement.style.setProperty(`--ifm-color-primary${name}`, value);
      }
    }, colour);
    await panel.open();
    await panel.askAndWait('limited');
    const ours = (await findViolations(page)).filter((violation) => violation.includes('askdocs'));
    expect(ours, colour).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

test('the keyboard is enough: Tab stays inside, Escape leads back', async ({page, panel}) => {
  await page.goto('/docs/');
  const button = page.locator('.askdocs-corner button');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(panel.field).toBeFocused();
  await panel.askAndWait('rich');

  const isInside = (): Promise<boolean> => panel.root.evaluate((root) => root.contains(document.activeElement));
  const seen = new Set<string>();
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab');
    expect(await isInside()).toBe(true);
    seen.add(
      await page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      ),
    );
  }
  for (const name of ['Close', 'New conversation', 'Copy the code', 'Table', 'Try again', 'Your question', 'Send']) {
    expect([...seen]).toContain(name);
  }
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Shift+Tab');
    expect(await isInside()).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(panel.root).toBeHidden();
  await expect(button).toBeFocused();
});

test('the shortcut opens, comes back and closes; search keeps its own', async ({page, panel}) => {
  await page.goto('/docs/');
  await page.evaluate(() => {
    document.addEventListener('keydown', (event) => {
      if (event.key === 'k') {
        document.documentElement.dataset['search'] = String(event.defaultPrevented);
      }
    });
  });
  await page.locator('a.navbar__brand').focus();
  await page.keyboard.press('Control+k');
  expect(await page.evaluate(() => document.documentElement.dataset['search'])).toBe('false');
  await expect(panel.root).toBeHidden();

  await page.keyboard.press('Control+i');
  await expect(panel.field).toBeFocused();
  await page.locator('a.navbar__brand').focus();
  await page.keyboard.press('Control+i');
  await expect(panel.field).toBeFocused();
  await page.keyboard.press('Control+i');
  await expect(panel.root).toBeHidden();
  await expect(page.locator('a.navbar__brand')).toBeFocused();
});

test('where Ctrl+I means italics, the shortcut stays away', async ({page, panel}) => {
  await page.goto('/docs/');
  await page.evaluate(() => {
    const editor = document.createElement('div');
    editor.contentEditable = 'true';
    document.body.append(editor);
    editor.focus();
  });
  await page.keyboard.press('Control+i');
  await expect(panel.root).toBeHidden();
});

test('a screen reader hears one thing of an answer, at its end, and none of its words', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  const heard = await listenToPanel(panel);
  await panel.ask('slow');
  await expect(panel.last).toHaveAttribute('data-state', 'done', {timeout: 20_000});
  for (const question of ['abstained', 'cut', 'rich']) {
    await panel.askAndWait(question);
  }
  await panel.ask('slow again');
  await panel.root.getByRole('button', {name: 'Stop'}).click();
  await expect
    .poll(heard)
    .toEqual([
      'The answer is complete.',
      'The documentation does not seem to answer this, so nothing was made up.',
      'The connection broke before the answer was complete.',
      'The answer is complete.',
      'You stopped this answer.',
    ]);
});

test('of a conversation that was there before, a screen reader hears nothing', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('rich');
  await page.reload();
  await panel.open();
  await expect(panel.exchanges).toHaveCount(1);
  await expect(panel.root.getByRole('status')).toHaveText('');
});

test('nothing of the page shifts where there is no room beside it, whatever appears and opens', async ({
  page,
  panel,
}) => {
  await page.setViewportSize({width: 1200, height: 800});
  await page.goto('/docs/next/guide/tea');
  await page.evaluate(() => {
    const shifted: string[] = [];
    (window as unknown as {shifted: string[]}).shifted = shifted;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        for (const {node} of (entry as unknown as {sources: {node: Node | null}[]}).sources) {
          const element = node instanceof Element ? node : node?.parentElement;
          if (element && !element.closest('.askdocs-panel')) shifted.push(element.outerHTML.slice(0, 80));
        }
      }
    }).observe({type: 'layout-shift', buffered: true});
  });
  await panel.open();
  await panel.askAndWait('rich');
  await page.keyboard.press('Escape');
  await expect(panel.root).toBeHidden();
  expect(await page.evaluate(() => (window as unknown as {shifted: string[]}).shifted)).toEqual([]);
});

test('the panel is never seen without its looks', async ({page, panel}) => {
  await page.goto('/docs/');
  await page.evaluate(() => {
    const seen: string[] = [];
    (window as unknown as {seen: string[]}).seen = seen;
    new MutationObserver(() => {
      const root = document.querySelector('.askdocs-panel');
      if (root) seen.push(getComputedStyle(root).position);
    }).observe(document.body, {childList: true, subtree: true});
  });
  await panel.open();
  const seen = await page.evaluate(() => (window as unknown as {seen: string[]}).seen);
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen)).toEqual(new Set(['fixed']));
});

test('the page does not shine through', async ({page, panel}) => {
  for (const theme of ['light', 'dark']) {
    await page.goto(`/docs/?docusaurus-theme=${theme}`);
    await panel.open();
    expect(await panel.root.evaluate((root) => getComputedStyle(root).backgroundColor)).toMatch(/^rgb\(/);
  }
});

test('who asked for less motion gets none', async ({page, panel}) => {
  await page.goto('/docs/');
  await panel.open();
  expect(await panel.root.evaluate((root) => getComputedStyle(root).animationName)).toBe('none');
  await panel.ask('hang');
  expect(
    await panel.last
      .locator('.askdocs-waiting')
      .evaluate((waiting) => getComputedStyle(waiting, '::after').animationName),
  ).toBe('none');
});

test('at 200 % zoom everything is within reach', async ({page, panel}) => {
  await page.setViewportSize({width: 640, height: 400});
  await page.goto('/docs/');
  await panel.open();
  await panel.askAndWait('rich');
  expect(
    await panel.root.evaluate((root) => [
      root.scrollWidth <= root.clientWidth,
      document.documentElement.scrollWidth <= 640,
    ]),
  ).toEqual([true, true]);
  await expect(panel.field).toBeInViewport();
  await expect(panel.root.getByRole('button', {name: 'Close'})).toBeInViewport();
  await panel.last.getByRole('button', {name: 'Try again'}).scrollIntoViewIfNeeded();
  await expect(panel.last.getByRole('button', {name: 'Try again'})).toBeInViewport();
});

test('a right-to-left site has its button and panel on the left, and code left-to-right', async ({page, panel}) => {
  await page.goto('/ar/docs/next/');
  const corner = await page.locator('.askdocs-corner').boundingBox();
  expect(corner?.x).toBeLessThan(100);
  await panel.open();
  expect((await panel.root.boundingBox())?.x).toBe(0);
  await panel.askAndWait('rich');
  expect(await panel.last.locator('pre').evaluate((pre) => getComputedStyle(pre).direction)).toBe('ltr');
});

test('a French page speaks French', async ({page, panel}) => {
  await page.goto('/fr/docs/next/');
  await expect(page.locator('.askdocs-corner button')).toContainText('Interroger la doc');
  await panel.open();
  await expect(panel.field).toHaveAttribute('placeholder', 'Posez une question…');
  await panel.askAndWait('abstained');
  await expect(panel.last).toContainText('rien n’a été inventé');
});
