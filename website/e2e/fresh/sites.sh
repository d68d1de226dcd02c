#!/bin/sh
# Packs the panel and the theme, installs them into fresh sites of five generators, and asks in a browser on each.
# Usage: e2e/fresh/sites.sh [folder, default: a temporary one]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$(mktemp -d)}
cd "$here/../.."
npm pack --silent --workspaces --pack-destination "$folder"
"$here/mkdocs-sphinx.sh" "$folder"
"$here/docusaurus.sh" "$folder"
"$here/vitepress-starlight.sh" "$folder"
FRESH_SITES=$folder npm exec -- playwright test --config e2e/fresh/playwright.config.ts
echo "The panel works in fresh sites: $folder"
