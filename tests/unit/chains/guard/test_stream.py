"""What the guard holds back, and that the cuts of a stream change nothing."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chains.guard import Guard, clean
from tests.support.doubles import create_passages
from tests.support.guard_pieces import ATOMS, FRAMES, MARKS

PASSAGES = create_passages("Read https://known.example/a?b=1 first.", "Two.")
LOOSE = st.lists(st.sampled_from(ATOMS), max_size=14).map("".join)
FRAMED = st.builds(str.replace, st.sampled_from(FRAMES), st.just("{}"), st.lists(st.sampled_from(MARKS)).map("".join))
TEXTS = st.one_of(LOOSE, FRAMED)


def stream(text: str, cuts: list[int]) -> str:
    guard = Guard(PASSAGES)
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return "".join(guard.add(text[start:end]) for start, end in pairwise(edges)) + guard.finish()


def test_only_what_is_half_read_is_held_back() -> None:
    guard = Guard(PASSAGES)
    assert guard.add("Hello wor") == "Hello wor"
    assert guard.add("ld [") == "ld"
    assert guard.add("x") == ""
    assert guard.add("] [2") == " &#91;x&#93;"
    assert guard.add("] it is so") == " [2] it is so"
    assert guard.add(" **and") == " **and"
    assert guard.finish() == ""


def test_only_flags_of_countries_keep_their_tags() -> None:
    wales, other = (
        "\U0001f3f4" + "".join(chr(0xE0000 + ord(one)) for one in f"{name}\x7f") for name in ("gbwls", "hi")
    )
    assert clean(f"{wales} {other}", PASSAGES) == f"{wales} \U0001f3f4"
    assert stream(wales, list(range(len(wales)))) == wales


def test_what_never_ends_is_not_held_back_for_ever() -> None:
    guard = Guard(PASSAGES)
    sent = guard.add("x [") + "".join(guard.add("y" * 50) for _ in range(60))
    assert sent.count("y") > 1_900


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=6))
def test_the_cuts_of_a_stream_change_nothing(text: str, cuts: list[int]) -> None:
    whole = clean(text, PASSAGES)
    assert stream(text, cuts) == whole
    assert stream(text, list(range(len(text)))) == whole


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_was_cleaned_is_clean(text: str) -> None:
    once = clean(text, PASSAGES)
    assert clean(once, PASSAGES) == once


@pytest.mark.parametrize(
    "text",
    [
        "| a |\n|---|\n| 【9】[99] |",
        "x 【9】.[9]",
        "x [1] y [9]. z [2][9] [9][1], `[9]` [1]!",
        "a'【9】[]()",
        "x\u2028【9】&shy;",
        "］［［",
        "<\u2028https://evil.example/x",
        "x &shy;",
        "[1]&shy;t",
        ")&shy;[1]",
        "!&shy;[1]",
        "[2]`x.y``c`",
        "http\\://",
        "-\\:",
        "#\\# a",
        "*\u200d【",
        "# #\u200d*",
        "# a" + " #" * 300,
    ],
)
def test_what_is_written_otherwise_is_read_the_same_the_second_time(text: str) -> None:
    once = clean(text, PASSAGES)
    assert clean(once, PASSAGES) == once
    assert stream(text, list(range(len(text)))) == once


@pytest.mark.parametrize(
    "text",
    [
        "&shy;&shy;** b",
        "*[]():~",
        "[]()*^9",
        "[]()*^\\\\",
        "&shy;_://",
        "***&Tab;*http b",
        "`a`\u00a0.com",
        "\\**[]()",
        ">```\n-\t```\n    e",
        "www//",
        "www.",
    ],
)
def test_marks_are_read_alike_wherever_a_piece_ends(text: str) -> None:
    assert stream(text, list(range(len(text)))) == clean(text, PASSAGES)
    assert clean(text, PASSAGES).count("www") == text.count("www")


MENDED = [
    "It says so [1]",
    "word ",
    "\n",
    "\n\n",
    "- ",
    "# ",
    "| a [1] | b [2] |\n",
    "|-|-|\n",
    "`x` [2]. ",
    "**y**【1】",
]


def list_mended(text: str, size: int) -> list[tuple[list[int], str]]:
    """What a mender is told of a text that comes in pieces of this size."""
    calls: list[tuple[list[int], str]] = []

    def mend(numbers: Sequence[int], block: str) -> list[int]:
        calls.append(([*numbers], block))
        return [*numbers]

    guard = Guard(PASSAGES, mend)
    for at in range(0, len(text), size):
        guard.add(text[at : at + size])
    guard.finish()
    return calls


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MENDED), max_size=10).map("".join), st.integers(1, 9))
def test_what_a_mender_is_told_does_not_depend_on_cuts(text: str, size: int) -> None:
    assert list_mended(text, size) == list_mended(text, 10_000)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_characters_are_read(text: str) -> None:
    whole = clean(text, PASSAGES)
    assert stream(text, list(range(len(text)))) == whole
    assert clean(whole, PASSAGES) == whole
    whole.encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# # # ", "# &#35;"),
        ("# Title # #", "# Title &#35;"),
        ("# Title ##", "# Title"),
        ("# Title # # more", "# Title &#35; &#35; more"),
        ("# C# and `a # b` #", "# C# and `a # b`"),
        ("## #", ""),
    ],
)
def test_only_the_last_signs_of_a_heading_close_it(text: str, expected: str) -> None:
    assert clean(text, PASSAGES) == clean(expected, PASSAGES) == expected
