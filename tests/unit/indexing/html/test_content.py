"""The content of a page is found by what it is, whatever stands around it."""

import pytest

from tests.support.blocks import load_page, show_blocks

_CARD = "<article class=card><p>Card</p></article>"


@pytest.mark.parametrize(
    "body",
    [
        f"<main><h1>T</h1><div class=sl-markdown-content><p>One.{_CARD}</div></main>",
        f"<main><h1>T</h1><p>One.{_CARD}{_CARD}</main>",
        f"<main><p>A lead that is long enough to be the content of this page.{_CARD}</main>".replace(
            "<p>A", "<h1>T</h1><p>One.<p>A"
        ),
        "<main><article><h1>T</h1><p>One.<article class=card><p>Card</article></article></main>",
        f"<main><section class=cards>{_CARD}</section><article><h1>T</h1><p>One. Card</article></main>",
        f"<div class=vp-doc><div><h1>T</h1><p>One.{_CARD}</div></div>",
        "<main><article><h2>Other</h2></article><article><h1>T</h1><p>One. Card</article></main>",
    ],
)
def test_a_card_is_never_taken_for_the_content(body: str) -> None:
    page = load_page(f"<nav>menu</nav>{body}<footer>foot</footer>")
    text = " ".join(block.text for block in page.article.blocks)
    assert page.article.title == "T"
    assert "One." in text
    assert "Card" in text


def test_the_only_article_of_main_is_the_content_when_it_holds_most_of_it() -> None:
    body = f"<main><div>Share this page</div><article><p>{'Much text. ' * 20}</article></main>"
    assert "Share" not in show_blocks(body)
    body = f"<main><p>{'Much text. ' * 20}<article class=card>Card</article></main>"
    assert "Much text." in show_blocks(body)


@pytest.mark.parametrize(
    "body",
    [
        (
            "<div id=wrap><div id=side><ul><li><a href=/a>Aaaaaaaaa</a><li><a href=/b>Bbbbbbbbb</a></ul></div>"
            "<div id=text><h1>T</h1><p>Long text, longer than anything else here.</div></div>"
        ),
        "<table><tr><td><a href=/a>Side</a><td><h1>T</h1><p>Long text, longer than anything else here.</table>",
        (
            "<div id=hd><h1><a href=/>The site</a></h1></div><div id=bd><div class=x><h1>T</h1>"
            "<p>Long text, longer than anything else here.</div></div><div id=ft>(c)</div>"
        ),
        (
            "<div class=document><div class=body role=main><h1>T</h1>"
            "<p>Long text, longer than anything else here.</div></div>"
            "<div class=sphinxsidebar><h3>Navigation</h3></div>"
        ),
        "<div id=content class=content><main><h1>T</h1><p>Long text, longer than anything else here.</main></div>",
    ],
)
def test_without_main_the_densest_element_is_the_content(body: str) -> None:
    assert show_blocks(f"<title>T</title>{body}") == "# T\n\nLong text, longer than anything else here."


def test_two_titles_on_one_page_are_both_read() -> None:
    body = (
        "<div><div><div id=a><h1>A</h1><p>Text of the first part.</div><div id=b><h1>B</h1><p>Short.</div></div></div>"
    )
    assert "# B" in show_blocks(body)


def test_the_title_may_stand_above_the_content() -> None:
    html = (
        "<title>Setup | S</title><body class=article><div id=header><h1>Setup</h1><span>Ann</span></div>"
        "<div id=content><p>x</div>"
    )
    assert show_blocks(html) == "# Setup\n\nx"
    starlight = "<main><h1 id=_top>Setup</h1><div class=sl-markdown-content><p>x</div></main>"
    assert show_blocks(starlight) == "# Setup {_top}\n\nx"


def test_the_name_of_a_site_is_no_title() -> None:
    html = "<title>Setup | S</title><header><h1><a href=/>S</a></h1></header><main><p>x</main>"
    page = load_page(html)
    assert page.article.title == ""
    assert page.head.title == "Setup"


def test_a_main_element_that_is_hidden_is_not_the_content() -> None:
    assert show_blocks("<main hidden><h1>Old</h1><p>Gone.</main><main><h1>New</h1><p>Here.</main>") == "# New\n\nHere."
    assert show_blocks("<main style='display: none'><p>All.</main>") == "All."


def test_an_article_with_the_title_that_is_one_of_several_parts_is_not_all_of_the_content() -> None:
    parts = "".join(f"<article id={name}><h2>{name}</h2><p>{'Text. ' * 9}</article>" for name in ("one", "two"))
    shown = show_blocks(f"<main><article><h1>T</h1><p>Intro.</article>{parts}</main>")
    assert "# T\n\nIntro.\n\n## one {one}" in shown
    assert "## two {two}" in shown


def test_pages_that_a_line_with_a_colon_announces_are_named_and_others_are_not() -> None:
    pages = "<div class=toctree-wrapper><ul><li><a href=a>Alpha</a><ul><li><a href='a#b'>B</a></ul><li>Beta</ul></div>"
    assert show_blocks(f"<main><h1>T</h1><p>Read these:</p>{pages}</main>") == "# T\n\nRead these:\n\n- Alpha\n- Beta"
    assert show_blocks(f"<main><h1>T</h1><p>Read on.</p>{pages}</main>") == "# T\n\nRead on."


@pytest.mark.parametrize(
    "reference",
    [
        "<sup><a href='#fn-1' data-footnote-ref>1</a></sup>",
        "<sup id='fnref:1'><a class=footnote-ref href='#fn:1'>1</a></sup>",
        "<sup><a href='#fn:1' role=doc-noteref>1</a></sup>",
    ],
)
def test_the_number_of_a_footnote_is_not_part_of_the_word_before_it(reference: str) -> None:
    assert show_blocks(f"<main><p>Text{reference} goes on.</main>") == "Text[^1] goes on."


@pytest.mark.parametrize(
    "named", ["Use it - The Kettle", "Use it | The Kettle", "Use it :: The Kettle", "Use it: The Kettle"]
)
def test_a_banner_with_the_name_of_the_site_is_no_title(named: str) -> None:
    body = f"<div class=top><h1>The Kettle</h1></div><div class=text><h2 id=a>Use it</h2><p>{'Much text. ' * 20}</div>"
    page = load_page(f"<head><title>{named}</title></head><body>{body}</body>")
    assert [(block.text, block.anchor) for block in page.article.blocks if block.kind == "heading"] == [("Use it", "a")]


def test_a_page_called_as_its_site_keeps_its_title() -> None:
    body = f"<div class=text><h1>Kettle</h1><p>{'Much text. ' * 20}</div>"
    assert load_page(f"<head><title>Kettle</title></head><body>{body}</body>").article.title == "Kettle"


def test_a_front_page_of_vitepress_is_read_whole() -> None:
    html = """
    <div class=VPContent><div class=VPHome><div class=VPHero><h1><span>Kettle</span> <span>Boils water</span></h1>
    <p class=tagline>In three minutes.</p></div>
    <div class=VPFeatures><div class=item><div class=VPFeature><article class=box><h2 class=title>Quiet</h2>
    <p class=details>Stands on cork.</p></article></div></div></div>
    <div class="vp-doc container"><div><h2 id=buy>Buy <a class=header-anchor href="#buy">&#8203;</a></h2>
    <p>At the shop.</p></div></div></div></div>
    """
    assert show_blocks(html) == (
        "# Kettle Boils water\n\nIn three minutes.\n\n**Quiet**\n\nStands on cork.\n\n## Buy {buy}\n\nAt the shop."
    )
