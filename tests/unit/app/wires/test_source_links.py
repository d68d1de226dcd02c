"""Markers as links: the same whole and in pieces, true places, code left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wires.source_links import MarkerLinker, format_nearest, format_text, link_markers
from chains.guard import clean
from chains.schemas import ChatResponse, Source, Usage
from tests.support.doubles import create_passages

PASSAGES = create_passages("Ovens warm up.", "Pans are washed.", "Knives cut.")
SOURCES = [passage.source for passage in PASSAGES]
PAGE = "https://docs.example/p{}#part"


def create_source(number: int, url: str, *, section: str = "Guide > Part") -> Source:
    return SOURCES[0].model_copy(update={"number": number, "url": url, "section": section})


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Warm it [1].", f"Warm it [[1]]({PAGE.format(1)})."),
        ("Both [1][2]", f"Both [[1]]({PAGE.format(1)})[[2]]({PAGE.format(2)})"),
        ("- *Wash* *[2]*: now", f"- *Wash* *[[2]]({PAGE.format(2)})*: now"),
        ("unknown [7] and [2024]", "unknown [7] and [2024]"),
        ("`argv[1]` [1]", f"`argv[1]` [[1]]({PAGE.format(1)})"),
        ("``a ` [1]`` [1]", f"``a ` [1]`` [[1]]({PAGE.format(1)})"),
        ("```js\na[1]\n```\n[1]", f"```js\na[1]\n```\n[[1]]({PAGE.format(1)})"),
        ("> - ```\n>   a[1]\n>   ```\n> [1]", f"> - ```\n>   a[1]\n>   ```\n> [[1]]({PAGE.format(1)})"),
        ("````\n```\n[1]\n````\n[1]", f"````\n```\n[1]\n````\n[[1]]({PAGE.format(1)})"),
        ("~~~\n[1]\n~~~\n[1]", f"~~~\n[1]\n~~~\n[[1]]({PAGE.format(1)})"),
        ("```a[1]``` and [1]", f"```a[1]``` and [[1]]({PAGE.format(1)})"),
        ("an open ` stays on its line [1]\n[1]", f"an open ` stays on its line [1]\n[[1]]({PAGE.format(1)})"),
        ("[1](<https://docs.example/x>) is a link", "[1](<https://docs.example/x>) is a link"),
        ("\\[1] is text", "\\[1] is text"),
        ("[1]: https://docs.example is a definition", "[1]: https://docs.example is a definition"),
        ("[[1]](https://docs.example/x) is linked", "[[1]](https://docs.example/x) is linked"),
        ("[[1]] is something else", "[[1]] is something else"),
        ("half [1", "half [1"),
    ],
)
def test_a_marker_leads_to_its_source_and_code_is_left_alone(text: str, linked: str) -> None:
    assert link_markers(text, SOURCES)[0] == linked


@pytest.mark.parametrize("inside", ["    ```", "> ```", "- ```", "1. ```", "     ```"])
def test_a_line_of_code_that_looks_like_the_end_of_it_is_none(inside: str) -> None:
    text = clean(f"```\n{inside}\n[1]\n```\n\nSo [1].", create_passages("One."))
    linked, citations = link_markers(text, SOURCES)
    assert linked.count("[[1]]") == len(citations) == 1
    assert linked.startswith(text[: text.index("So")])


@given(
    st.lists(
        st.sampled_from(
            [
                "[1]",
                "[",
                "1",
                "]",
                "[[2]](https://x.example)",
                "(",
                ")",
                "`",
                "```",
                "~~~",
                "\n",
                "\\",
                "ä𝄞 ",
                ":",
                "> ",
                "- ",
            ]
        ),
        max_size=30,
    ),
)
def test_pieces_and_the_whole_give_the_same(tokens: list[str]) -> None:
    text = "".join(tokens)
    whole, citations = link_markers(text, SOURCES)
    for size in (1, 2, 5):
        linker = MarkerLinker(SOURCES)
        sent = "".join(linker.add(text[at : at + size]) for at in range(0, len(text), size)) + linker.finish()
        assert (sent, linker.citations) == (whole, citations)


@given(st.text(alphabet="ab [1]2`\n#>-*|$\\(:)ä", max_size=80))
def test_what_the_guard_lets_through_keeps_its_words(text: str) -> None:
    cleaned = clean(text, PASSAGES)
    linked, citations = link_markers(cleaned, SOURCES)
    for citation in reversed(citations):
        linked = f"{linked[: citation.start]}[{citation.source.number}]{linked[citation.end :]}"
    assert linked == cleaned


@pytest.mark.parametrize("links", [True, False])
def test_the_place_of_a_citation_is_counted_in_code_points(links: bool) -> None:  # noqa: FBT001
    text, citations = link_markers("Zwölf 🥧 [1] ok 𝄞 [2].", SOURCES, links=links)
    shown = [text[citation.start : citation.end] for citation in citations]
    expected = [f"[[{number}]]({PAGE.format(number)})" if links else f"[{number}]" for number in (1, 2)]
    assert shown == expected
    assert [citation.source.number for citation in citations] == [1, 2]


def test_plain_markers_stay_as_they_are() -> None:
    assert link_markers("Warm it [1] `[1]`.", SOURCES, links=False)[0] == "Warm it [1] `[1]`."


def test_only_what_may_become_a_marker_is_held_back() -> None:
    linker = MarkerLinker(SOURCES)
    assert linker.add("Warm it [") == "Warm it "
    assert linker.add("1") == ""
    assert linker.add("]") == ""
    assert linker.add(".") == f"[[1]]({PAGE.format(1)})."
    assert linker.add(" No [note") == " No [note"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://docs.example/a_(b)#c", "https://docs.example/a_%28b%29#c"),
        ("https://docs.example/x y>[z]", "https://docs.example/x%20y%3E%5Bz%5D"),
        ("https://docs.example/ü", "https://docs.example/%C3%BC"),
    ],
)
def test_an_address_cannot_end_its_link(url: str, target: str) -> None:
    assert link_markers("[1].", [create_source(1, url)])[0] == f"[[1]]({target})."


def test_what_is_no_web_address_becomes_no_link() -> None:
    assert link_markers("[1].", [create_source(1, "javascript:alert(1)")])[0] == "[1]."
    assert format_nearest([create_source(1, "javascript:alert(1)")]) == ""


def test_a_refusal_is_followed_by_pages_that_may_help() -> None:
    nearest = [create_source(1, "https://docs.example/a", section="Guide > [b](x) *c*"), SOURCES[1]]
    answer = ChatResponse(
        response="I could not find this.", sources=[], cited=[], nearest=nearest, unverified=[], outcome="abstained",
        reason="weak_match", usage=Usage(cached_tokens=0),
    )  # fmt: skip
    text, citations = format_text(answer)
    assert text == (
        "I could not find this.\n\nThese pages may help:\n\n"
        "- [Guide > &#91;b&#93;(x) &#42;c&#42;](https://docs.example/a)\n"
        "- [P2 > Part](https://docs.example/p2#part)"
    )
    assert citations == []
