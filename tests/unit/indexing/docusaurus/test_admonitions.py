"""What admonitions without a title are called in the language of a site."""

import json
from pathlib import Path

import pytest

from indexing import SiteOptions, open_site
from indexing.docusaurus.admonitions import load_admonition_names
from tests.support.site_files import WriteSite


@pytest.mark.parametrize(
    ("locale", "note"),
    [("de", "hinweis"), ("de-AT", "hinweis"), ("zh", "备注"), ("zh-TW", "備註"), ("pt", "observação"), ("ja", "注記")],
)
def test_the_theme_has_names_in_many_languages(tmp_path: Path, locale: str, note: str) -> None:
    assert load_admonition_names(tmp_path, locale)["note"] == note


def test_other_languages_have_the_names_of_the_kinds(tmp_path: Path) -> None:
    assert load_admonition_names(tmp_path, "en") == load_admonition_names(tmp_path, "cs") == {}


def test_a_site_may_have_names_of_its_own(write_site: WriteSite) -> None:
    own = {"theme.admonition.note": {"message": "Merke"}, "theme.admonition.tip": "no message", "x": 1}
    folder = write_site(
        {
            "docusaurus.config.js": "module.exports = {title: 'T', url: 'https://x.example', baseUrl: '/',"
            " i18n: {defaultLocale: 'en', locales: ['en', 'de']}, presets: [['classic', {docs: {}}]]};",
            "docs/a.md": ":::note\nText.\n:::\n\n:::tip\nText.\n:::\n",
            "i18n/de/code.json": json.dumps(own),
        }
    )
    texts = {page.locale: page.chunks[0].text for page in open_site(folder, SiteOptions()).read_pages()}
    assert texts["en"].split("\n\n")[::2] == ["**Note**", "**Tip**"]
    assert texts["de"].split("\n\n")[::2] == ["**Merke**", "**Tipp**"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe\x00", b'{"theme.admonition.note": {"message": 5}}'])
def test_a_wrong_file_of_translations_leaves_the_names_of_the_theme(write_site: WriteSite, content: bytes) -> None:
    assert load_admonition_names(write_site({"code.json": content}), "de")["note"] == "hinweis"
