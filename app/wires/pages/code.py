"""Code in colours, in light and in dark."""

from functools import cache
from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_MOST_CHARACTERS = 50_000


def highlight_code(code: str, language: str, _: str = "") -> str:
    """HTML without a tag of the code's own; in one colour where its language is not known, or where it is long."""
    try:
        lexer = get_lexer_by_name(language) if language and len(code) <= _MOST_CHARACTERS else None
    except ClassNotFound:
        lexer = None
    return escape(code) if lexer is None else str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


@cache
def format_code_styles() -> str:
    """The CSS of both schemes; its colours have a contrast of 4.5 and more on the backgrounds of the layout."""
    light = HtmlFormatter(style="xcode").get_style_defs("pre")  # type: ignore[no-untyped-call]
    dark = HtmlFormatter(style="lightbulb").get_style_defs("pre")  # type: ignore[no-untyped-call]
    return f"{_keep_rules(light)}\n@media (prefers-color-scheme: dark) {{\n{_keep_rules(dark)}\n}}"


def _keep_rules(styles: str) -> str:
    """Those of tokens alone: backgrounds are the layout's."""
    return "\n".join(line for line in styles.splitlines() if line.startswith("pre ."))
