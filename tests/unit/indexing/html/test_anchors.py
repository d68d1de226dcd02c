"""Headings are cited by the id that leads to them, wherever the generator put it."""

import pytest

from tests.support.blocks import load_page, show_blocks


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("its own", "<h2 id=x>Use</h2>"),
        ("its section", "<section id=x><h2>Use</h2></section>"),
        ("its section before that of a label", "<section id=x><span id=old></span><h2>Use</h2></section>"),
        ("an old section", '<div class=section id=x><h2>Use<a class=headerlink href="#x">¶</a></h2></div>'),
        ("the one its sign links to", "<section id=s-x><span id=x></span><h2>Use<a href='#x'>¶</a></h2></section>"),
        ("a chapter of DocBook", "<div class=chapter><div><div><h2><a id=x></a>Use</h2></div></div></div>"),
        ("an anchor before it", "<a id=x></a><h2>Use</h2>"),
        ("an old anchor before it", "<a name=x></a><h2>Use</h2>"),
        ("an anchor in a paragraph of its own", "<p><a id=x></a></p><h2>Use</h2>"),
        ("an anchor inside", "<h2><a id=x></a>Use</h2>"),
        ("code inside", "<h2><code id=x>Use</code></h2>"),
        ("a name inside", "<h2><a name=x>Use</a></h2>"),
        ("a link inside that is its own target", '<h2>Use<a href="#x" id=x class=subheading-anchor></a></h2>'),
        ("a wrapper", "<div id=x data-section-id=x><div><div><h2>Use</h2></div></div></div>"),
        ("its own, beside a sign", "<div><h2 id=x>Use</h2><a href='#x'><span>Section titled “Use”</span></a></div>"),
        ("an operation of Redoc", "<div id=x><div><div><h2><a href='#x' aria-label=x></a>Use</h2></div></div></div>"),
    ],
)  # fmt: skip
def test_a_heading_has_the_id_that_leads_to_it(name: str, html: str) -> None:
    assert show_blocks(f"<main><h1>T</h1><p>Before.</p>{html}<p>After.</main>") == (
        "# T\n\nBefore.\n\n## Use {x}\n\nAfter."
    ), name


@pytest.mark.parametrize(
    "html",
    [
        "<section id=x><div class=banner><p>New</p></div><h2>Use</h2></section>",
        "<div class=section id=x><p>New</p><div><h2>Use</h2></div></div>",
    ],
)
def test_the_first_heading_of_a_section_has_its_id_though_text_stands_before_it(html: str) -> None:
    assert show_blocks(f"<main><h1>T</h1>{html}</main>") == "# T\n\nNew\n\n## Use {x}"


@pytest.mark.parametrize(
    "html",
    [
        "<div id=x><p>Text.</p><h2>Use</h2></div>",
        "<section id=x><h3>One</h3><p>Text.</p><h2>Use</h2></section>",
        "<p>See <a id=x>this</a>.</p><h2>Use</h2>",
        "<section id=x><h2>One</h2></section><h2>Use</h2>",
        "<div role=tabpanel id=x><h2>Use</h2></div>",
        "<p>Text <a id=x></a></p><h2>Use</h2>",
    ],
)
def test_an_id_that_belongs_to_something_else_is_not_taken(html: str) -> None:
    assert "## Use {x}" not in show_blocks(f"<main><h1>T</h1>{html}</main>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li><h3 id=a>A</h3><p>One.<li><h3 id=b>B</h3><p>Two.</ul>", "### A {a}\n\nOne.\n\n### B {b}\n\nTwo."),
        ("<ol><li>a<li>b<li><h3 id=a>A</h3><p>One.<li>c</ol>", "1. a\n2. b\n\n### A {a}\n\nOne.\n\n4. c"),
        ("<table><tr><td><h3 id=a>A</h3><td>One.</table>", "### A {a}\n\nOne."),
        ("<table><tr><th>name<th>what<tr><td><h3 id=a>A</h3><td>One.</table>", "name\n\nwhat\n\n### A {a}\n\nOne."),
        ("<details><summary>More</summary><h3 id=a>A</h3><p>One.</details>", "**More**\n\n### A {a}\n\nOne."),
        ("<details><summary><h3 id=a>A</h3></summary><p>One.</details>", "### A {a}\n\nOne."),
        ("<ul role=tablist><li role=tab>N</ul><div role=tabpanel hidden><h3 id=a>A</h3><p>One.</div>",
         "**N**\n\n### A {a}\n\nOne."),
        ("<blockquote><div><h3 id=a>A</h3><p>One.</div></blockquote>", "### A {a}\n\nOne."),
        ("<div role=region hidden><h3 id=a>A</h3><p>One.</div>", "### A {a}\n\nOne."),
    ],
)  # fmt: skip
def test_headings_in_lists_cells_tabs_and_folds_are_sections(html: str, expected: str) -> None:
    assert show_blocks(f"<main>{html}</main>") == expected


def test_terms_with_an_id_are_places() -> None:
    html = (
        "<main><h1>Tool</h1><section id=api><h2>API</h2><p>Intro.</p>"
        '<dl class="py class"><dt id=tool.Box>class tool.<b>Box</b><a href="#tool.Box">¶</a></dt><dd>'
        "<p>A box.</p>"
        "<dl><dt id=tool.Box.open>open()</dt><dd><p>Opens it.</p></dd><dt id=tool.Box.shut>shut()</dt>"
        "<dt id=tool.Box.close>close()</dt><dd><p>Shuts it.</p></dd></dl><p>More of the box.</p></dd></dl>"
        "<p>Outro.</p></section><section id=end><h2>End</h2></section></main>"
    )
    assert show_blocks(html) == (
        "# Tool\n\n## API {api}\n\nIntro.\n\n@@@ class tool.Box {tool.Box}\n\nA box.\n\n"
        "@@@@ open() {tool.Box.open}\n\nOpens it.\n\n@@@@ shut() {tool.Box.shut}\n\n**close()** {tool.Box.close}\n\n"
        "Shuts it.\n\n"
        "@@@ class tool.Box {tool.Box}\n\nMore of the box.\n\n@@ API {api}\n\nOutro.\n\n## End {end}"
    )
    assert load_page(html).article.heading_ids == ("api", "end")


def test_a_term_without_a_description_is_a_text() -> None:
    assert show_blocks("<main><dl><dt id=a>A<dt id=b>B<dd>b<dt id=c>C</dl></main>") == (
        "@@ A {a}\n\n**B** {b}\n\nb\n\n@@ C {c}\n\n`C`"
    )


def test_terms_without_an_id_are_labels() -> None:
    assert show_blocks("<main><dl><dt>A<dd>a<dt>B<dd>b</dl></main>") == "**A**\n\na\n\n**B**\n\nb"


def test_titles_of_cards_are_no_sections() -> None:
    html = (
        "<main><h2 id=next>Next</h2><section><a href=/a class=card><h3>One</h3><p>First.</a>"
        "<article class=card><h3><a href=/b>Two</a></h3><p>Second.</article>"
        '<a href="#in"><h3 id=in>In</h3></a></section></main>'
    )
    assert show_blocks(html) == "## Next {next}\n\n**One**\n\nFirst.\n\n**Two**\n\nSecond.\n\n### In {in}"


def test_a_term_without_a_description_is_described_by_the_text_behind_its_list() -> None:
    def term(name: str) -> str:
        return f"<dl><dt id={name}>{name}</dt><dd></dd></dl>"

    assert show_blocks("<main><dl><dt id=a>A<dt id=b>B</dl><p>Of both.</p></main>") == (
        "@@ A {a}\n\n**B** {b}\n\nOf both."
    )
    html = f"<h2 id=x>X</h2><p>All.</p>{term('A')}<p>Of A.</p>{term('B')}{term('C')}<p>Of C.</p><h2 id=y>Y</h2>"
    assert show_blocks(f"<main><h1>T</h1>{html}</main>") == (
        "# T\n\n## X {x}\n\nAll.\n\n@@@ A {A}\n\nOf A.\n\n@@@ B {B}\n\n`B`\n\n@@@ C {C}\n\nOf C.\n\n## Y {y}"
    )


@pytest.mark.parametrize(
    "entry",
    [
        "<div><dt id=x>Boil</dt><dd>It boils.</dd></div>",
        "<dt><dfn id=x>Boil</dfn></dt><dd>It boils.</dd>",
        "<dt><code id=x>Boil</code></dt><dd>It boils.</dd>",
        "<div><dt><strong id=x>Boil</strong></dt><dd>It boils.</dd></div>",
    ],
)
def test_a_term_is_a_place_wherever_its_id_stands(entry: str) -> None:
    page = load_page(f"<main><h1>T</h1><p>Text.<dl>{entry}<dt>Plain</dt><dd>Other.</dd></dl></main>")
    (place,) = (block for block in page.article.blocks if block.is_entry)
    assert (place.text, place.anchor) == ("Boil", "x")
    assert "Other." in show_blocks(f"<main><dl>{entry}<div><dt>Plain</dt><dd>Other.</dd></div></dl></main>")
