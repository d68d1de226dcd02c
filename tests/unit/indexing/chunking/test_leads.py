"""What announces something stands with it."""

import re

import pytest

from indexing.chunking.chunks import create_chunks
from indexing.chunking.filling import MAX_CHARACTERS
from indexing.markdown import read_markdown_file, read_markdown_page
from indexing.model import Chunk, Place

PLACE = Place("https://example.org/a", "", "", "", "")
TEXT = "A sentence that says something of use to its reader. "


def cut(text: str) -> tuple[Chunk, ...]:
    article = read_markdown_page(read_markdown_file(text.encode()), path="page.mdx").article
    return create_chunks(article, title="Page", place=PLACE)


def fill(size: int) -> str:
    return "\n\n".join([TEXT * 4] * (size // (len(TEXT) * 4)))


LONG_CODE = "```sh\n" + "\n".join(f"run step_{number} --with value" for number in range(150)) + "\n```"
ITEMS = "\n".join(f"- item {number} does one thing of many" for number in range(40))
TABLE = "| a | b |\n|---|---|\n" + "\n".join(f"| key {number} | value {number} |" for number in range(60))


@pytest.mark.parametrize("before", [0, 1500, 1900])
@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        (":::note\n\nBODY\n\n:::", "**Note**"),
        (":::warning Mind this\n\nBODY\n\n:::", "**Mind this**"),
        ("<Tabs>\n<TabItem value='Linux'>\n\nBODY\n\n</TabItem>\n</Tabs>", "**Linux**"),
        ("<details>\n<summary>More</summary>\n\nBODY\n\n</details>", "**More**"),
        ("Do this now:\n\nBODY", "Do this now:"),
        ("**Then do this:**\n\nBODY", "**Then do this:**"),
        (":::tip\n\nRun this:\n\nBODY\n\n:::", "**Tip**\n\nRun this:"),
        ("这样做：\n\nBODY", "这样做："),
    ],
)
@pytest.mark.parametrize("body", [TEXT * 6, LONG_CODE, ITEMS, TABLE])
def test_a_lead_stands_with_what_it_announces(before: int, lead: str, shown: str, body: str) -> None:
    chunks = cut(f"## A\n\n{fill(before)}\n\n{lead.replace('BODY', body)}\n\n{fill(600)}")
    (holder,) = [chunk for chunk in chunks if shown in chunk.text]
    behind = holder.text.partition(shown)[2].strip()
    assert behind.startswith(body.strip().replace("|---|---|", "| --- | --- |")[:20])
    assert all(len(chunk.text) <= MAX_CHARACTERS for chunk in chunks)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Text.\n\n<Video title='The film' />", "The film"),
        ("Text.\n\n:::note\n:::", ""),
        ("Text.\n\n:::note A title\n:::", "A title"),
        ("Text.\n\n**All of it is bold.**", "All of it is bold."),
        ("Text.\n\n<Tabs><TabItem value='empty'></TabItem></Tabs>", "empty"),
    ],
)
def test_a_label_behind_which_nothing_stands_is_none(text: str, kept: str) -> None:
    (chunk,) = cut(text)
    assert chunk.text == f"Text.\n\n{kept}".strip()


def test_a_label_before_a_heading_belongs_to_its_section() -> None:
    chunks = cut(f"## A\n\n{TEXT * 5}\n\n:::tip\n\n## B\n\n{TEXT * 5}\n\n:::\n")
    assert chunks[1].text.startswith("**Tip**\n\nA sentence")


def test_a_label_in_a_long_list_stands_with_what_it_announces() -> None:
    items = "\n".join(f"- item {number}\n\n  **Mind {number}:**\n\n  {TEXT * 3}" for number in range(12))
    for chunk in cut(f"## A\n\n{items}"):
        assert not re.search(r"\*\*$", chunk.text)


@pytest.mark.parametrize("size", [30, 90, 150, 210])
def test_a_nested_item_stands_with_its_description(size: int) -> None:
    nested = "\n".join(f"  - **spec.field{number}** (string)\n\n    {'Says ' * (size // 5)}it." for number in range(40))
    chunks = cut(f"## A\n\n- **spec** (Spec)\n\n  What is wanted.\n{nested}")
    assert len(chunks) > 1
    for chunk in chunks:
        assert chunk.text.endswith("it.")
        assert "(string)" not in chunk.text.rstrip().split("\n")[-1]


def test_a_line_with_a_colon_in_a_nested_item_stands_with_its_code() -> None:
    code = "    ```lua\n" + "\n".join(f"    luaScript{number}()" for number in range(12)) + "\n    ```"
    nested = "\n".join(f"  - **field{number}** (string)\n\n    Write:\n\n{code}" for number in range(20))
    for chunk in cut(f"## A\n\n- **spec** (Spec)\n\n{nested}"):
        assert chunk.text.endswith("```")


def test_a_line_with_a_colon_names_the_next_section_that_begins_with_what_it_announces() -> None:
    code = "```js\nrun()\n```\n"
    one, two, three = cut(
        f"## One\n\n{fill(300)}\n\nThe fixed code looks like this:\n\n## Two.js\n\n{code}\n{fill(300)}\n\nSee also:\n\n"
        f"## Three\n\n{fill(300)}"
    )
    assert one.text.endswith("The fixed code looks like this:\n\n- Two.js")
    assert two.text.endswith("See also:")
    assert three.text.startswith("A sentence")
