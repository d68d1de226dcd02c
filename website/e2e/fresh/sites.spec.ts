import path from 'node:path';
import {startSite} from '../support/site';
import {expect, findViolations, test as base} from '../support/test';

const SITES = {
  docusaurus: 'docusaurus/build',
  mkdocs: 'mkdocs/build',
  furo: 'furo/build',
  pydata: 'pydata_sphinx_theme/build',
  'read-the-docs': 'sphinx_rtd_theme/build',
  alabaster: 'alabaster/build',
  vitepress: 'vitepress/build',
  starlight: 'starlight/build',
};
/** Pages other than `/` that have the columns. */
const PAGES: Partial<Record<keyof typeof SITES, string>> = {docusaurus: '/docs/intro'};

/** MkDocs' instant navigation looks addresses up in a sitemap, which names them as `site_url` does. */
const PORT = 8902;

const test = base.extend<{generator: keyof typeof SITES; errors: string[]}>({
  generator: ['docusaurus', {option: true}],
  baseURL: async ({generator}, use) => {
    const folder = process.env['FRESH_SITES'];
    if (!folder) throw new Error('FRESH_SITES names no folder: run e2e/fresh/sites.sh');
    const site = await startSite(path.join(folder, SITES[generator]), undefined, PORT);
    await use(site.url);
    await site.close();
  },
  errors: [
    async ({page}, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await use(errors);
      expect(errors).toEqual([]);
    },
    {auto: true},
  ],
});

for (const generator of Object.keys(SITES) as (keyof typeof SITES)[]) {
  test.describe(generator, () => {
    test.use({generator});

    test('a question is answered, and nothing of ours is wrong for axe', async ({page, panel, service}) => {
      await page.goto(PAGES[generator] ?? '/');
      await panel.open();
      await panel.askAndWait('rich');
      await expect(panel.last.locator('.askdocs-answer ol > li')).toHaveText(['Fill the kettle.', 'Press --boil.']);
      await expect(panel.last.getByRole('link', {name: 'Source 1: Introduction'}).first()).toBeVisible();
      expect(service.requests).toHaveLength(1);
      expect((await findViolations(page)).filter((violation) => violation.includes('askdocs'))).toEqual([]);
    });
  });
}

/** Per generator: the column of the text, and the list of headings beside it, if there is one. */
const COLUMNS: Record<keyof typeof SITES, [string, string]> = {
  docusaurus: ['.theme-doc-markdown', '.theme-doc-toc-desktop'],
  mkdocs: ['.md-content', '.md-sidebar--secondary'],
  furo: ['.main .content', '.toc-drawer'],
  pydata: ['.bd-article', '.bd-sidebar-secondary'],
  'read-the-docs': ['.wy-nav-content', '.toc-none'],
  alabaster: ['.body', '.toc-none'],
  vitepress: ['.VPDoc > .container > .content', '.VPDocAsideOutline'],
  starlight: ['.main-pane', '.right-sidebar-panel .sl-container'],
};

for (const [name, columns] of Object.entries(COLUMNS)) {
  const generator = name as keyof typeof SITES;
  test.describe(generator, () => {
    test.use({generator});

    for (const width of [1280, 1313, 1440, 1700, 1880, 1901]) {
      test(`nothing of a page ${width} px wide lies under the panel beside it`, async ({page, panel}) => {
        await page.setViewportSize({width, height: 800});
        await page.goto(PAGES[generator] ?? '/');
        await panel.open();
        const [text, headings] = columns.map((column) => page.locator(column).first());
        const end = (await panel.root.boundingBox())?.x ?? 0;
        const box = await text?.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(end);
        expect(box?.width).toBeGreaterThan(450);
        const list = (await headings?.isVisible()) ? await headings?.boundingBox() : null;
        // What begins outside of the window is a drawer that is shut.
        expect(!list || list.x >= width || list.x + list.width <= end, JSON.stringify(list)).toBe(true);
      });
    }
  });
}

test.describe('furo', () => {
  test.use({generator: 'furo'});

  test('its drawer opens beside the panel', async ({page, panel}) => {
    await page.goto('/');
    await panel.open();
    await page.locator('.toc-header-icon, .toc-content-icon').last().click();
    const drawer = page.locator('.toc-drawer');
    await expect
      .poll(async () => {
        const box = await drawer.boundingBox();
        return (box?.x ?? 0) + (box?.width ?? 0);
      })
      .toBe(1280 - 448);
  });
});

test.describe('mkdocs', () => {
  test.use({generator: 'mkdocs'});

  test('instant navigation keeps the panel, and the next question is of the next page', async ({
    page,
    panel,
    service,
  }) => {
    await page.goto('/');
    await panel.open();
    await panel.askAndWait('rich');
    await page.evaluate(() => document.documentElement.setAttribute('data-mark', ''));
    await page.locator('.md-sidebar--primary a', {hasText: 'Tea'}).first().click();
    await expect(page.locator('article h1')).toHaveText('Tea');
    expect(await page.evaluate(() => document.documentElement.hasAttribute('data-mark'))).toBe(true);
    await panel.askAndWait('rich again');
    expect(service.requests.map(({input}) => new URL(input.page_url).pathname)).toEqual(['/', '/tea/']);
  });
});
