"""Short sections that share a chunk keep their own anchors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.chunking.chunks import create_chunks
from indexing.chunking.filling import MAX_CHARACTERS
from indexing.html import read_html_page
from indexing.markdown import read_markdown_file, read_markdown_page
from indexing.model import Chunk, Place
from indexing.planning.points import create_points, digest_places

PLACE = Place("https://example.org/a", "1.0", "en", "docs-default-1.0", "")
LONG = "A sentence that says something of use to its reader. " * 6


def cut(text: str) -> tuple[Chunk, ...]:
    article = read_markdown_page(read_markdown_file(text.encode()), path="page.mdx").article
    return create_chunks(article, title=article.title or "Page", place=PLACE)


def show(chunk: Chunk) -> list[tuple[str, str, str]]:
    return [(part.anchor, part.section, chunk.text[part.offset :].split("\n")[0]) for part in chunk.place.parts]


def test_a_tiny_section_below_a_text_is_a_part_of_it() -> None:
    (chunk,) = cut(f"# T\n\n## Queues\n\n{LONG}\n\n### Pause\n\nCall it.\n\n### Go on\n\nCall that.")
    assert chunk.place.url == "https://example.org/a#queues"
    assert show(chunk) == [
        ("pause", "T > Queues > Pause", "### Pause"),
        ("go-on", "T > Queues > Go on", "### Go on"),
    ]


def test_tiny_sections_in_a_row_are_parts_of_the_section_around_them() -> None:
    chunk = cut(f"# T\n\n## Up\n\n### big\n\n{LONG}\n\n### a\n\nFirst.\n\n### b\n\nSecond.")[1]
    assert chunk.place.url == "https://example.org/a#up"
    assert show(chunk) == [("a", "T > Up > a", "### a"), ("b", "T > Up > b", "### b")]


def test_parts_of_parts_keep_their_places() -> None:
    (chunk,) = cut(f"# T\n\n## Up\n\n{LONG}\n\n### a\n\nFirst.\n\n#### deep\n\nInner.\n\n### b\n\nLast.")
    assert show(chunk) == [
        ("a", "T > Up > a", "### a"),
        ("deep", "T > Up > a > deep", "#### deep"),
        ("b", "T > Up > b", "### b"),
    ]


def test_a_section_that_says_nothing_by_itself_joins_the_text_before_it() -> None:
    chunks = cut(
        f"# T\n\n## call()\n\n{LONG}\n\n## Returns\n\n`string`\n\n## Other\n\n{LONG}\n\n## Pic\n\n![It](a.png)"
    )
    assert [chunk.place.section for chunk in chunks] == ["T > call()", "T > Other"]
    assert [show(chunk)[0][0] for chunk in chunks] == ["returns", "pic"]


def test_places_with_other_parts_are_other_places() -> None:
    (one,) = cut(f"# T\n\n## Up\n\n{LONG}\n\n### A {{#x}}\n\nText.")
    (two,) = cut(f"# T\n\n## Up\n\n{LONG}\n\n### A {{#y}}\n\nText.")
    (point,) = create_points([one, two], signature="s")
    assert len(point.places) == 2
    assert digest_places([one.place]) != digest_places([two.place])


@given(st.lists(st.tuples(st.integers(2, 5), st.integers(0, 400)), min_size=1, max_size=12))
def test_every_part_begins_with_its_own_heading(sections: list[tuple[int, int]]) -> None:
    text = "# T\n\n" + "\n\n".join(
        f"{'#' * level} H{number}\n\n{'word ' * (size // 5)}" for number, (level, size) in enumerate(sections)
    )
    for chunk in cut(text):
        for part in chunk.place.parts:
            heading = chunk.text[part.offset :].split("\n")[0]
            assert heading.lstrip("# ") == part.section.rpartition(" > ")[2]
            assert part.anchor == heading.lstrip("# ").lower()


def test_a_line_with_a_colon_before_long_sections_names_them() -> None:
    chunk = cut(f"# T\n\n## Rules\n\nThere are two kinds:\n\n### Must\n\n{LONG}\n\n### May\n\n{LONG}")[0]
    assert chunk.text == "There are two kinds:\n\n- Must\n- May"
    assert not chunk.place.parts


def test_a_line_with_a_colon_before_tiny_sections_stands_with_their_text() -> None:
    (chunk,) = cut("# T\n\n## Rules\n\nThere are two kinds:\n\n### Must\n\nShall.\n\n### May\n\nCan.")
    assert chunk.text == "There are two kinds:\n\n### Must\n\nShall.\n\n### May\n\nCan."


def test_no_more_sections_are_named_than_fit_into_a_chunk() -> None:
    headings = "\n\n".join(f"### {number} {'name ' * 20}\n\n{LONG}" for number in range(40))
    chunk = cut(f"# T\n\n## Rules\n\nThere are many kinds:\n\n{headings}")[0]
    assert 1800 < len(chunk.text) <= MAX_CHARACTERS
    assert "- 0 name" in chunk.text
    assert "- 39 name" not in chunk.text


@pytest.mark.parametrize(
    "text", ["200 (Queue): OK\n\n201 (Queue): Created", "*Return value: New reference.* *Part of the Stable ABI.*"]
)
def test_a_section_that_only_names_an_answer_joins_the_long_one_before_it(text: str) -> None:
    (chunk,) = cut(f"# T\n\n## Operation\n\n### Parameters\n\n{LONG}\n\n### Response\n\n{text}")
    assert chunk.place.url == "https://example.org/a#parameters"
    assert show(chunk) == [("response", "T > Operation > Response", "### Response")]


def cut_html(html: str) -> tuple[Chunk, ...]:
    article = read_html_page(f"<main><h1>T</h1>{html}</main>".encode()).article
    return create_chunks(article, title="T", place=PLACE)


def list_names(chunk: Chunk) -> list[tuple[int, str, str]]:
    return [(part.offset, part.anchor, part.section) for part in chunk.place.parts]


def test_the_names_of_one_entry_are_parts_that_begin_with_its_description() -> None:
    (chunk,) = cut_html(f"<dl><dt id=get>get(k)<dt id=item>[k]<dt id=pick>pick(k)<dd>{LONG}</dl>")
    assert chunk.place.url == "https://example.org/a#get"
    assert chunk.text == f"**[k]**\n\n**pick(k)**\n\n{LONG.strip()}"
    assert list_names(chunk) == [(0, "get", "T > get(k)"), (0, "item", "T > [k]"), (0, "pick", "T > pick(k)")]


def test_the_names_of_a_tiny_entry_are_parts_of_the_chunk_that_it_joins() -> None:
    (chunk,) = cut_html(f"<h2 id=x>X</h2><p>{LONG}<dl><dt id=a>A<dt id=b>B<dd>Both.<dt id=c>C<dd>One.</dl>")
    start, other = chunk.text.index("### A"), chunk.text.index("### C")
    assert list_names(chunk) == [(start, "a", "T > X > A"), (start, "b", "T > X > B"), (other, "c", "T > X > C")]


def test_each_chunk_of_a_long_entry_has_all_of_its_names() -> None:
    chunks = cut_html(f"<dl><dt id=a>A<dt id=b>B<dd>{f'<p>{LONG * 3}' * 4}</dl>")
    assert len(chunks) > 1
    assert [list_names(chunk) for chunk in chunks] == [[(0, "a", "T > A"), (0, "b", "T > B")]] * len(chunks)


def test_a_further_name_stays_with_its_entry_where_only_entries_follow() -> None:
    inner = f"<dl><dt id=open>open()<dd>{LONG}</dl>"
    first, second = cut_html(f"<dl><dt id=box>Box<dt id=case>Case<dd>{inner}</dl>")
    assert (first.text, [part.anchor for part in first.place.parts]) == ("Case", ["box", "case"])
    assert (second.place.url, second.place.parts) == ("https://example.org/a#open", ())


def test_an_entry_of_which_only_the_members_are_described_is_a_place() -> None:
    inner = "<p><b>Attributes</b></p><dl><dt id=size>size<dd>How large it is.</dl>"
    (chunk,) = cut_html(f"<dl><dt id=box>class Box(lid=None)<dd>{inner}</dl>")
    assert (chunk.place.url, chunk.place.section) == ("https://example.org/a#box", "T > class Box(lid=None)")
    assert chunk.text == "`class Box(lid=None)`\n\n### size\n\n**Attributes**\n\nHow large it is."
    assert [part.anchor for part in chunk.place.parts] == ["size"]


@pytest.mark.parametrize("heading", ["<h2 id=x>X</h2>", "<h2>X</h2>", ""])
def test_a_label_between_entries_makes_no_text_of_the_section_that_goes_on(heading: str) -> None:
    entry = "<dl><dt id={0}>{0}()<dd>{1}</dl>"
    chunks = cut_html(f"{heading}{entry.format('a', LONG)}<p><b>Others</b></p>{entry.format('b', LONG)}")
    assert [(chunk.place.url.partition("#")[2], chunk.text[:10]) for chunk in chunks] == [
        ("a", "A sentence"),
        ("b", "**Others**"),
    ]
