import {type SitePage, startAnySite} from './anySite';
import {expect, test as base} from './test';

/** The element for any site, on a hand-made page under a strict policy. */
export const test = base.extend<{site: {url: string; page: SitePage}; quiet: string[]}>({
  site: async ({}, use) => {
    const site = await startAnySite();
    await use(site);
    await site.close();
  },
  baseURL: ({site}, use) => use(site.url),
  // No page may log an error, and none may ask another host.
  quiet: [
    async ({page, site}, use) => {
      const noise: string[] = [];
      const hosts = [new URL(site.url).host, '127.0.0.1:8901'];
      page.on('console', (message) => message.type() === 'error' && noise.push(message.text()));
      page.on('pageerror', (error) => noise.push(String(error)));
      page.on('request', (request) => hosts.includes(new URL(request.url()).host) || noise.push(request.url()));
      await use(noise);
      expect(noise).toEqual([]);
      expect(await page.context().cookies()).toEqual([]);
    },
    {auto: true},
  ],
});

export {expect};
