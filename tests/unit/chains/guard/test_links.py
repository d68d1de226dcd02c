"""Where links and images may lead, and what is left of those that may not."""

import pytest

from chains.guard import clean, escape_markdown, strip_invisible
from tests.support.doubles import create_passages

PASSAGES = create_passages(
    "Read https://known.example/a?b=1 first. ![Plan](https://images.example/plan.png) on windows."
)
ALLOWED = [
    ("[a](https://docs.example/other)", "[a](<https://docs.example/other>)"),
    ("[a](../other.md 'title')", "[a](<../other.md>)"),
    ("[a](..//other.md#windows)", "[a](<../other.md#windows>)"),
    ("**[a](/b)** <br /> c", "**[a](</b>)** <br /> c"),
    ("[a](</docs/a b>)", "[a](</docs/a%20b>)"),
    ("[a](https://docs.example/p#windows)", "[a](<https://docs.example/p#windows>)"),
    ("[a](https://docs.example/p#SECRET)", "[a](<https://docs.example/p>)"),
    ("[a](https://known.example/a?b=1)", "[a](<https://known.example/a?b=1>)"),
    ("![Plan](https://images.example/plan.png)", "![Plan](<https://images.example/plan.png>)"),
    ("See https://known.example/a?b=1.", "See https://known.example/a?b=1."),
    ("[`a|b` *c*](/x)", "[`a|b` *c*](</x>)"),
]
REFUSED = [
    ("[a](https://evil.example)", "a"),
    ("![a](//evil.example)", "a"),
    ("[a](https://docs.example/p?q=SECRET)", "a"),
    ("[a](https://known.example/a?b=12)", "a"),
    ("[a](https://docs.example//evil.example)", "a"),
    ("[a](https://docs.example@evil.example/)", "a"),
    ("[a](https://docs.example\\@evil.example/)", "a"),
    ("[a](http://docs.example:8443/)", "a"),
    ("[a](javascript:alert(1)) [b](mailto:x@y.example) [c](tel:1)", "a b c"),
    ("[a](java&#115;cript:alert(1))", "a"),
    ("[![a](//evil.example)](https://evil.example)", "a"),
    ("https://evil.example/x, www.evil.example", "`https://evil.example/x`, `www.evil.example`"),
    ("<https://evil.example>", "&lt;`https://evil.example`>"),
    ("<img src=x>", "&lt;img src=x>"),
    ("[a]: https://evil.example", "&#91;a&#93;: `https://evil.example`"),
    ("[a\nb](https://evil.example)", "&#91;a\nb&#93;(`https://evil.example`)"),
]


@pytest.mark.parametrize(("text", "expected"), ALLOWED)
def test_a_link_that_the_documentation_knows_is_written_in_one_manner(text: str, expected: str) -> None:
    assert clean(text, PASSAGES) == expected


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_of_a_link_that_leads_to_a_stranger_the_text_is_left(text: str, expected: str) -> None:
    assert clean(text, PASSAGES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb\u200bc\x1b[31m\ufeff", "abc[31m"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x", "\ufffdx"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_characters_that_nobody_sees_do_not_leave(text: str, expected: str) -> None:
    assert strip_invisible(text) == expected


def test_plain_text_becomes_markdown_that_shows_it() -> None:
    assert escape_markdown("[x](//e) *b* `c` <d>\n1. e") == "&#91;x&#93;(`//e`) &#42;b&#42; &#96;c&#96; &lt;d> 1. e"
    assert escape_markdown("# 1. a_b") == "&#35; 1. a_b"
