import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, type Locator, type Page, test as base} from '@playwright/test';
import type axe from 'axe-core';
import {type ScriptedService, SERVICE_PORT, startService} from './service';
import {startSite} from './site';

/** Where the builds of the fixture stand: `build`, `build-manual` and `build-bare`. */
export const FIXTURE = path.resolve(__dirname, '../../packages/docusaurus-theme-askdocs/tests/fixtures/site');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The panel as a reader meets it. */
export class Panel {
  readonly root: Locator;
  readonly field: Locator;
  readonly exchanges: Locator;
  readonly last: Locator;

  constructor(readonly page: Page) {
    this.root = page.getByRole('dialog').and(page.locator('.askdocs-panel')); // sites have dialogs of their own
    this.field = this.root.locator('.askdocs-field textarea');
    this.exchanges = this.root.locator('.askdocs-exchange');
    this.last = this.exchanges.last();
  }

  async open(): Promise<void> {
    const button = this.page.locator('.askdocs-corner button');
    await expect(button.locator('kbd')).toHaveText('Ctrl+I'); // where it is in the HTML, it waits for its script
    await button.click();
    await expect(this.field).toBeFocused();
  }

  async ask(question: string): Promise<void> {
    await this.field.fill(question);
    await this.field.press('Enter');
    await expect(this.last.locator('h3')).toHaveText(question);
  }

  /** Asks and waits for the end, whatever it is. */
  async askAndWait(question: string): Promise<void> {
    await this.ask(question);
    await expect(this.last).not.toHaveAttribute('data-state', 'asking', {timeout: 20_000});
  }
}

/** What a screen reader says of the panel from now on: every new text in a live region. */
export async function listenToPanel(panel: Panel): Promise<() => Promise<string[]>> {
  const heard = await panel.root.evaluateHandle((root) => {
    const texts: string[] = [];
    const known = new WeakMap<Element, string>();
    const listen = (isNew: boolean): void => {
      for (const region of root.querySelectorAll('[role="status"], [role="alert"], [role="log"], [aria-live]')) {
        if (isNew && region.textContent !== '' && region.textContent !== known.get(region)) {
          texts.push(region.textContent);
        }
        known.set(region, region.textContent);
      }
    };
    listen(false);
    new MutationObserver(() => listen(true)).observe(root, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    return texts;
  });
  return () => heard.jsonValue();
}

/** Everything that axe finds wrong with the page as it stands. */
export async function findViolations(page: Page): Promise<string[]> {
  // Through the debugger, which the page's policy does not concern.
  await page.evaluate(AXE);
  const {violations} = await page.evaluate(() => (window as unknown as {axe: typeof axe}).axe.run());
  return violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

interface Fixtures {
  service: ScriptedService;
  panel: Panel;
}

interface WorkerFixtures {
  /** Which build of the fixture is served. */
  build: string;
  siteUrl: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  build: ['build', {scope: 'worker', option: true}],
  siteUrl: [
    async ({build}, use) => {
      const site = await startSite(path.join(FIXTURE, build), `http://127.0.0.1:${SERVICE_PORT}`);
      await use(site.url);
      await site.close();
    },
    {scope: 'worker'},
  ],
  baseURL: ({siteUrl}, use) => use(siteUrl),
  service: [
    async ({}, use) => {
      const service = await startService();
      await use(service);
      await service.close();
    },
    {auto: true},
  ],
  panel: ({page}, use) => use(new Panel(page)),
});

export {expect};
