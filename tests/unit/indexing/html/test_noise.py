"""What only leads around a page, or belongs to its frame, is no text."""

import pytest

from tests.support.blocks import show_blocks


@pytest.mark.parametrize(
    "html",
    [
        # signs beside headings and arrows of footnotes
        "<p><a class=headerlink href='#x'>¶</a></p>",
        "<p><a href='#x'>#</a></p>",
        "<p><a href='#fnref:1' class=footnote-backref>&#8617;</a></p>",
        "<p><a href='#r1' role=doc-backlink>↩︎</a></p>",
        "<p><a href='#x' title='Permalink'>\u200b</a></p>",
        "<p><a href='#x'><span>Permalink to “Text”</span></a></p>",
        # about the page
        "<p><a href=https://github.com/o/r/edit/main/docs/a.md>Edit this page on GitHub</a></p>",
        "<div><a href=https://gitlab.com/o/r/-/edit/main/a.md>✏️ Suggest an edit</a></div>",
        "<p><a href=https://github.com/o/r/issues/new?title=x>Report a problem with this page</a></p>",
        "<p><a href=https://github.com/o/r/blob/main/a.rst>View page source</a></p>",
        "<div class=md-source-file>Last update: May 1</div>",
        "<div class=td-page-meta><a href=/x>Create child page</a></div>",
        "<span class=last-updated>Last updated: May 1</span>",
        "<div class=page-feedback><p>Was this page helpful?</p><a href=/yes>Yes</a></div>",
        # ways to other pages and through this one
        "<div class=pagination><a href=/a>Previous: Install</a><a href=/b>Next: Use</a></div>",
        "<details><summary>On this page</summary><ul><li><a href='#a'>A</a><li><a href='#b'>B</a></ul></details>",
        "<aside><h2>Contents</h2><ul><li><a href='#a'>A</a><ul><li><a href='#b'>B</a></ul></ul></aside>",
        "<a rel=prev href=/a>Install</a><a rel=next href=/b>Use</a>",
        "<div class=prev-next><a href=/a>Previous: Install</a></div>",
        "<ol class=breadcrumb><li>Home<li>Guide</ol>",
        "<div role=navigation><a href=/a>Up</a></div>",
        "<div class='contents topic' id=contents><p class=topic-title>Contents</p><ul><li>Use</ul></div>",
        "<ul id=markdown-toc><li><a href='#x'>Use</a></ul>",
        "<div id=toc class=toc><div id=toctitle>Table of Contents</div><ul><li>Use</ul></div>",
        "<aside class=toc><h2>On this page</h2><ul><li>Use</ul></aside>",
        # what appears under the pointer, what is only heard
        "<span role=tooltip>Explained</span>",
        "<p><span class=tooltiptext>Explained</span></p>",
        "<p><span class=visually-hidden>Copied</span></p>",
        "<button>Copy</button><dialog>Search</dialog>",
    ],
)
def test_the_frame_of_a_page_is_not_read(html: str) -> None:
    assert show_blocks(f"<main><h1>T</h1><p>Text.</p>{html}</main>") == "# T\n\nText."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>See <a href='#x'>the table</a>.</p>", "See the table."),
        ("<p><a href='#op'><code>#</code></a> comments.</p>", "`#` comments."),
        ("<section id=toc><h2>Toc</h2><p>Text.</section>", "## Toc {toc}\n\nText."),
        ("<p>To mend it, <a href=https://github.com/o/r/edit/main/a.md>edit this page</a> and wait.</p>",
         "To mend it, [edit this page](https://github.com/o/r/edit/main/a.md) and wait."),
        ("<p><a href=https://example.org/edit/>Edit mode</a></p>", "[Edit mode](https://example.org/edit/)"),
        ("<p><a href=https://github.com/o/r>Source of the tool</a></p>", "[Source of the tool](https://github.com/o/r)"),
        ("<h2 class=breadcrumb id=b>Breadcrumbs</h2>", "## Breadcrumbs {b}"),
        ("<div hidden=until-found><p>Folded.</div>", "Folded."),
    ],
)  # fmt: skip
def test_what_only_looks_like_the_frame_is_read(html: str, expected: str) -> None:
    assert show_blocks(f"<main>{html}</main>") == expected


_TEX = "<math><semantics><mrow>x2</mrow><annotation encoding=application/x-tex>x^2</annotation></semantics></math>"


@pytest.mark.parametrize(
    "html",
    [
        (
            f"<span class=katex><span class=katex-mathml>{_TEX}</span>"
            f"<span class=katex-html aria-hidden=true>x2</span></span>"
        ),
        _TEX,
        "<math alttext='x^2'><msup><mi>x</mi><mn>2</mn></msup></math>",
        "<span class=MathJax_Preview>x2</span><span class=MathJax>x2</span><math alttext='x^2'><mi>x</mi></math>",
        f"<mjx-container><svg><text>x2</text></svg><mjx-assistive-mml>{_TEX}</mjx-assistive-mml></mjx-container>",
    ],
)
def test_a_formula_is_read_once(html: str) -> None:
    assert show_blocks(f"<main><p>So {html}.</p></main>") == "So $x^2$."


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>See</summary><ul><li><a href='#a'>A</a><li>Some words<li><a href='#b'>B</a></ul></details>",
        "<details><summary>On these pages</summary><ul><li><a href='/a#x'>A</a><li><a href='/b#x'>B</a></ul></details>",
        "<aside class='footnote brackets'><p>A note. (<a href='#id1'>1</a>, <a href='#id2'>2</a>)</aside>",
        "<details><summary>Words</summary><p><a href='#a'>A</a> <a href='#b'>B</a></details>",
    ],
)
def test_a_fold_or_an_aside_that_says_something_is_kept(html: str) -> None:
    assert "A" in show_blocks(f"<main><h1>T</h1>{html}</main>").replace("# T", "")
