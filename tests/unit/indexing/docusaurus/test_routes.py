"""File → URL, as Docusaurus decides it."""

import pytest

from indexing.docusaurus.routes import create_permalink, create_slug, format_url
from indexing.markdown.front_matter import split_front_matter


@pytest.mark.parametrize(
    ("source", "front_matter", "slug"),
    [
        ("intro.md", "", "/intro"),
        ("index.md", "", "/"),
        ("README.mdx", "", "/"),
        ("guide/index.md", "", "/guide/"),
        ("guide/Guide.md", "", "/guide/"),
        ("01-guide/02-install.md", "", "/guide/install"),
        ("01-num/num.md", "", "/num/num"),
        ("01-num/01-num.md", "", "/num/"),
        ("2024-01-02-news.md", "", "/2024-01-02-news"),
        ("1.2-notes.md", "", "/1.2-notes"),
        ("1 - spaced.md", "", "/spaced"),
        ("01-a/02-b.md", "parse_number_prefixes: false", "/01-a/02-b"),
        ("guide/install.md", "id: set-up", "/guide/set-up"),
        ("guide/index.md", "id: start", "/guide/"),
        ("guide/index.md", "slug: begin", "/guide/begin"),
        ("guide/install.md", "slug: /here/it/is", "/here/it/is"),
        ("guide/install.md", "slug: ../up", "/up"),
        ("guide/install.md", "slug: ./", "/guide/"),
        ("guide/install.md", "slug: /", "/"),
        ("a/b.md", "slug: 7", "/a/7"),
    ],
)
def test_a_file_has_the_slug_that_docusaurus_gives(source: str, front_matter: str, slug: str) -> None:
    assert create_slug(source, split_front_matter(f"---\n{front_matter}\n---\n")) == slug


@pytest.mark.parametrize(
    ("base_url", "parts", "trailing_slash", "path"),
    [
        ("/", ("docs", "", "/guide/"), None, "/docs/guide/"),
        ("/", ("docs", "", "/guide/"), False, "/docs/guide"),
        ("/", ("docs", "", "/guide"), True, "/docs/guide/"),
        ("/", ("/", "", "/"), False, "/"),
        ("/project/", ("/", "", "/"), False, "/project/"),
        ("/project/fr/", ("docs", "1.0", "/a"), None, "/project/fr/docs/1.0/a"),
    ],
)
def test_a_permalink_has_its_parts_and_the_slash_that_is_asked_for(
    base_url: str,
    parts: tuple[str, str, str],
    trailing_slash: bool | None,  # noqa: FBT001 - a case of the table
    path: str,
) -> None:
    assert create_permalink(*parts, base_url=base_url, trailing_slash=trailing_slash) == path


def test_an_address_is_encoded_once() -> None:
    assert format_url("https://example.org/", "/docs/größe a") == "https://example.org/docs/gr%C3%B6%C3%9Fe%20a"
    assert format_url("https://example.org", "/docs/gr%C3%B6%C3%9Fe") == "https://example.org/docs/gr%C3%B6%C3%9Fe"
