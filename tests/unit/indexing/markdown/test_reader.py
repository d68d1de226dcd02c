"""Markdown as the page shows it."""

from textwrap import dedent

from tests.support.markdown import load, show


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


def test_links_within_the_site_keep_only_their_text_and_images_their_alt() -> None:
    text = "See [the guide](../guide.md#x), [home](https://example.org), ![A chart](./c.png) ![](empty.png)\n"
    assert show(text) == "See the guide, [home](https://example.org), [Image: A chart]"


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


def test_footnotes_stand_at_the_end_as_on_the_page() -> None:
    page = load("A fact[^1].\n\n## Part\n\n[^1]: Its source.\n")
    assert [block.text for block in page.article.blocks][-2:] == ["Footnotes", "1. Its source."]
    assert page.article.heading_ids == ("part", "footnote-label")


def test_right_to_left_text_is_kept_in_order() -> None:
    assert (
        show("## שלום עולם\n\nطريقة التثبيت: `pip install x`.\n") == "## שלום עולם\n\nطريقة التثبيت: `pip install x`."
    )


def test_addresses_in_angle_brackets_are_no_tags() -> None:
    assert show("Write to <me@example.org> or see <https://example.org/a>.\n", mdx=False) == (
        "Write to [me@example.org](mailto:me@example.org) or see https://example.org/a."
    )
