"""Built pages as their readers see them."""

import pytest

from indexing.errors import PageError
from indexing.html import HtmlPage, read_html_page
from tests.support.blocks import show_blocks

HEAD = (
    '<!doctype html><html lang=en class="docs-wrapper plugin-docs docs-doc-page docs-doc-id-guide">'
    "<head><meta name=docusaurus_version content=2.0><meta name=docusaurus_tag content=docs-default-2.0>"
    "<meta name=docusaurus_locale content=fr><link rel=canonical href=https://example.org/docs/guide#top />"
    "<title>Guide | Example</title></head>"
)


def load(body: str) -> HtmlPage:
    return read_html_page(f"{HEAD}<body><nav>menu</nav><main><article>{body}</article></main>".encode())


def show(body: str) -> str:
    return "\n\n".join(
        f"{'#' * block.level} {block.text}".strip() for block in load(body).article.blocks if block.kind != "end"
    )


def test_the_head_tells_where_and_what_the_page_is() -> None:
    head = load("<p>x").head
    assert (head.canonical, head.version, head.docusaurus_tag, head.locale, head.title) == (
        "https://example.org/docs/guide",
        "2.0",
        "docs-default-2.0",
        "fr",
        "Guide",
    )


def test_only_the_main_content_is_read() -> None:
    body = (
        "<nav class=theme-doc-breadcrumbs>Home</nav><div class=theme-doc-toc-mobile>On this page</div>"
        '<div class="theme-doc-markdown markdown"><header><h1>Guide</h1></header><p>Text.</div>'
        "<footer class=theme-doc-footer><a class=theme-edit-this-page>Edit</a></footer>"
        "<nav class=pagination-nav>Next</nav>"
    )
    assert show(body) == "# Guide\n\nText."


def test_headings_lose_their_hash_link() -> None:
    body = (
        '<h2 class=anchor id=one>One <code>x</code><a href=#one class=hash-link title="Direct link">\u200b</a></h2><p>a'
    )
    page = load(body)
    assert page.article.heading_ids == ("one",)
    assert page.article.blocks[0].text == "One x"


def test_minified_html_without_end_tags_is_read_rightly() -> None:
    body = "<ul><li>one<li>two<ul><li>inner</ul></ul><p>after<table><tr><th>a<th>b<tr><td>1<td>2</table>"
    assert show(body) == "- one\n- two\n  - inner\n\nafter\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_prism_code_comes_back_line_by_line_with_language_and_title() -> None:
    body = (
        '<div class="language-ts codeBlockContainer_x theme-code-block"><div class=codeBlockTitle_y>a.ts</div>'
        '<div class=codeBlockContent_z><pre class="prism-code language-ts"><code>'
        '<div class=token-line><span class="token keyword">const</span><span> a </span><span>= 1</span><br/></div>'
        "<div class=token-line><span style=display:inline-block></span><br/></div>"
        "<div class=token-line><span>  b()</span><br/></div></code></pre><button>Copy</button></div></div>"
    )
    assert show(body) == '```ts title="a.ts"\nconst a = 1\n\n  b()\n```'


@pytest.mark.parametrize(
    "body",
    [
        "<pre><code class=language-sh>a\n  b\n</code></pre>",
        '<div class="highlight-sh notranslate"><div class=highlight><pre><span>a</span>\n  b\n</pre></div></div>',
        "<table class=highlighttable><tr><td class=linenos><pre>1\n2</pre><td class=code><div class=highlight>"  # noqa: ISC004
        "<pre class=language-sh>a\n  b\n</pre></div></table>",
    ],
)
def test_code_of_other_generators_keeps_its_lines_and_language(body: str) -> None:
    assert show(body) == "```sh\na\n  b\n```"


def test_admonitions_have_a_label_and_a_box() -> None:
    body = (
        '<div class="theme-admonition theme-admonition-tip alert alert--success"><div class=admonitionHeading_a>'
        "<span class=admonitionIcon_b><svg></svg></span>tip</div><div class=admonitionContent_c><p>Do it.</div></div>"
        '<div class="admonition warning"><p class=admonition-title>Mind</p><p>the gap</p></div>'
    )
    assert show(body) == "**Tip**\n\nDo it.\n\n**Mind**\n\nthe gap"
    assert [block.box for block in load(body).article.blocks if block.box] == ["tip", "warning"]


def test_hidden_tabs_are_read_and_other_hidden_text_is_not() -> None:
    body = (
        '<div class="theme-tabs-container tabs-container"><ul role=tablist><li role=tab>npm<li role=tab>Yarn</ul>'
        "<div><div role=tabpanel><p>npm i</div><div role=tabpanel hidden><p>yarn add</div></div></div>"
        "<p hidden>secret<p style='display: none'>secret<p><span aria-hidden=true>secret</span>shown"
        "<span class=sr-only>secret</span></p><!-- secret --><script>secret</script>"
    )
    assert show(body) == "**npm**\n\nnpm i\n\n**Yarn**\n\nyarn add\n\nshown"


def test_details_definitions_images_and_formulas_survive() -> None:
    body = (
        "<details><summary><h4>More</h4></summary><div><p>Inside.</div></details>"
        "<dl><dt>Term<dd>Meaning</dl><p><img src=/a.png alt='A chart'> and <img src=b.png>"
        "<p>So <span class=katex><span class=katex-mathml><math><semantics><annotation>x^2</annotation></semantics>"
        "</math></span><span class=katex-html aria-hidden=true>x2</span></span>."
    )
    assert show(body) == "**More**\n\nInside.\n\n**Term**\n\nMeaning\n\n[Image: A chart] and\n\nSo $x^2$."


def test_text_is_marked_up_as_on_the_page() -> None:
    body = (
        "<p>One <strong>two </strong><em>three</em> <code>a `b`</code> <a href=/in>in</a> "
        "<a href=https://example.org>out</a><br>next\n line</p><blockquote><p>said</blockquote>loose <b>text</b><p>end"
    )
    assert show(body) == (
        "One **two** *three* `` a `b` `` in [out](https://example.org)\nnext line\n\n> said\n\nloose **text**\n\nend"
    )


def test_a_page_of_another_generator_is_found_by_its_main_role() -> None:
    page = read_html_page(
        b"<body><div class=related>x</div><div role=main><h1 id=t>T<a class=headerlink>\xc2\xb6</a></h1><p>Body</div>"
    )
    assert page.article.title == "T"
    assert page.article.heading_ids == ("t",)


def test_an_unlisted_page_is_known_by_its_banner() -> None:
    assert load("<div class='theme-unlisted-banner alert'>Unlisted page</div><p>x").is_unlisted
    assert not load("<p>x").is_unlisted


def test_a_page_nested_ten_thousand_deep_is_read() -> None:
    assert "deep" in show("<div>" * 10_000 + "deep")


def test_a_binary_page_is_refused() -> None:
    with pytest.raises(PageError, match="binary"):
        read_html_page(b"\x00\x01<html>")


def test_an_empty_page_has_no_blocks() -> None:
    assert read_html_page(b"").article.blocks == ()


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<em>Union</em><em>[</em><em>str</em><em>, </em><em>int</em><em>]</em>", "*Union[str, int]*"),
        ("<strong>a</strong><strong>b</strong> c", "**ab** c"),
        ("<em>a</em> <em>b</em>", "*a* *b*"),
        ("<em>a</em><strong>b</strong>", "*a***b**"),
        ("<em>a</em><em hidden>b</em><em>c</em>", "*ac*"),
        ("<em>a</em><em></em>", "*a*"),
        ("<em><a href=https://e.example/a>a</a></em><em>[b]</em>", "*[a](https://e.example/a)[b]*"),
        ("x<b>y</b><b> z</b>", "x**y z**"),
    ],
)
def test_emphasis_that_goes_on_is_one(html: str, shown: str) -> None:
    assert show_blocks(f"<main><p>{html}</p></main>") == shown


def test_a_power_is_no_digit_of_its_number() -> None:
    body = "<p>10<sup>6</sup>, 2<sup>-3</sup>, x<sup>n+1</sup>, the 1<sup>st</sup>, H<sub>2</sub>O, 5<sup>a href</sup>"
    assert show(body) == "10^6, 2^-3, x^n+1, the 1st, H2O, 5a href"


def test_a_line_end_in_a_heading_parts_words() -> None:
    assert show("<h2>One<br>two<br/>three</h2>") == "## One two three"
