#!/bin/sh
# Packs the theme and installs it into a fresh classic site, as its README says: build in two languages, translations,
# swizzling. Usage: e2e/fresh-site.sh [folder, default: a temporary one]
set -eu
website=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$(mktemp -d)}
theme=$(cd "$website/packages/docusaurus-theme-askdocs" && npm pack --silent --pack-destination "$folder" | tail -n 1)

cd "$folder"
npm exec --yes create-docusaurus@3 -- site classic --javascript --skip-install
cd site
npm pkg set 'overrides[@docsearch/react]=4.6.3'
npm install --no-audit --no-fund "$folder/$theme"

node - <<'EOF'
const fs = require('node:fs');
const config = fs
  .readFileSync('docusaurus.config.js', 'utf8')
  .replace("locales: ['en']", "locales: ['en', 'fr']")
  .replace('  themeConfig:', "  themes: ['docusaurus-theme-askdocs'],\n\n  themeConfig:")
  .replace(/(themeConfig:[\s\S]*?\(\{)/, "$1\n      askdocs: {apiUrl: 'http://127.0.0.1:8901'},");
fs.writeFileSync('docusaurus.config.js', config);
EOF
npm run write-translations -- --locale fr
npm run swizzle docusaurus-theme-askdocs AskDocsButton -- --wrap --javascript
npm run swizzle docusaurus-theme-askdocs AskDocsPanel/Notice -- --eject --javascript --danger
npm run swizzle docusaurus-theme-askdocs AskDocsPanel/styles/answer -- --eject --javascript --danger
sed -i 's/askdocs-citation {/askdocs-citation { --ejected: 1;/' src/theme/AskDocsPanel/styles/answer.js
npm run build

grep -q '"theme.AskDocs.label"' i18n/fr/code.json
grep -rq 'ejected: 1' build/assets/js
grep -q 'Interroger la doc' build/fr/assets/js/main.*.js
for manifest in build/askdocs-manifest.json build/fr/askdocs-manifest.json; do
  node -e 'const {pages} = require(process.argv[1]); if (pages.length < 5) process.exit(1)' "$PWD/$manifest"
done
echo "The theme works in a fresh site: $PWD"
