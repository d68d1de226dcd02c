"""MDX has no indented code: whatever its indentation, a line is what it would be at the margin."""

from textwrap import dedent

import pytest

from tests.support.markdown import show

_SHOWN = """
```yaml
a: 1
  b: 2
```
---
| k | v |
|---|---|
| a | b |
---
- one
- two
  - inner
- three
---
1. one
2. two
---
> quoted
> twice
---
:::tip
Inside.
:::
---
### Heading
---
plain
"""
_EXPECTED = """
```yaml
a: 1
  b: 2
```
---
| k | v |
| --- | --- |
| a | b |
---
- one
- two
  - inner
- three
---
1. one
2. two
---
> quoted twice
---
**Tip**

Inside.
---
### Heading
---
plain
"""


@pytest.mark.parametrize("width", [0, 4, 7, 12])
@pytest.mark.parametrize(("text", "expected"), list(zip(_SHOWN.split("---\n"), _EXPECTED.split("---\n"), strict=False)))
def test_indentation_means_nothing(text: str, expected: str, width: int) -> None:
    indented = "\n".join(f"{' ' * width}{line}" for line in text.strip().split("\n"))
    separator = " " if "plain" in text else "\n\n"
    assert show(f"<Box>\nBefore:\n{indented}\n</Box>\n") == f"Before:{separator}{expected.strip()}"


def test_an_underlined_heading_may_stand_anywhere_too() -> None:
    assert show("<Box>\n      Title\n      -----\n      Text.\n</Box>\n") == "## Title\n\nText."


def test_markdown_without_jsx_keeps_its_indented_code() -> None:
    text = "Before:\n\n    code\n\nText\n        goes on.\n"
    assert show(text, mdx=False) == "Before:\n\n```\ncode\n```\n\nText goes on."


def test_a_list_that_is_indented_deeply_keeps_its_levels() -> None:
    text = """\
        <Steps>
                1. First:
                   ```sh
                   run
                   ```
                2. Second
                   * inner
        </Steps>
    """
    assert show(dedent(text)) == "1. First:\n\n   ```sh\n   run\n   ```\n2. Second\n   - inner"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Text:\n      ```py\n      a = 1\n      ```\n", "Text:\n\n```py\na = 1\n```"),
        ("Text\n       > quote\n", "Text\n\n> quote"),
        ("Text\n       ## Head\n", "Text\n\n## Head"),
        ("    plain words", "plain words"),
        ("Text\n        ---\nMore", "## Text\n\nMore"),
        ("- a\n\n      b\n\n          c\n", "- a\n\n  b\n\n  c"),
        ("Text\n        1. one\n        2. two", "Text\n\n1. one\n2. two"),
        ("\t:::tip\n\tIn.\n\t:::", "**Tip**\n\nIn."),
    ],
)
def test_a_block_begins_at_any_indentation(text: str, shown: str) -> None:
    assert show(text) == shown
