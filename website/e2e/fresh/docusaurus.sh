#!/bin/sh
# Installs the packed panel and theme into a fresh classic site, as the README says: build in two languages,
# translations, swizzling. Usage: docusaurus.sh FOLDER, which holds the packages.
set -eu
cd "$1"
# The generator's own templates change with its minor versions: this one is tried, whatever is published meanwhile.
npm exec --yes create-docusaurus@3.10.2 -- docusaurus classic --javascript --skip-install
cd docusaurus
npm pkg set 'overrides[@docsearch/react]=4.6.3'
npm install --no-audit --no-fund "$1"/askdocs-panel-*.tgz "$1"/docusaurus-theme-askdocs-*.tgz

node - <<'JS'
const fs = require('node:fs');
const config = fs
  .readFileSync('docusaurus.config.js', 'utf8')
  .replace("locales: ['en']", "locales: ['en', 'fr']")
  .replace('  themeConfig:', "  themes: ['docusaurus-theme-askdocs'],\n\n  themeConfig:")
  .replace(/(themeConfig:[\s\S]*?\(\{)/, "$1\n      askdocs: {apiUrl: 'http://127.0.0.1:8901'},");
fs.writeFileSync('docusaurus.config.js', config);
JS
npm run write-translations -- --locale fr
npm run swizzle docusaurus-theme-askdocs AskDocsButton -- --wrap --javascript
npm run swizzle docusaurus-theme-askdocs AskDocsPanel/Notice -- --eject --javascript --danger
npm run swizzle docusaurus-theme-askdocs AskDocsPanel/styles -- --eject --javascript --danger
sed -i 's/--askdocs-surface:/--ejected: 1; --askdocs-surface:/' src/theme/AskDocsPanel/styles.js
npm run build

grep -q '"theme.AskDocs.label"' i18n/fr/code.json
grep -rq 'ejected: 1' build/assets/js
grep -q 'Interroger la doc' build/fr/assets/js/main.*.js
for manifest in build/askdocs-manifest.json build/fr/askdocs-manifest.json; do
  node -e 'const {pages} = require(process.argv[1]); if (pages.length < 5) process.exit(1)' "$PWD/$manifest"
done
