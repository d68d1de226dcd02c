import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readBuiltPage} from '../../src/builtPage.js';
import {type BuiltSite, type Manifest, MANIFEST_FILE, writeManifest} from '../../src/manifest.js';

let outDir: string;

beforeEach(() => {
  outDir = mkdtempSync(path.join(tmpdir(), 'manifest-'));
});

afterEach(() => rmSync(outDir, {recursive: true}));

function write(file: string, html: string): void {
  mkdirSync(path.dirname(path.join(outDir, file)), {recursive: true});
  writeFileSync(path.join(outDir, file), html);
}

const doc = (permalink: string): object => ({permalink, source: `@site/docs${permalink}.md`, title: permalink});

function createSite(site: {trailingSlash?: boolean; baseUrl?: string; docs: object[]}): BuiltSite {
  return {
    outDir,
    baseUrl: site.baseUrl ?? '/',
    siteConfig: {url: 'https://kettle.example', trailingSlash: site.trailingSlash},
    i18n: {currentLocale: 'fr', defaultLocale: 'en'},
    plugins: [
      {
        name: 'docusaurus-plugin-content-docs',
        options: {id: 'api'},
        content: {loadedVersions: [{versionName: '3', isLast: true, docs: []}]},
      },
      {
        name: 'docusaurus-plugin-content-docs',
        options: {id: 'default'},
        content: {
          loadedVersions: [
            {versionName: 'current', isLast: false, docs: []},
            {versionName: '2.0', isLast: true, docs: site.docs},
          ],
        },
      },
      {name: 'docusaurus-plugin-content-pages', options: {}, content: undefined},
      {name: 'docusaurus-plugin-sitemap', options: {}, content: null},
    ],
  } as unknown as BuiltSite;
}

async function manifestOf(site: BuiltSite): Promise<Manifest> {
  await writeManifest(site);
  return JSON.parse(readFileSync(path.join(outDir, MANIFEST_FILE), 'utf8')) as Manifest;
}

const headingIds = (html: string): string[] => readBuiltPage(html).headingIds;
const PAGE = '<main><article><h1>T</h1><h2 id=a>A</h2></article></main>';

test.each([
  [undefined, ['/x/fr/docs/', '/x/fr/docs/tea'], ['docs/index.html', 'docs/tea/index.html']],
  [true, ['/x/fr/docs/', '/x/fr/docs/tea/'], ['docs/index.html', 'docs/tea/index.html']],
  [false, ['/x/fr/docs', '/x/fr/docs/tea'], ['docs.html', 'docs/tea.html']],
])('with trailingSlash %s the routes are those that were built', async (trailingSlash, routes, files) => {
  files.forEach((file) => write(file, PAGE));
  const docs = [doc('/x/fr/docs/'), doc('/x/fr/docs/tea')];
  const manifest = await manifestOf(
    createSite({docs, baseUrl: '/x/fr/', ...(trailingSlash !== undefined && {trailingSlash})}),
  );
  expect(manifest).toMatchObject({
    version: 1,
    site_url: 'https://kettle.example',
    base_url: '/x/fr/',
    locale: 'fr',
    default_locale: 'en',
    trailing_slash: trailingSlash ?? null,
    default_version: '2.0',
  });
  expect(manifest.pages.map(({route}) => route)).toEqual(routes);
  expect(manifest.pages[1]).toEqual({
    route: routes[1],
    source: 'docs/x/fr/docs/tea.md',
    title: '/x/fr/docs/tea',
    version: '2.0',
    tag: 'docs-default-2.0',
    locale: 'fr',
    heading_ids: ['a'],
  });
});

test('the root page and encoded addresses are found', async () => {
  write('index.html', PAGE);
  write('größe/index.html', PAGE);
  const manifest = await manifestOf(createSite({docs: [doc('/'), doc('/gr%C3%B6%C3%9Fe')]}));
  expect(manifest.pages).toHaveLength(2);
});

test('what search engines must not index is left out', async () => {
  write('a/index.html', PAGE);
  write('hidden/index.html', `<meta name=robots content="noindex, nofollow">${PAGE}`);
  const manifest = await manifestOf(createSite({docs: [doc('/a'), doc('/hidden')]}));
  expect(manifest.pages.map(({route}) => route)).toEqual(['/a']);
});

test('a site that is hidden from search engines as a whole lists its pages, but for the unlisted ones', async () => {
  write('a/index.html', `<meta name=robots content="noindex, nofollow">${PAGE}`);
  const site = createSite({docs: [doc('/a'), {...doc('/hidden'), unlisted: true}]});
  const manifest = await manifestOf({...site, siteConfig: {...site.siteConfig, noIndex: true}});
  expect(manifest.pages.map(({route}) => route)).toEqual(['/a']);
});

test('a page that was not written stops the build with its name', async () => {
  await expect(writeManifest(createSite({docs: [doc('/a')]}))).rejects.toThrow('/a was built, but none of');
});

test('heading ids come from the article, in page order, however the HTML is written', () => {
  expect(
    headingIds(
      '<nav><h2 id=menu>M</h2></nav><main><h2 id=toc>T</h2><article><h1 id=top>T</h1><p>x<h2 id=a class=x>A</h2><div hidden><h3 id="b&amp;c">B</h3></div><h2>no</h2><p id=p>p</p><svg id=s></svg></article></main><footer><h2 id=f>F</h2></footer>',
    ),
  ).toEqual(['top', 'a', 'b&c']);
  expect(headingIds('<main><h2 id=a>A</h2></main>')).toEqual(['a']);
  expect(headingIds('<h2 id=a>A</h2>')).toEqual([]);
  expect(headingIds('')).toEqual([]);
});
