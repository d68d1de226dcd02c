"""Code in colours on the demo's pages."""

from app.wires.pages.code import format_code_styles, highlight_code


def test_code_is_coloured_and_stays_text() -> None:
    html = highlight_code('x = "<script>"  # & more\n', "python")
    assert '<span class="c1"># &amp; more</span>' in html
    assert "<script" not in html


def test_an_unknown_language_and_long_code_have_one_colour() -> None:
    assert highlight_code("a < b", "no-such-language") == "a &lt; b"
    assert highlight_code("a < b", "") == "a &lt; b"
    assert "<span" not in highlight_code("x = 1\n" * 20_000, "python")


def test_both_schemes_have_colours_and_no_backgrounds_of_their_own() -> None:
    styles = format_code_styles()
    assert "@media (prefers-color-scheme: dark)" in styles
    assert styles.count("pre .k ") == 2
    assert "pre {" not in styles
