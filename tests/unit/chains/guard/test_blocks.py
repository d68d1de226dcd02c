"""Blocks are written in one manner, and code is where every renderer sees it."""

import pytest
from markdown_it import MarkdownIt

from chains.guard import clean
from tests.support.doubles import create_passages

PASSAGES = create_passages("One.")
BLOCKS = [
    ("a\n- b\n- c", "a\n\n- b\n- c"),
    ("- a\n    - b", "- a\n  - b"),
    ("3. a\n4. b", "3. a\n4. b"),
    ("> a\nb", "> a\n> b"),
    ("# A #\nb", "# A\n\nb"),
    ("A\n===", "A\n==="),
    ("a\n\n***\nb", "a\n\n---\n\nb"),
    ("a  \nb\\\nc", "a  \nb  \nc"),
    ("|a|b|\n|-|:-:|\n|1|2|", "| a | b |\n| --- | :---: |\n| 1 | 2 |"),
    ("a\n|-|-|", "a\n&#124;-|-|"),
    ("- [x] a\n- [ ] b", "- [x] a\n- [ ] b"),
    ("2. a", "2. a"),
    ("text\n2. a", "text\n2&#46; a"),
    ("\\# a", "&#35; a"),
    ("$$\nx\n$$", "$$\nx\n$$"),
    ("- * ---", "- * ___"),
    ("# a #[](//e)", "# a &#35;"),
    ("- a\n  * * *", "- a\n\n  ---"),
    ("- a\n  - b\n  #\n  c", "- a\n  - b\n\n  c"),
    ("- a\n  #\n  10. b", "- a\n\n  10. b"),
    ("1.\ta\n\n\tb", "1. a\n\n   b"),
    (">\t\ta", "> ```\n>   a\n> ```"),
]
CODE = [
    ("~~~js\na\n~~~", "```js\na\n```"),
    ("```c++ title='x'\na\n", "```cpp\na\n```"),
    ("```\n```", "```\n\n```"),
    ("    a\n\n    b\nc", "```\na\n\nb\n```\n\nc"),
    ("```\n---\n```", "   ```\n   ---\n   ```"),
    ("````\n```\n````", "   ````\n   ```\n   ````"),
    ("~~~\n```x\n~~~", "```\n    ```x\n```"),
    ("```\n[a]: b\n```", "```\n [a]: b\n```"),
    ("- a\n  ```\n  b\n  ```", "- a\n   ```\n   b\n   ```"),
    ("- ```\n  b\n  ```", "- &#160;\n\n   ```\n   b\n   ```"),
    ("- ```\n  b\n  \t```\n  c\n  ```", "- &#160;\n\n   ```\n   b\n       ```\n   c\n   ```"),
    ("> ```\n> b\n> \t```\n> c", "> ```\n> b\n>     ```\n> c\n> ```"),
    ("> ```\n> b\n\nc", "> ```\n> b\n> ```\n\nc"),
    ("- > ```\n  > b", "- &#160;\n\n   ```\n   b\n   ```"),
    ("> - ```\n>   b\n>   ```", "> - &#160;\n>\n>    ```\n>    b\n>    ```"),
    ("- > - a\n  >   ```\n  >   b\n  >   ```\n  >   c", "- > - a\n\n   ```\n   b\n   ```\n  > c"),
    ("- * a\n    ```\n    b\n    ```", "- * a\n\n    ```\n    b\n    ```"),
    ("``a`b`` and `` ` [x] ``", "`a`&#96;`b` and &#96; `[x]`"),
    ("`a\n`", "&#96;a\n&#96;"),
]

TAKEN_OUT = ["[](//e)", "[](/ok)", "![](//e)", "[\u200b](//e)", "&shy;", "&ZeroWidthSpace;", "&#32;", "&Tab;"]
BEGINNINGS = ["~~~", "- a", "+ a", "1. a", "# a", "> a", "***", "---", "===", "| a", "\u00a0- a"]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks_are_written_in_one_manner(text: str, expected: str) -> None:
    assert clean(text, PASSAGES) == expected


@pytest.mark.parametrize(("text", "expected"), CODE)
def test_code_is_written_so_that_all_renderers_agree_about_it(text: str, expected: str) -> None:
    assert clean(text, PASSAGES) == expected


@pytest.mark.parametrize("gone", TAKEN_OUT)
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_what_is_taken_out_leaves_no_beginning_of_a_block(beginning: str, gone: str) -> None:
    shown = MarkdownIt().enable("table").render(clean(f"a\n{gone}{beginning}", PASSAGES))
    assert shown.startswith("<p>a\n")
    assert shown.count("<") == 2
    for cut in range(len(beginning)):
        text = clean(f"a\n{beginning[:cut]}{gone}{beginning[cut:]}", PASSAGES)
        assert clean(text, PASSAGES) == text


@pytest.mark.parametrize("gone", TAKEN_OUT)
@pytest.mark.parametrize("marks", ["---", "===", "***", "-|-", "- - -", "___"])
def test_marks_are_text_when_what_stood_behind_them_is_taken_out(marks: str, gone: str) -> None:
    text = clean(f"a|b\n{marks}{gone}\n`c|d`", PASSAGES)
    assert MarkdownIt().enable("table").render(text).count("<p>") == 1
    assert "<code>c|d</code>" in MarkdownIt().enable("table").render(text)
    assert clean(text, PASSAGES) == text


def test_what_is_no_answer_any_more_is_written_as_one_line_of_text() -> None:
    text = clean("a[x\n- <b> //evil.example www.evil.example\n" * 2_000, PASSAGES)
    tail = text[-5_000:]
    assert "\n" not in tail
    assert not any(special in tail for special in ("[", "<", "//", "www.e", "`"))
