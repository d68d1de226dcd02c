"""Pages as the demo shows them: where their links lead, and where the sidebar has them."""

from math import inf
from pathlib import Path

import pytest

from indexing.docusaurus.routes import find_position
from indexing.docusaurus.sources import SourceSite
from indexing.markdown.front_matter import FrontMatter
from indexing.model import SiteOptions
from indexing.opening import open_site

CONFIG = """
export default {
  url: 'https://docs.example.org', baseUrl: '/',
  i18n: {defaultLocale: 'en', locales: ['en', 'fr']},
  presets: [['classic', {}]],
};
"""
LINKS = """# Install

[start](../start.md) [named](./use.mdx#first) [path](use) [root](/docs/start) [here](#install) [out](https://example.org/a.md)
[none](./none.md) [draft](../draft.md) ![picture](./a.png)
"""


@pytest.fixture
def site(tmp_path: Path) -> SourceSite:
    files = {
        "docusaurus.config.js": CONFIG,
        "docs/start.md": "---\nslug: /begin\n---\n# Start\n",
        "docs/draft.md": "---\ndraft: true\n---\n# Draft\n",
        "docs/guide/install.md": LINKS,
        "docs/guide/use.mdx": "# Use\n",
        "i18n/fr/docusaurus-plugin-content-docs/current/guide/install.md": "# Installer\n\n[début](../start.md)\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    opened = open_site(tmp_path, SiteOptions(site_url="http://127.0.0.1:8000", base_url="/site/"))
    assert isinstance(opened, SourceSite)
    return opened


def read(site: SourceSite, url: str) -> str:
    article = site.load_article(url)
    assert article is not None
    return article.blocks[1].text


def test_a_link_to_a_file_or_to_a_path_leads_to_its_page(site: SourceSite) -> None:
    pages = "http://127.0.0.1:8000/site/docs"
    text = read(site, f"{pages}/guide/install")
    assert f"[start]({pages}/begin)" in text
    assert f"[named]({pages}/guide/use#first)" in text
    assert f"[path]({pages}/guide/use)" in text
    assert f"[here]({pages}/guide/install#install)" in text
    assert "[out](https://example.org/a.md)" in text


def test_a_link_that_leads_to_no_page_is_its_text(site: SourceSite) -> None:
    text = read(site, "/site/docs/guide/install")
    assert "none draft" in text
    assert " root " in text  # its page is called otherwise


def test_a_link_of_a_translated_page_leads_to_the_page_in_its_language(site: SourceSite) -> None:
    assert read(site, "/site/fr/docs/guide/install") == "[début](http://127.0.0.1:8000/site/fr/docs/begin)"


@pytest.mark.parametrize(
    ("name", "values", "position"),
    [
        ("a.md", {"sidebar_position": 3}, 3),
        ("a.md", {"sidebar_position": 2.5}, 2.5),
        ("02-a.md", {"sidebar_position": 7}, 7),
        ("guide/02-a.md", {}, 2),
        ("guide/2024-01-news.md", {}, inf),
        ("a.md", {"sidebar_position": True}, inf),
        ("a.md", {"sidebar_position": "soon"}, inf),
        ("01-guide/a.md", {}, inf),
    ],
)
def test_a_page_stands_where_its_file_says(name: str, values: dict[str, object], position: float) -> None:
    assert find_position(name, FrontMatter(values, "")) == position


def test_a_number_is_part_of_the_name_where_the_site_says_so() -> None:
    assert find_position("02-a.md", FrontMatter({}, ""), strips_number_prefixes=False) == inf
