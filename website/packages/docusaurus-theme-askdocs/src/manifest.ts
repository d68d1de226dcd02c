import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {applyTrailingSlash} from '@docusaurus/utils-common';
import type {LoadedPlugin, Plugin} from '@docusaurus/types';
import {readBuiltPage} from './builtPage.js';

export const MANIFEST_FILE = 'askdocs-manifest.json';

/** One locale of the built site, as the indexer reads it. */
export interface Manifest {
  version: 1;
  site_url: string;
  base_url: string;
  locale: string;
  default_locale: string;
  trailing_slash: boolean | null;
  /** Name of the version that a page without a version belongs to; empty when the site has no docs. */
  default_version: string;
  pages: ManifestPage[];
}

export interface ManifestPage {
  /** The page's final address: base URL, locale and trailing slash are in it. */
  route: string;
  /** Relative to the site's folder. */
  source: string;
  title: string;
  version: string;
  locale: string;
  /** What the page's `docusaurus_tag` says. */
  tag: string;
  /** In page order. */
  heading_ids: string[];
}

export type BuiltSite = Parameters<NonNullable<Plugin['postBuild']>>[0];
type WrittenPage = Omit<ManifestPage, 'locale' | 'heading_ids'>;

/** Writes the manifest beside the pages it lists. Pages that search engines must not index are left out. */
export async function writeManifest(site: BuiltSite): Promise<void> {
  const {siteConfig, i18n, outDir, plugins, baseUrl} = site;
  const listed = plugins
    .flatMap(findPages)
    .map((page) => ({
      ...page,
      route: applyTrailingSlash(page.route, {trailingSlash: siteConfig.trailingSlash, baseUrl}),
    }))
    .sort((a, b) => (a.route < b.route ? -1 : 1));

  const pages: ManifestPage[] = [];
  for (const page of listed) {
    const {headingIds, isNoIndex} = readBuiltPage(await readHtml(outDir, page.route, baseUrl));
    // A site that is `noIndex` as a whole still answers questions about itself.
    if (isNoIndex && !siteConfig.noIndex) {
      continue;
    }
    pages.push({
      ...page,
      source: page.source.replace(/^@site\//, ''),
      locale: i18n.currentLocale,
      heading_ids: headingIds,
    });
  }
  const manifest: Manifest = {
    version: 1,
    site_url: siteConfig.url,
    base_url: baseUrl,
    locale: i18n.currentLocale,
    default_locale: i18n.defaultLocale,
    trailing_slash: siteConfig.trailingSlash ?? null,
    default_version: findDefaultVersion(plugins),
    pages,
  };
  await writeFile(path.join(outDir, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** The content plugins' own records, as far as this file reads them. */
interface ContentRecord {
  permalink: string;
  source: string;
  title: string;
  unlisted?: boolean;
}

interface DocsContent {
  loadedVersions: {versionName: string; isLast: boolean; docs: ContentRecord[]}[];
}

function findPages(plugin: LoadedPlugin): WrittenPage[] {
  switch (plugin.name) {
    case 'docusaurus-plugin-content-docs':
      return (plugin.content as DocsContent).loadedVersions.flatMap(({versionName, docs}) =>
        docs.filter(isListed).map((doc) => toPage(doc, versionName, `docs-${plugin.options.id}-${versionName}`)),
      );
    case 'docusaurus-plugin-content-blog':
      return ((plugin.content ?? {blogPosts: []}) as {blogPosts: {metadata: ContentRecord}[]}).blogPosts
        .map(({metadata}) => metadata)
        .filter(isListed)
        .map((post) => toPage(post, '', 'default'));
    case 'docusaurus-plugin-content-pages':
      return ((plugin.content ?? []) as (ContentRecord & {type: string})[])
        .filter((page) => page.type === 'mdx' && isListed(page))
        .map((page) => toPage(page, '', 'default'));
    default:
      return [];
  }
}

const isListed = ({unlisted}: ContentRecord): boolean => unlisted !== true;

function toPage({permalink, source, title}: ContentRecord, version: string, tag: string): WrittenPage {
  return {route: permalink, source, title, version, tag};
}

function findDefaultVersion(plugins: LoadedPlugin[]): string {
  const instances = plugins.filter(({name}) => name === 'docusaurus-plugin-content-docs');
  const main = instances.find(({options}) => options.id === 'default') ?? instances[0];
  return (main?.content as DocsContent | undefined)?.loadedVersions.find(({isLast}) => isLast)?.versionName ?? '';
}

/** A route is written as `route.html` or as `route/index.html`, whatever its trailing slash. */
async function readHtml(outDir: string, route: string, baseUrl: string): Promise<string> {
  const file = path.join(outDir, decodeURI(route.slice(baseUrl.length)).replace(/\/$/, ''));
  const candidates = route.endsWith('/')
    ? [path.join(file, 'index.html')]
    : [`${file}.html`, path.join(file, 'index.html')];
  for (const candidate of candidates) {
    try {
      return await readFile(candidate, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw error;
      }
    }
  }
  throw new Error(`docusaurus-theme-askdocs: ${route} was built, but none of ${candidates.join(', ')} exists`);
}
