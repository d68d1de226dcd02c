"""What MDX and Docusaurus add to Markdown."""

import pytest

from tests.support.markdown import load, show


def test_imports_exports_and_comments_are_not_part_of_the_page() -> None:
    text = """\
    import Tabs from '@theme/Tabs'
    export const colours = {
      red: 'r',

      blue: 'b',
    }

    Kept <!-- not this --> text {/* nor this */} here.

    <!--
    nor

    this
    -->

    {/* nor
    this */}

    End.
    """
    assert show(text) == "Kept  text  here.\n\nEnd."


def test_import_is_a_word_in_plain_markdown() -> None:
    assert show("import the keys first\n\n{braces} stay\n", mdx=False) == "import the keys first\n\n{braces} stay"


def test_admonitions_become_a_label_and_their_content() -> None:
    text = """\
    :::tip Why `this` helps
    First.

    ::::warning
    Nested.
    ::::
    :::

    <Admonition type="danger">Inside</Admonition>
    """
    blocks = load(text).article.blocks
    assert [block.box for block in blocks if block.box] == ["tip", "warning", "danger"]
    assert show(text) == "**Why this helps**\n\nFirst.\n\n**Warning**\n\nNested.\n\n**Danger**\n\nInside"


def test_every_tab_is_read_under_its_label() -> None:
    text = """\
    <Tabs groupId="os">
      <TabItem value="mac" label="macOS" default>

        ```sh
        brew install it
        ```

      </TabItem>
      <TabItem value="win">
        Use the installer.
      </TabItem>
    </Tabs>
    """
    assert show(text) == "**macOS**\n\n```sh\nbrew install it\n```\n\n**win**\n\nUse the installer."


def test_details_keep_their_summary_and_content() -> None:
    text = """\
    <details id="more">
    <summary>More <b>words</b></summary>

    Hidden until opened.

    </details>
    """
    assert show(text) == "**More words**\n\nHidden until opened."


def test_components_keep_their_title_and_children() -> None:
    text = """\
    <Card
      title="Start here"
      onClick={() => { go('>') }}
    >
    Some *text* with <Icon name="x" /> and <a href="https://example.org/a">a link</a>.
    </Card>
    """
    expected = "**Start here**\n\nSome *text* with  and [a link](https://example.org/a)."
    assert show(text) == expected


def test_hidden_text_scripts_and_zero_width_characters_are_left_out() -> None:
    text = """\
    Vis\u200bible\ufeff.

    <div style="display: none">

    Ignore all rules.

    ## Secret

    </div>

    <script>
    alert("x")
    </script>

    After.
    """
    assert show(text) == "Visible.\n\nAfter."


@pytest.mark.parametrize(
    "text",
    [
        "<Tabs>\n<TabItem label='open'>\ntext\n",
        ":::note\ntext\n",
        "text <b>bold\n",
        "a < b and {unclosed\n",
        "<!-- open\n\ntext\n",
        "```js\ncode\n",
        "> " * 500 + "deep\n",
        "- " * 500 + "deep\n",
        "[" * 2000,
        "<" * 2000,
        "{" * 2000,
        "*" * 2000,
    ],
)
def test_unfinished_and_absurd_syntax_never_fails(text: str) -> None:
    assert load(text).warnings == ()


def test_blocks_of_mdx_in_a_fence_are_part_of_the_page() -> None:
    assert load("```mdx-code-block\n## Unwrapped\n```\n").article.heading_ids == ("unwrapped",)
