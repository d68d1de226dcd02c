"""Names of versions, languages and tags, as readers write them."""

import pytest

from app.index.known import KnownScopes, ScopeCollector
from chains.errors import UnknownScopeError
from chains.schemas import Filters

KNOWN = KnownScopes(
    versions=("1.x", "2.x", "current"),
    locales=("en", "pt-BR", "zh-Hans"),
    tags=("docs-default-2.x",),
    labels={"2.x": "2.3 (Stable)", "current": "Next", "1.x": "Ältere Version 🕰"},
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ""),
        ("2.x", "2.x"),
        ("2.X", "2.x"),
        ("v1.x", "1.x"),
        ("2.3 (stable)", "2.x"),
        ("next", "current"),
        ("Next", "current"),
        ("latest", "2.x"),
        ("Stable", "2.x"),
        ("2.3", "2.x"),
        ("２.x", "2.x"),
        ("\u200b2.x", "2.x"),
        ("ÄLTERE VERSION", "1.x"),
        ("A\u0308ltere  Version", "1.x"),
    ],
)
def test_a_version_is_found_by_its_name_its_label_and_common_names(asked: str, found: str) -> None:
    assert KNOWN.resolve(Filters(version=asked), "2.x").version == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ""),
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("pt_br", "pt-BR"),
        ("pt", "pt-BR"),
        ("zh-hans", "zh-Hans"),
    ],
)
def test_a_language_is_found_by_its_name_and_that_of_a_dialect(asked: str, found: str) -> None:
    assert KNOWN.resolve(Filters(locale=asked), "2.x").locale == found


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(version="9.x"), "no version 9.x. It has: 1.x (Ältere Version 🕰), 2.x (2.3 (Stable)), current (Next)."),
        (Filters(locale="fr"), "no language fr. It has: en, pt-BR, zh-Hans."),
        (Filters(docusaurus_tag=["docs-x", "docs-y"]), "no tag docs-x, docs-y. It has: docs-default-2.x."),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(filters: Filters, message: str) -> None:
    with pytest.raises(UnknownScopeError) as raised:
        KNOWN.resolve(filters, "2.x")
    assert message in str(raised.value)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    "asked", ["2", "v", "()", "🚀", "\u200b", "\x00", ".*", "1.x\n2.x", "1.x, 2.x", "x" * 100, "../2.x"]
)
def test_what_is_no_name_names_no_version(asked: str) -> None:
    with pytest.raises(UnknownScopeError):
        KNOWN.resolve(Filters(version=asked), "2.x")


def test_a_name_that_two_versions_share_names_neither() -> None:
    known = KnownScopes(versions=("a", "b"), locales=("zh-Hans", "zh-Hant"), labels={"a": "3 (old)", "b": "3 (new)"})
    with pytest.raises(UnknownScopeError):
        known.resolve(Filters(version="3"), "a")
    with pytest.raises(UnknownScopeError):
        known.resolve(Filters(locale="zh"), "a")
    assert known.resolve(Filters(version="3 (new)"), "a").version == "b"


def test_one_known_tag_among_others_is_enough() -> None:
    filters = Filters(docusaurus_tag=["docs-x", "docs-default-2.x"])
    assert KNOWN.resolve(filters, "2.x") == filters


def test_an_index_that_was_made_before_this_was_noted_refuses_nothing() -> None:
    filters = Filters(version="9.x", locale="fr", docusaurus_tag=["x"])
    assert KnownScopes().resolve(filters, "2.x") == filters


def test_labels_without_a_page_and_empty_names_are_left_out() -> None:
    collector = ScopeCollector()
    collector.add("2.x", "", "")
    collector.add("1.x", "", "docs-default-1.x")
    known = collector.create({"2.x": "Two", "0.x": "Old"})
    assert known == KnownScopes(versions=("1.x", "2.x"), tags=("docs-default-1.x",), labels={"2.x": "Two"})
