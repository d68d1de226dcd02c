"""Pages of several languages in one index: words are cut and stemmed by the language of their page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.index import Index, count_index, create_index, create_keyword_search
from app.index.search.languages import find_language
from app.settings import QdrantSettings
from chains.schemas import Filters
from indexing.model import Page
from tests.support.sites import SIGNATURE, WordEmbeddings, create_page, run_index

AUTO = SIGNATURE.model_copy(update={"bm25_language": "auto"})
HOUSE = "Die Farbe des Hauses steht in der Datei."


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[Index]:
    opened = create_index(QdrantSettings(path=tmp_path / "data"), AUTO)
    yield opened
    await opened.aclose()


async def search(index: Index, query: str, locale: str = "") -> list[str]:
    found = await create_keyword_search(index, index).search(query, filters=Filters(locale=locale))
    return [source.title for source in found]


def translate(name: str, text: str, locale: str) -> Page:
    return create_page(name, [text], locale=locale)


async def test_each_page_is_found_with_the_endings_of_its_language(index: Index) -> None:
    pages = [
        translate("paint", "The colours of houses are settings.", "en"),
        translate("farbe", HOUSE, "de-AT"),
        translate("couleur", "Les configurations des maisons sont enregistrées.", "fr"),
    ]
    await run_index(index, pages, WordEmbeddings())
    assert await search(index, "Häuser", "de-AT") == ["Farbe"]
    assert await search(index, "enregistrer la maison", "fr") == ["Couleur"]
    assert await search(index, "house setting") == ["Paint"]
    areas = {area.locale: area.language for area in (await count_index(index)).areas}
    assert areas == {"en": "english", "de-AT": "german", "fr": "french"}


async def test_a_page_that_is_not_translated_is_found_with_the_endings_of_the_default_language(index: Index) -> None:
    text = "Settings are stored in files."
    pages = [translate("store", text, "en"), translate("store", text, "de"), translate("farbe", HOUSE, "de")]
    await run_index(index, pages, WordEmbeddings())
    assert await search(index, "setting file", "de") == ["Store"]
    assert await search(index, "Häuser", "de") == ["Farbe"]


async def test_a_text_whose_language_changes_is_stored_anew(index: Index) -> None:
    await run_index(index, [translate("farbe", HOUSE, "en")], WordEmbeddings())
    embeddings = WordEmbeddings()
    summary = await run_index(index, [translate("farbe", HOUSE, "de")], embeddings, allow_shrink=True)
    assert (summary.added, summary.deleted) == (1, 1)
    assert await search(index, "Häuser", "de") == ["Farbe"]


@pytest.mark.parametrize(
    ("locale", "texts", "word"),
    [
        ("zh-Hans", ("本页说明控制平面的安装步骤", "网络策略限制容器之间的流量", "升级之前请备份数据"), "策略"),
        ("ja", ("接続文字列を設定します", "手順に従ってインストールします", "証明書を更新します"), "インストール"),
        ("th", ("ติดตั้งโปรแกรมลงในคอมพิวเตอร์", "สำรองข้อมูลก่อนอัปเกรด", "ตั้งค่าเครือข่ายของคลัสเตอร์"), "เครือข่าย"),
        ("hi", ("प्रोग्राम को कंप्यूटर पर स्थापित करें", "नेटवर्क की सेटिंग बदलें", "डेटा का बैकअप लें"), "स्थापित"),
        ("km", ("ដំឡើងកម្មវិធីនៅលើកុំព្យូទ័រ", "កែប្រែការកំណត់បណ្តាញ", "បម្រុងទុកទិន្នន័យ"), "បណ្តាញ"),
    ],
)
async def test_keywords_alone_find_a_word_in_the_midst_of_a_sentence(
    index: Index, locale: str, texts: tuple[str, ...], word: str
) -> None:
    pages = [translate(f"page{number}", text, locale) for number, text in enumerate(texts)]
    await run_index(index, pages, WordEmbeddings(), default_locale=locale)
    (right,) = [page.title for page, text in zip(pages, texts, strict=True) if word in text]
    assert await search(index, word) == [right]


def test_languages_without_a_stemmer_are_read_as_english() -> None:
    assert {find_language(locale) for locale in ("", "en-GB", "zh-CN", "ja", "hi", "xx")} == {""}
    assert {find_language(locale) for locale in ("pt-BR", "pt_PT", "PT")} == {"portuguese"}
