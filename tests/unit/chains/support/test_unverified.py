"""Names in code that the documentation does not know."""

import pytest

from chains.support.unverified import find_unverified

PASSAGE = "Run `tool --fast` in /etc/tool. Set `createThing()` and MAX_SIZE, see `a.b.c`."


@pytest.mark.parametrize(
    ("response", "unverified"),
    [
        ("Run `tool --fast`.", []),
        ("Run `tool --slow`.", ["--slow"]),
        ("Prose about --slow and otherThing is not code.", []),
        ("```sh\ntool --slow --slow /etc/other\n```", ["--slow", "/etc/other"]),
        ("```js\nmakeThing(createThing())\n```", ["makeThing"]),
        ("`MAX_SIZE` and `MIN_SIZE`", ["MIN_SIZE"]),
        ("`a.b.c` and `a.b.d`", ["a.b.d"]),
        ("~~~\nmakeThing(createThing())\n~~~", ["makeThing"]),
        ("An unclosed fence\n```\nnewThing(", ["newThing"]),
        ("", []),
    ],
)
def test_flags_paths_and_identifiers_in_code_must_stand_in_a_passage(response: str, unverified: list[str]) -> None:
    assert find_unverified(response, [PASSAGE]) == unverified


@pytest.mark.parametrize("piece", ["`", "~", "`a``"])
def test_rows_of_fences_take_no_longer_than_other_text(piece: str) -> None:
    assert find_unverified(f"{piece * (30_000 // len(piece))} `--x`", [PASSAGE]) is not None
