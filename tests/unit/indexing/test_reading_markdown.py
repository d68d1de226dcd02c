"""Markdown and MDX as the page shows them."""

from textwrap import dedent

import pytest

from indexing.errors import PageError
from indexing.markdown import MarkdownOptions, MarkdownPage, load_markdown_page, load_markdown_source


def load(text: str | bytes, *, mdx: bool = True) -> MarkdownPage:
    content = text if isinstance(text, bytes) else dedent(text).encode()
    return load_markdown_page(load_markdown_source(content), path="page.mdx" if mdx else "page.md")


def show(text: str, *, mdx: bool = True) -> str:
    return "\n\n".join(
        f"{'#' * block.level} {block.text}".strip()
        for block in load(text, mdx=mdx).document.blocks
        if block.kind != "end"
    )


def test_code_is_kept_verbatim_and_comments_that_steer_highlighting_are_not() -> None:
    text = """\
    ```js title="app.js" {2}
    import x from 'y'
    // highlight-next-line
      <Keep>{this}</Keep>

    <!-- and this -->
    ```
    """
    assert show(text) == "```js title=\"app.js\"\nimport x from 'y'\n  <Keep>{this}</Keep>\n\n<!-- and this -->\n```"


def test_a_command_that_a_plugin_shows_for_several_package_managers_is_read_as_it_is_written() -> None:
    text = """\
    ```bash npm2yarn title="Install"
    npm install --save-dev kettle
    npm run brew -- --hot
    ```

    1. Then:

       ```bash npm2yarn2pnpm
       npx kettle
       ```
    """
    assert show(text) == (
        '```bash title="Install"\nnpm install --save-dev kettle\nnpm run brew -- --hot\n```\n\n'
        "1. Then:\n\n   ```bash\n   npx kettle\n   ```"
    )


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
    blocks = load(text).document.blocks
    assert [block.box for block in blocks if block.box] == ["tip", "warning"]
    assert show(text) == "**Why this helps**\n\nFirst.\n\n**Warning**\n\nNested.\n\nInside"


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


def test_links_within_the_site_keep_only_their_text_and_images_their_alt() -> None:
    text = "See [the guide](../guide.md#x), [home](https://example.org), ![A chart](./c.png) ![](empty.png)\n"
    assert show(text) == "See the guide, [home](https://example.org), [Image: A chart]"


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


def test_joiners_stay_where_scripts_need_them() -> None:
    assert show("می\u200cخواهم and a\u200db\n") == "می\u200cخواهم and ab"


def test_tables_lists_and_quotes_survive() -> None:
    text = """\
    | a | b |
    |---|:-:|
    | `x\\|y` | **z** |

    3. three
       - inner

         para
    4. four

    > quoted
    > twice
    """
    expected = """\
    | a | b |
    | --- | --- |
    | `x\\|y` | **z** |

    3. three
       - inner

         para
    4. four

    > quoted twice"""
    assert show(text) == dedent(expected)


def test_a_table_in_html_becomes_a_table() -> None:
    text = "<table>\n<tr><th>Name</th><th>Use</th></tr>\n\n<tr><td>a</td><td>b <br/> c</td></tr>\n</table>\n"
    assert show(text) == "| Name | Use |\n| --- | --- |\n| a | b c |"


def test_definition_lists_and_admonitions_of_mkdocs_are_read() -> None:
    text = 'Term\n: What it means.\n\n!!! warning "Careful"\n    Hot.\n'
    assert show(text, mdx=False) == "**Term**\n\nWhat it means.\n\n**Careful**\n\nHot."


def test_footnotes_stand_at_the_end_as_on_the_page() -> None:
    page = load("A fact[^1].\n\n## Part\n\n[^1]: Its source.\n")
    assert [block.text for block in page.document.blocks][-2:] == ["Footnotes", "1. Its source."]
    assert page.document.heading_ids == ("part", "footnote-label")


def test_headings_get_the_ids_that_docusaurus_gives() -> None:
    text = """\
    # The `Title`
    ## Plain heading
    ## Plain heading
    ### Was ist `new Map()`? <Badge text="x" />
    ## Set by hand {#by-hand}
    ## In a comment {/* #in-comment */}
    ## In another <!-- #html-comment -->
    ## Ordinary comment <!-- note -->
    ## 配置 Config_2
    ## [Linked](https://example.org) *text*
    ##
    ##
    """
    assert load(text).document.heading_ids == (
        "plain-heading",
        "plain-heading-1",
        "was-ist-new-map-",
        "by-hand",
        "in-comment",
        "html-comment",
        "ordinary-comment-",
        "配置-config_2",
        "linked-text",
        "-1",
    )


def test_a_heading_shows_neither_its_id_nor_its_comment() -> None:
    headings = load(
        "## One {#one}\n\n## Two {/* #two */}\n\n## Three <!-- x -->\n\n## {'Four'} {props.n}\n"
    ).document.blocks
    assert [block.text for block in headings] == ["One", "Two", "Three", "Four"]


def test_headings_in_lists_and_quotations_count() -> None:
    page = load("- item\n\n  ## Inner\n\n> ## Inner\n\n## Inner\n")
    assert page.document.heading_ids == ("inner", "inner-1", "inner-2")


def test_a_heading_written_as_a_tag_has_an_id_only_when_it_bears_one() -> None:
    page = load('<h2>Bare</h2>\n\n<h3 id="own">Own</h3>\n\n## Bare\n')
    assert page.document.heading_ids == ("own", "bare")


def test_wrong_front_matter_is_named_with_its_line_and_the_page_read_without_it() -> None:
    page = load("---\nid: a\ntitle: 'open\n---\n\n# Hello\n")
    assert page.document.title == "Hello"
    assert page.front_matter.values == {}
    assert "line 3" in page.warnings[0] or "line 4" in page.warnings[0]


@pytest.mark.parametrize("front_matter", ["- a\n- b", "just text"])
def test_front_matter_that_is_no_mapping_is_a_warning(front_matter: str) -> None:
    assert "front matter" in load(f"---\n{front_matter}\n---\nText\n").warnings[0]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = "---\ntitle: T\n---\n\n## One\n\n```\na\nb\n```\n"
    plain = load(text.encode())
    windows = load(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert windows.document == plain.document
    assert windows.front_matter == plain.front_matter


def test_latin_1_is_read_with_a_warning() -> None:
    page = load("## Größe\n\nÜber alles.\n".encode("latin-1"))
    assert page.document.heading_ids == ("größe",)
    assert "not UTF-8" in page.warnings[0]


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(PageError, match="binary"):
        load(b"\x89PNG\x00\x00\x01")


def test_right_to_left_text_is_kept_in_order() -> None:
    assert (
        show("## שלום עולם\n\nطريقة التثبيت: `pip install x`.\n") == "## שלום עולם\n\nطريقة التثبيت: `pip install x`."
    )


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


def test_addresses_in_angle_brackets_are_no_tags() -> None:
    assert show("Write to <me@example.org> or see <https://example.org/a>.\n", mdx=False) == (
        "Write to [me@example.org](mailto:me@example.org) or see https://example.org/a."
    )


def test_tabs_and_folds_of_mkdocs_are_read_with_their_labels() -> None:
    text = """\
    Install it:

    === "pip"

        Run this:

        ```sh
        pip install x
        === "no tab"
        ```

    === "conda"

        === "Linux"

            Deep.

        After.

    ??? note "More *words*"

        Folded.

    End.
    """
    assert show(text, mdx=False) == (
        'Install it:\n\n**pip**\n\nRun this:\n\n```sh\npip install x\n=== "no tab"\n```\n\n**conda**\n\n'
        "**Linux**\n\nDeep.\n\nAfter.\n\n**More *words***\n\nFolded.\n\nEnd."
    )


def test_blocks_of_mdx_in_a_fence_are_part_of_the_page() -> None:
    assert load("```mdx-code-block\n## Unwrapped\n```\n").document.heading_ids == ("unwrapped",)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("pkg:install", "pkg"),
        ("std::vector", "stdvector"),
        ("Time 10:30", "time-1030"),
        ("A :b[c] d", "a-c-d"),
        ("`a:b` c:d-", "ab-cd-"),
        (":tada: x:y:z", "tada-xy"),
    ],
)
def test_what_looks_like_a_directive_is_not_part_of_an_id(heading: str, anchor: str) -> None:
    assert load(f"## {heading}\n").document.heading_ids == (anchor,)


def test_an_html_comment_sets_an_id_only_where_docusaurus_leaves_it_alone() -> None:
    source = load_markdown_source(b"## A <!-- #own -->\n")
    for has_ids, anchor in ((True, "own"), (False, "a-")):
        options = MarkdownOptions(has_comment_ids=has_ids)
        assert load_markdown_page(source, path="a.md", options=options).document.heading_ids == (anchor,)


def test_the_front_matter_can_say_how_a_file_is_read() -> None:
    source = load_markdown_source(b"---\nmdx:\n  format: md\n---\n\n## Braces {x}\n")
    page = load_markdown_page(source, path="a.mdx", options=MarkdownOptions(format="mdx", keeps_case=True))
    assert page.document.heading_ids == ("Braces-x",)
