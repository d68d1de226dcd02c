"""No word of the content is lost in silence, wherever it stands, and none runs together with the next."""

import pytest

from tests.support.blocks import show_blocks

_TABS = """
<div class="tabbed-set tabbed-alternate"><div class=tabbed-labels><label>A</label></div>
<div class=tabbed-content><div class=tabbed-block>a</div><div class=tabbed-block>b</div></div></div>
"""
_FOLD = """
<h3 id=w><button aria-expanded=false aria-controls=p1>Why?</button></h3><div role=region id=p1 hidden>So.</div>
<h3><button aria-expanded=false><span>How?</span></button></h3><div role=region aria-hidden=true>Thus.</div>
"""
_ASIDE = """
<aside aria-label=Mind class="starlight-aside starlight-aside--tip">
<p class=starlight-aside__title aria-hidden=true><svg></svg>Mind</p><div><p>a</div></aside>
"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # lists that hold more than items, as browsers show them
        ("<ul><li>A<ul><li>a</ul></li><ul><li>B</ul></ul>", "- A\n  - a\n  - B"),
        ("<ol><li>A</li><ol><li>B</ol><li>C</ol>", "1. A\n   1. B\n2. C"),
        ("<ul><ul><li>B</ul><li>C</ul>", "- - B\n- C"),
        ("<ul><a href=/x><li>A</a><li>B</ul>", "- A\n- B"),
        ("<ul><div>loose</div><p>too</p><li>A</ul>", "- loose\n- too\n- A"),
        ("<ol><li>A</li><ul hidden><li>no</ul><script>no</script></ol>", "1. A"),
        # tables
        ("<table><caption>Sizes</caption><tr><td><h3>A</h3><p>a</table>", "**Sizes**\n\n### A\n\na"),
        ("<table><tr><td><div>a</div><div>b</div><td><details><summary>c</summary>d</details></table>",
         "| a b | **c** d |\n| --- | --- |"),
        # tabs
        ("<div role=tablist><a role=tab>A</a></div><div role=tabpanel aria-hidden=true>a</div>", "**A**\n\na"),
        (_TABS, "A\n\na\n\nb"),
        # code with more than a title beside it
        ("<figure><div>before</div><pre>x</pre><figcaption>Run</figcaption></figure>",
         "before\n\n```\nx\n```\n\nRun"),
        ("<div class=code-block><div class=code-block-caption>Run</div><pre>x</pre><div>after</div></div>",
         "Run\n\n```\nx\n```\n\nafter"),
        # the title of an aside, which only those who listen hear from its label
        (_ASIDE, "**Mind**\n\na"),
        # folds that a button in a heading or a term opens
        (_FOLD, "### Why? {w}\n\nSo.\n\n### How?\n\nThus."),
        ("<dl><dt><button aria-expanded=false>Why?</button><dd>So.</dl>", "**Why?**\n\nSo."),
        ("<h3 id=x>A <button aria-controls=c>Copy</button></h3>", "### A {x}"),
        # blocks in what is read as one line
        ("<details><summary><div>A</div><ul><li>b</ul></summary>c</details>", "**A b**\n\nc"),
        ("<h3>A<div>b</div></h3>", "### A b"),
        ("<dl><dt>A<p>b</p>c</dt><dd>d</dl>", "**A b c**\n\nd"),
        ("<fieldset><legend>A</legend>b</fieldset>", "A\n\nb"),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_read(html: str, expected: str) -> None:
    assert show_blocks(f"<main><h1>T</h1>{html}</main>") == f"# T\n\n{expected}"


@pytest.mark.parametrize("html", ["<ul>" * 3_000, "<ul>" + "<b>" * 3_000 + "<li>"])
def test_lists_without_an_end_are_read(html: str) -> None:
    assert "Salt" in show_blocks(f"<main><h1>T</h1>{html}Salt</main>")
