"""Headings and their ids."""

import pytest

from indexing.markdown import MarkdownOptions, read_markdown_file, read_markdown_page
from tests.support.markdown import format_page, load


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
    assert load(text).article.heading_ids == (
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
    ).article.blocks
    assert [block.text for block in headings] == ["One", "Two", "Three", "Four"]


def test_headings_in_lists_and_quotations_count() -> None:
    page = load("- item\n\n  ## Inner\n\n> ## Inner\n\n## Inner\n")
    assert page.article.heading_ids == ("inner", "inner-1", "inner-2")


def test_a_heading_written_as_a_tag_has_an_id_only_when_it_bears_one() -> None:
    page = load('<h2>Bare</h2>\n\n<h3 id="own">Own</h3>\n\n## Bare\n')
    assert page.article.heading_ids == ("own", "bare")


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
    assert load(f"## {heading}\n").article.heading_ids == (anchor,)


def test_an_html_comment_sets_an_id_only_where_docusaurus_leaves_it_alone() -> None:
    source = read_markdown_file(b"## A <!-- #own -->\n")
    for has_ids, anchor in ((True, "own"), (False, "a-")):
        options = MarkdownOptions(has_comment_ids=has_ids)
        assert read_markdown_page(source, path="a.md", options=options).article.heading_ids == (anchor,)


@pytest.mark.parametrize(
    "text", ["<h3>\n<img alt='Kettle' src='a.png' />\n</h3>", "### <img alt={'Kettle'} src='a.png' />"]
)
def test_a_heading_may_be_a_picture(text: str) -> None:
    assert format_page(load(text)) == "### Kettle"
