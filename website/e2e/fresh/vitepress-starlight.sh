#!/bin/sh
# Puts the script of the packed panel into a fresh VitePress site and a fresh Starlight site, as our page says.
# Usage: vitepress-starlight.sh FOLDER, which holds the packages.
set -eu
cd "$1"
[ -d package/dist ] || tar -xzf askdocs-panel-*.tgz package/dist

text() {
  for number in 1 2 3 4 5 6; do
    printf '\n## Heading %s\n\nWords that fill a line and go on to the next one, as documentation does on every page of it.\n' "$number"
  done
}

mkdir -p vitepress/.vitepress vitepress/public
cp -r package/dist vitepress/public/askdocs
(printf '# Kettle\n' && text) >vitepress/index.md
cat >vitepress/.vitepress/config.mjs <<'JS'
export default {
  title: 'Kettle',
  head: [['script', {src: '/askdocs/askdocs.js', 'data-api-url': 'http://127.0.0.1:8901', defer: ''}]],
  themeConfig: {sidebar: [{text: 'Kettle', link: '/'}]},
};
JS
(cd vitepress && echo '{"private": true, "type": "module"}' >package.json &&
  npm install --no-audit --no-fund vitepress@1.6.4 && npx vitepress build --outDir build)

mkdir -p starlight/src/content/docs starlight/public
cp -r package/dist starlight/public/askdocs
(printf -- '---\ntitle: Kettle\n---\n' && text) >starlight/src/content/docs/index.md
cat >starlight/src/content.config.mjs <<'JS'
import {docsLoader} from '@astrojs/starlight/loaders';
import {docsSchema} from '@astrojs/starlight/schema';
import {defineCollection} from 'astro:content';

export const collections = {docs: defineCollection({loader: docsLoader(), schema: docsSchema()})};
JS
cat >starlight/astro.config.mjs <<'JS'
import starlight from '@astrojs/starlight';
import {defineConfig} from 'astro/config';

const attrs = {src: '/askdocs/askdocs.js', 'data-api-url': 'http://127.0.0.1:8901', defer: true};
export default defineConfig({integrations: [starlight({title: 'Kettle', pagefind: false, head: [{tag: 'script', attrs}]})]});
JS
(cd starlight && echo '{"private": true, "type": "module"}' >package.json &&
  npm install --no-audit --no-fund @astrojs/starlight@0.36.3 astro@5.18.2 sharp@0.35.5 &&
  ASTRO_TELEMETRY_DISABLED=1 npx astro build --outDir build)
