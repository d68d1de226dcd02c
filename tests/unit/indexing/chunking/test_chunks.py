"""Sections become chunks, and each chunk's anchor is that of a section that holds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.blocks import Article, Block
from indexing.chunking.chunks import create_chunks
from indexing.chunking.filling import MAX_CHARACTERS
from indexing.markdown import read_markdown_file, read_markdown_page
from indexing.model import Chunk, Place
from indexing.tokens import MAX_TOKENS, estimate_max_tokens

PLACE = Place("https://example.org/docs/a", "1.0", "en", "docs-default-1.0", "")
LONG = "A sentence that says something of use to its reader. " * 6


def cut(text: str) -> tuple[Chunk, ...]:
    article = read_markdown_page(read_markdown_file(text.encode()), path="page.mdx").article
    return create_chunks(article, title=article.title or "Page", place=PLACE)


def show(text: str) -> list[tuple[str, str]]:
    return [(chunk.place.url.partition("#")[2], chunk.place.section) for chunk in cut(text)]


def test_each_section_is_a_chunk_with_its_anchor_and_breadcrumb() -> None:
    text = f"# Guide\n\n{LONG}\n\n## Install\n\n{LONG}\n\n### On Linux\n\n{LONG}\n\n## Use\n\n{LONG}"
    assert show(text) == [
        ("", "Guide"),
        ("install", "Guide > Install"),
        ("on-linux", "Guide > Install > On Linux"),
        ("use", "Guide > Use"),
    ]


def test_what_is_embedded_is_the_breadcrumb_and_the_text() -> None:
    (chunk,) = cut("# Guide\n\n## Install\n\nRun it.")
    assert chunk.embedded_text == "Guide > Install\n\nRun it."
    assert chunk.place.version == "1.0"


def test_a_page_without_headings_is_cited_by_its_address() -> None:
    assert show("Only text.") == [("", "Page")]


def test_headings_without_text_give_no_chunks() -> None:
    assert cut("# Title\n\n## One\n\n## Two\n") == ()


def test_a_heading_without_an_id_is_cited_by_the_one_above_it() -> None:
    assert show(f"# T\n\n## Up\n\n{LONG}\n\n<h3>Bare</h3>\n\n{LONG}") == [("up", "T > Up"), ("up", "T > Up > Bare")]


def test_text_under_a_second_title_is_cited_by_the_page() -> None:
    assert show(f"# One\n\n## A\n\n{LONG}\n\n# Two\n\n{LONG}") == [("a", "One > A"), ("", "One > Two")]


def test_tiny_sections_are_joined_to_the_text_of_their_parent() -> None:
    chunks = cut(
        f"# T\n\n## Options\n\n{LONG}\n\n### a\n\nFirst.\n\n### b\n\nSecond.\n\n### c\n\n{LONG}\n\n### d\n\nAlone."
    )
    assert [chunk.place.section for chunk in chunks] == ["T > Options", "T > Options > c", "T > Options > d"]
    assert chunks[0].text.endswith("### a\n\nFirst.\n\n### b\n\nSecond.")


def test_tiny_sections_in_a_row_are_joined_and_cited_by_their_parent() -> None:
    chunks = cut(f"# T\n\n## Options\n\n### big\n\n{LONG}\n\n### a\n\nFirst.\n\n### b\n\nSecond.")
    assert [(chunk.place.section, chunk.place.url[-8:]) for chunk in chunks] == [
        ("T > Options > big", "ocs/a#big"[-8:]),
        ("T > Options", "#options"),
    ]
    assert chunks[1].text == "### a\n\nFirst.\n\n### b\n\nSecond."


def test_tiny_sections_at_the_top_keep_their_own_anchor() -> None:
    assert show("# FAQ\n\n## One?\n\nYes.\n\n## Two?\n\nNo.") == [("one", "FAQ > One?"), ("two", "FAQ > Two?")]


def test_a_line_that_announces_a_block_stays_with_it() -> None:
    filler = "\n\n".join([LONG] * 6)
    chunks = cut(f"# T\n\n## A\n\n{filler}\n\nRun this:\n\n```sh\n{'x' * 150}\n```")
    assert len(chunks) == 2
    assert chunks[1].text.endswith("```")
    assert "Run this:" in chunks[1].text


def test_a_long_code_block_is_cut_at_lines_with_its_fence_repeated() -> None:
    code = "\n".join(f"line_{number} = {number}" for number in range(300))
    chunks = cut(f"# T\n\n```python\n{code}\n```")
    assert all(chunk.text.startswith("```python\n") and chunk.text.endswith("\n```") for chunk in chunks)
    assert "\n".join(chunk.text[10:-4] for chunk in chunks) == code


def test_a_long_table_repeats_its_header() -> None:
    rows = "\n".join(f"| key {number} | value {number} |" for number in range(200))
    chunks = cut(f"# T\n\n| Key | Value |\n|---|---|\n{rows}")
    assert len(chunks) > 1
    assert all(chunk.text.startswith("| Key | Value |\n| --- | --- |\n| key") for chunk in chunks)


def test_a_long_list_is_cut_between_items() -> None:
    items = "\n".join(f"- item {number} has some words\n  - and an inner one" for number in range(100))
    for chunk in cut(f"# T\n\n{items}"):
        assert chunk.text.startswith("- item")
        assert chunk.text.endswith("- and an inner one")


def test_five_thousand_equal_headings_each_have_their_own_anchor() -> None:
    chunks = cut("# T\n\n" + "\n\n".join(f"## Same\n\nText {number}." for number in range(5000)))
    assert len(chunks) == 5000
    assert len({chunk.place.url for chunk in chunks}) == 5000
    assert chunks[-1].place.url.endswith("#same-4999")


def test_the_same_page_is_always_cut_alike() -> None:
    text = f"# T\n\n## A\n\n{LONG * 9}\n\n### B\n\nTiny.\n"
    assert cut(text) == cut(text)


blocks = st.lists(
    st.one_of(
        st.builds(Block, st.just("text"), st.text(min_size=1, max_size=5000)),
        st.builds(lambda code: Block("code", f"```x\n{code}\n```"), st.text("ab \n", min_size=1, max_size=6000)),
        st.builds(
            lambda items: Block("list", "\n".join(f"- {item}" for item in items)),
            st.lists(st.text("xy ", max_size=900), min_size=1, max_size=9),
        ),
        st.builds(
            lambda level, name: Block("heading", name, level, anchor=name),
            st.integers(1, 6),
            st.text("abc", max_size=9),
        ),
    ),
    max_size=12,
)


@given(blocks)
def test_no_chunk_is_empty_or_longer_than_the_limit(page: list[Block]) -> None:
    for chunk in create_chunks(Article("", tuple(page)), title="T", place=PLACE):
        assert chunk.text.strip()
        assert len(chunk.text) <= MAX_CHARACTERS


@given(blocks)
def test_no_word_of_a_page_is_lost(page: list[Block]) -> None:
    chunks = create_chunks(Article("", tuple(page)), title="T", place=PLACE)
    found = "".join("".join(chunk.text.split()) for chunk in chunks)
    for block in page:
        if block.kind == "text":
            assert all(len(word) > MAX_CHARACTERS or word in found for word in block.text.split())


@pytest.mark.parametrize(
    "text",
    [
        "用户可以通过配置文件设置集群的名称。" * 300,
        "| 0.123 | 4.567 | 8.901 |\n" * 300,
        "```\n" + "0123456789 ABCDEF {}[]();\n" * 300 + "```",
        "ཐུགས་རྗེ་ཆེ། " * 400,
        "😀" * 3000,
        "- " + "a1b2c3d4" * 500 + "\n- 続き\n",
    ],
)
@pytest.mark.parametrize("title", ["Short", "漢字の長い題名" * 40])
def test_no_chunk_has_more_tokens_than_the_embedding_model_reads(text: str, title: str) -> None:
    chunks = cut(f"# {title}\n\n## {title}2\n\n### {title}3\n\n{text}\n")
    assert max(estimate_max_tokens(chunk.embedded_text) for chunk in chunks) <= MAX_TOKENS
    assert max(len(chunk.text) for chunk in chunks) <= MAX_CHARACTERS
    kept = "".join(chunk.text for chunk in chunks)
    assert all(kept.count(character) >= text.count(character) for character in set(text) - set(" |-\n"))


def test_a_heading_that_differs_from_the_title_is_not_lost() -> None:
    article = read_markdown_page(read_markdown_file(b"# Shown heading\n\nText.\n\n## More\n\nx\n"), path="p.md").article
    chunks = create_chunks(article, title="Other title", place=PLACE)
    assert [(chunk.place.section, chunk.text) for chunk in chunks] == [
        ("Other title", "# Shown heading\n\nText."),
        ("Other title > More", "x"),
    ]
