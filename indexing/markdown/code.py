"""Code blocks of Markdown files, as the page shows them."""

import re

from indexing.blocks import Block
from indexing.formatting import format_fence

_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
_MAGIC_COMMENT = re.compile(
    r"^[ \t]*(?://|#|--|%|;|'|/\*|\{/\*|<!--)[ \t]*highlight-(?:next-line|start|end)[ \t]*(?:\*/\}?|-->)?[ \t]*\n?",
    re.MULTILINE,
)


def format_code_block(code: str, info: str) -> Block:
    """A fence's content with its language and title."""
    language = info.split(maxsplit=1)[0] if info.strip() else ""
    if "=" in language or language.startswith("{"):
        language = ""
    title = _TITLE.search(info)
    return format_code(code, language.partition("{")[0], (title[1] or title[2] or "") if title else "")


def format_code(code: str, language: str, title: str) -> Block:
    """A code block; comments that only steer highlighting are left out."""
    if "highlight-" in code:
        code = _MAGIC_COMMENT.sub("", code)
    return Block("code", format_fence(code, language, title))


def find_language(names: str) -> str:
    """The language that the classes of a code block name."""
    return next((name.removeprefix("language-") for name in names.split() if name.startswith("language-")), "")
