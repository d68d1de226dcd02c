"""How a response is cut into claims."""

import pytest

from chains.support.claims import Claim, find_claims, read_sentence


def texts(response: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.numbers) for claim in find_claims(response)]


@pytest.mark.parametrize(
    ("response", "claims"),
    [
        ("One is flat [1]. Two is hot.[2] Three", [("One is flat.", (1,)), ("Two is hot.", (2,)), ("Three", ())]),
        ("Both [1][2]. And [1] again [1].", [("Both.", (1, 2)), ("And again.", (1,))]),
        ("**Bold** and _it_ and ~~no~~ [1].", [("Bold and it and no.", (1,))]),
        ("See [the guide](<https://a.b/c>) for `x [1]` [2].", [("See the guide for x [1].", (2,))]),
        ("A &#91;3&#93; &lt;b&gt; &amp; c [1].", [("A [3] <b> & c.", (1,))]),
        ("# Title [1]\n\nText [1].", [("Text.", (1,))]),
        ("Title [1]\n---\n\nText [1].\n\n> On\n> two\n> ===\n\nText", [("Text.", (1,)), ("Text", ())]),
        ("a | b\n| --- | --- |\n| c | d [1] |\n\n---\n\ne", [("c d", (1,)), ("e", ())]),
        ("One\n--\ntwo\n\n- three\n- ---\n\n  four", [("One two", ()), ("three", ()), ("four", ())]),
        ("1. Open it [1].\n2. Close\n   it [2].", [("Open it.", (1,)), ("Close it.", (2,))]),
        ("> Quoted\n> on [1].", [("Quoted on.", (1,))]),
        ("Before:\n\n```sh\nx [1]. Y.\n```\n\nAfter [1].", [("Before:", ()), ("After.", (1,))]),
        ("- a\n\n  ```\n  b [1]\n  ```\n- c [2]", [("a", ()), ("c", (2,))]),
        ("| a | b |\n| --- | --- |\n| `--x` | the door [1] |", [("--x the door", (1,))]),
        ("热的[1]。很热。[2]", [("热的。", (1,)), ("很热。", (2,))]),
        ("e.g. this, i.e. that [1].", [("e.g. this, i.e. that.", (1,))]),
        ("Set `it. Then` so [1]. Done [12][3].", [("Set it.", ()), ("Then so.", (1,)), ("Done.", (12, 3))]),
        ("snake_case and __init__ [1]", [("snake_case and init", (1,))]),
        ("", []),
        ("[1]", []),
        ("---", []),
    ],
)
def test_sentences_items_and_rows_are_claims_and_code_is_none(
    response: str, claims: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert texts(response) == claims


def test_a_claim_knows_what_its_paragraph_cites_and_what_of_it_is_code() -> None:
    first, second = find_claims("Run `npm i`. It is fast [2].")
    assert first == Claim("Run npm i.", (), (2,), ("npm i",))
    assert second == Claim("It is fast.", (2,), (2,), ())


def test_the_sentence_before_a_marker_is_the_last_one() -> None:
    assert read_sentence("It is flat [1]. It is **hot** `x`").text == "It is hot x"
    assert read_sentence("It is hot [1]").numbers == (1,)
    assert read_sentence("").text == ""


def test_characters_that_mean_something_inside_do_not_come_from_outside() -> None:
    assert texts("\ue0007\ue000 is \ue001x\ue002 [1].") == [("7 is x.", (1,))]


@pytest.mark.parametrize("piece", ["`", "`a``", "``a`", "```"])
def test_rows_of_backticks_take_no_longer_than_other_text(piece: str) -> None:
    """The time once grew with the third power of their number."""
    text = f"a {piece * (8_000 // len(piece))} b"
    assert find_claims(text)
    assert read_sentence(text[:1_000]).text


@pytest.mark.parametrize("inside", ["    ```", "> ```", "       ```"])
def test_a_line_of_code_that_looks_like_the_end_of_it_is_none(inside: str) -> None:
    assert texts(f"Before:\n\n```sh\n{inside}\nx [1]. Y.\n```\n\nAfter [1].") == [("Before:", ()), ("After.", (1,))]


@pytest.mark.parametrize(
    "line", ["-" * 200_000 + "x", "| - " * 50_000 + "x", "=" * 200_000 + "x", "(" * 200_000 + "[1]"]
)
@pytest.mark.timeout(20)
def test_a_long_line_is_read_once(line: str) -> None:
    assert len(find_claims(f"Text\n{line}\n\nMore [1].")) in {2, 3}
