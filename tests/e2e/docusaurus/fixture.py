"""A Docusaurus site of edge cases, in three variants that differ in what their configuration decides."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.docusaurus.route_cases import ROUTES

SITE_URL = "https://docs.example.org"
HEADINGS = Path(__file__).parent / "headings"
"""Docs whose headings have ids of every kind, in folders by the variants that can compile them."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What one build is configured with; `docs` and the other literals are JavaScript."""

    name: str
    base_url: str
    trailing_slash: str
    docs: str = "{sidebarPath: './sidebars.js'}"
    api: str = "{id: 'api', path: 'reference', routeBasePath: 'api', sidebarPath: false}"
    markdown: str = "{anchors: {maintainCase: false}}"
    future: str = "{}"
    locale_configs: str = "{}"
    i18n_folder: str = "i18n/fr"
    allows_mdx1_syntax: bool = True
    """`{#id}` in MDX, which is a compile error under `future.v4`; without it, `.md` files are CommonMark."""


VARIANTS = (
    Variant("undefined", "/", "undefined"),
    Variant(
        "slash",
        "/sub/",
        "true",
        docs="{sidebarPath: './sidebars.js', lastVersion: 'current', versions: {'2.0': {path: 'two'}}}",
        api="{id: 'api', path: 'reference', routeBasePath: '/reference/api/', sidebarPath: false, "
        "numberPrefixParser: false}",
        markdown="{anchors: {maintainCase: true}}",
        locale_configs="{fr: {path: 'french', label: 'Français'}}",
        i18n_folder="i18n/french",
    ),
    Variant(
        "no-slash",
        "/",
        "false",
        docs="{sidebarPath: './sidebars.js', routeBasePath: '/', versions: {current: {path: 'preview'}}}",
        markdown="{format: 'detect'}",
        future="{v4: {mdx1CompatDisabledByDefault: true}}",
        locale_configs="{fr: {baseUrl: '/francais/'}}",
        allows_mdx1_syntax=False,
    ),
)

_CONFIG = """\
module.exports = {
  title: 'Edge cases',
  url: 'SITE_URL',
  baseUrl: 'BASE_URL',
  trailingSlash: TRAILING_SLASH,
  onBrokenLinks: 'ignore',
  onBrokenAnchors: 'ignore',
  onDuplicateRoutes: 'throw',
  markdown: MARKDOWN,
  future: FUTURE,
  i18n: {defaultLocale: 'en', locales: ['en', 'fr'], localeConfigs: LOCALE_CONFIGS},
  themes: ['@docusaurus/theme-classic'],
  plugins: [
    ['@docusaurus/plugin-content-docs', DOCS],
    ['@docusaurus/plugin-content-docs', API],
    '@docusaurus/plugin-content-pages',
    '@docusaurus/plugin-sitemap',
    './record.js',
  ],
};
"""

_SIDEBARS = """\
module.exports = {
  docs: [
    'plain',
    {
      type: 'category',
      label: 'Category',
      link: {type: 'generated-index', slug: '/overview'},
      items: ['category/both', 'headings/plain'],
    },
  ],
};
"""

_RECORD = """\
// Writes down which doc has which permalink, as the docs plugins know it.
const fs = require('node:fs');

module.exports = () => ({
  name: 'record',
  async postBuild({plugins, outDir, i18n}) {
    const docs = plugins
      .filter(({name}) => name === 'docusaurus-plugin-content-docs')
      .flatMap(({content, options}) =>
        content.loadedVersions.flatMap((version) =>
          version.docs.map(({permalink, source, title, unlisted}) => ({
            permalink, source, title, unlisted,
            version: version.versionName, plugin: options.id, locale: i18n.currentLocale,
          })),
        ),
      );
    fs.writeFileSync(`${outDir}/record.json`, JSON.stringify(docs));
  },
});
"""

_OLD = {
    "home.md": "---\nslug: /\n---\n\n## Old section\n",
    "guide/index.md": "## Old guide\n",
    "guide/install.md": "---\nslug: set-up\n---\n\n# Install\n\n## Old {#old-id}\n\n## Old\n",
    "01-first.md": "## Only section\n",
    "gone.md": "# Gone\n\n## Since then\n",
}
_API = {
    "index.md": "# API\n\n## Reference\n",
    "01-endpoints/02-list.md": "## GET /items/{id}\n".replace("{id}", "`{id}`"),
    "types.mdx": "# Types\n\n## `Map<string, number>`\n",
}
_FRENCH = {
    "plain.md": "# Simple\n\n## Écrit en français\n\n## À l'heure\n",
    "guide/install.md": "---\nslug: installer\n---\n\n## Installation\n",
    "guide/index.md": "---\ndraft: true\n---\n\n## Brouillon\n",
    "01-one/02-two/03-three.md": "---\nid: trois\n---\n\n## Trois\n",
    "only-french.md": "## Seulement ici\n",
    "_partial.mdx": "Mots partagés.\n\n## Partagé\n",
}


def write_site(folder: Path, variant: Variant) -> None:
    """Write the variant's sources below `folder`."""
    for name, text in create_files(variant).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def create_files(variant: Variant) -> Mapping[str, str]:
    """The site's files by their path."""
    headings = _load_headings("always", "mdx1" if variant.allows_mdx1_syntax else "commonmark")
    translated = f"{variant.i18n_folder}/docusaurus-plugin-content-docs"
    return {
        "docusaurus.config.js": _create_config(variant),
        "record.js": _RECORD,
        "sidebars.js": _SIDEBARS,
        "versions.json": json.dumps(["2.0", "1.0"]),
        "api_versions.json": json.dumps(["1"]),
        "src/pages/standalone.md": "# A page\n\n## That is no doc\n",
        **_place("docs", ROUTES),
        **_place("docs/headings", headings),
        **_place("versioned_docs/version-2.0", ROUTES),
        **_place("versioned_docs/version-1.0", _OLD),
        **_place("reference", _API),
        **_place("api_versioned_docs/version-1", _API),
        **_place(f"{translated}/current", _FRENCH),
        **_place(f"{translated}/version-2.0", {"plain.md": "## Deux\n"}),
        **_place(f"{translated}-api/version-1", {"types.mdx": "# Les types\n\n## Le premier\n"}),
    }


def _load_headings(*folders: str) -> dict[str, str]:
    paths = (path for folder in folders for path in sorted((HEADINGS / folder).iterdir()))
    return {path.name: path.read_bytes().decode() for path in paths}


def _place(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}": text for name, text in files.items()}


def _create_config(variant: Variant) -> str:
    values = {
        "SITE_URL": SITE_URL,
        "BASE_URL": variant.base_url,
        "TRAILING_SLASH": variant.trailing_slash,
        "MARKDOWN": variant.markdown,
        "FUTURE": variant.future,
        "LOCALE_CONFIGS": variant.locale_configs,
        "DOCS": variant.docs,
        "API": variant.api,
    }
    text = _CONFIG
    for name, value in values.items():
        text = text.replace(name, value, 1)
    return text
