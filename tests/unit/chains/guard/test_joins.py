"""What stands on both sides of something that was taken out, or written otherwise, makes nothing new."""

import pytest

from chains.guard import clean, escape_markdown
from tests.support.doubles import create_passages

PASSAGES = create_passages("One.", "Two.")


@pytest.mark.parametrize("gap", ["[](x:y)", "&shy;", "[](//e)", "![](//e)"])
@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("shop.d", "e/cart", "shop.d&#101;/cart"),
        ("shop.", "de/cart", "shop.&#100;e/cart"),
        ("a &", "#x2f; b", "a &&#35;x2f; b"),
        ("a &am", "p; b", "a &am&#112;; b"),
        ("a &copy", "; b", "a &copy&#59; b"),
        (":oct", "ocat:", ":oct&#111;cat:"),
    ],
)
def test_no_name_of_a_host_and_no_entity_comes_of_two_parts(before: str, behind: str, expected: str, gap: str) -> None:
    assert clean(f"{before}{gap}{behind}", PASSAGES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop.d[e](x:y)/cart", "shop.d&#101;/cart"),
        ("http:&\\#47;&\\#x2F;shop.de", "http:&&#35;47;&&#35;x2F;shop&#46;de"),
        ("*[2]*&fjlig;", "*[2]*&fjlig;"),
        ("[&zwj;2](/b)", "[2]"),
        ("a _[1]_![x](//e)", "a _[1]_ x"),
        ("a*[1]&nvlt;*", "a*[1]&#42;"),
        ("a ![&zwj;2](/b)", "a 2"),
        ("[](x:y)|a|\n-|-", "&#124;a|\n&#45;|-"),
        ("xwww.shop.zz", "xwww`.shop.zz`"),
        ("w&#119;w. and", "w&#119;w`.` and"),
        ("look at shop.an", "look at shop&#46;an"),
        ("https://docs.example/p\u3000?q=1", "`https://docs.example/p`\u3000?q=1"),
        ("me@shop.zz![](//e)", "me&#64;`shop.zz![](//e)`"),
        ("me@shop~.zz", "me@shop~ `.zz`"),
        ("i❤.ws/a", "i❤&#46;ws/a"),
        ("mailto:me@shop", "mailto:me&#64;`shop`"),
        ("a@`", "a&#64;&#96;"),
        ("me@shop.&#8203;zz", "me@shop`.`zz"),
        ("me@shop.&bne;zz", "me@shop`.`zz"),
        ("me@shop.&#803;", "me@shop`.&#803`;"),
        ("me@shop.&#46;", "me@shop`.&#46`;"),
        ("me@shop.&lt;", "me@shop.&lt;"),
    ],
)
def test_what_joins_is_written_so_that_it_stays_text(text: str, expected: str) -> None:
    assert clean(text, PASSAGES) == expected
    assert clean(expected, PASSAGES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![``[](//e)``](/a)", "![&#91;&#93;(`//e`)](</a>)"),
        ("![http://e/[](//f)](/a)", "![`http://e/`&#91;&#93;(`//f`)](</a>)"),
        ("![www.e[](//f)](/a)", "![`www.e`&#91;&#93;(`//f`)](</a>)"),
        ("![a > b](/a) onerror=x() style=y", "![a &gt; b](</a>) onerror=x() style=y"),
        ('![a" onerror="x()](/a)', "![a&#34; onerror=&#34;x()](</a>)"),
        ("![a `b` c](/a)", "![a `b` c](</a>)"),
    ],
)
def test_nothing_in_the_text_of_an_image_ends_it(text: str, expected: str) -> None:
    """Some renderers end it at the first bracket, though that stands in code, or at a quotation mark, or at `>`."""
    assert clean(text, PASSAGES) == expected
    assert clean(expected, PASSAGES) == expected


@pytest.mark.parametrize("before", ["# a ", "**a**", "a\n", "[a](/b)", "![a](/b)", "`a`", "- a ", "$a$"])
def test_no_attributes_are_given_to_what_stands_before_a_brace(before: str) -> None:
    cleaned = clean(f"{before}{{: onerror='x()' style='y' }}", PASSAGES)
    assert cleaned.endswith("&#123;: onerror='x()' style='y' }")
    assert clean(cleaned, PASSAGES) == cleaned
    assert escape_markdown("{x}") == "&#123;x}"


@pytest.mark.parametrize("code", ["![a](//e)", "<b>", "http://e.zz", "b"])
def test_code_stands_directly_behind_a_tilde_only_when_it_is_struck_out(code: str) -> None:
    """Some renderers take both for one row of marks, and the code for text."""
    assert clean(f"~`{code}`", PASSAGES) == f"~ `{code}`"
    assert clean(f"~~`{code}`~ a", PASSAGES) == f"~~ `{code}`~ a"
    assert clean(f"a ~~`{code}`~~ b", PASSAGES) == f"a ~~`{code}`~~ b"
    assert clean("~~http://e.zz", PASSAGES) == "~~ `http://e.zz`"
    assert clean("~~`old.flag`~~", PASSAGES) == "~~`old.flag`~~"


@pytest.mark.parametrize("text", ["~~a ![b](//e)`", "~ c `<b> d~`", "~~\nb `http://e.zz~~", "~[~`a@e.zz~`](/a)"])
def test_no_tilde_in_code_ends_what_one_before_it_began(text: str) -> None:
    """Some renderers strike out across code, and what is left of it is none."""
    cleaned = clean(text, PASSAGES)
    assert all("~" not in code for code in cleaned.split("`")[1::2])
    assert clean(cleaned, PASSAGES) == cleaned
    assert clean("~5 files: `~/.a` and `~/.b`", PASSAGES) == "~5 files: `~/.a` and `~/.b`"


@pytest.mark.parametrize("behind", ["__", "_", "**", "~~", ""])
def test_the_name_of_a_host_before_marks_of_emphasis_is_one(behind: str) -> None:
    assert clean(f"{behind}shop.de{behind}", PASSAGES) == f"{behind}shop&#46;de{behind}"


@pytest.mark.parametrize(
    "content", [r"\href{javascript:x()}{y}", r"\style{background:url(/y)}{z}", r"\let\x\href", r"**a**{onclick =x()}"]
)
def test_no_maths_that_links_styles_or_defines_is_maths(content: str) -> None:
    assert "$" not in clean(f"a ${content}$ b", PASSAGES)
    assert clean(f"$$\n{content}\n$$", PASSAGES).count("$$") == 0


@pytest.mark.parametrize("content", [r"\sum_{i=1}^{n} \frac{a}{b} = \alpha", r"\text{speed} = x_{max}", "speed = {a}"])
def test_other_maths_stays(content: str) -> None:
    assert clean(f"a ${content}$ b", PASSAGES) == f"a ${content}$ b"
    assert clean(f"$$\n{content}\n$$", PASSAGES) == f"$$\n{content}\n$$"


def test_a_block_of_maths_without_content_is_not_written() -> None:
    assert clean("a\n\n$$\n$$\n\n```\n$$\n```", PASSAGES) == "a\n\n```\n$$\n```"
