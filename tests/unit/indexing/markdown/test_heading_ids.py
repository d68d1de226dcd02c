"""GitHub's slugs, as Docusaurus gives them to headings."""

import pytest

from indexing.markdown.heading_ids import Slugger


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("It's `a_b`, isn't it?", "its-a_b-isnt-it"),
        ("a  b", "a--b"),
        ("1.2.3 → 2.0", "123--20"),
        ("日本語 テキスト", "日本語-テキスト"),
        ("Ünïcode Ⅷ ①", "ünïcode-ⅷ-"),
        ("😀 fun", "-fun"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_slugs_are_those_of_github(text: str, slug: str) -> None:
    assert Slugger().slug(text) == slug


def test_a_slug_is_never_given_twice() -> None:
    slugger = Slugger()
    assert [slugger.slug(text) for text in ("a", "a-1", "a", "a", "A")] == ["a", "a-1", "a-2", "a-3", "a-4"]
