"""Patterns of what may stand inside a line: where the guard must look, and what it reads there."""

import re

OPENING = "[【［"
MAX_HELD = 1_000
"""Characters held back for one construct; a longer one is no construct but text."""

SPECIAL = re.compile(
    r"[\\&<`\[\]{$|@【［!^/:.](?:(?<=[\\&<`\[\]{$|@【［])|(?<=[!^])(?=\\?(?:[\[【［]|\Z))|(?<=/)(?=/)|(?<=:)(?=//|octocat)"
    r"|(?<=\.)(?=\S)|(?<=[wW]\.)|(?<=\A\.))"
)
"""Where the guard must look; everything between is passed on as it is. It begins with a set, which is searched fast."""
MAX_BLANKS = 50
"""A longer row of blanks is made as short as this."""
LONG_BLANKS = re.compile(r"[ \t]{51,}")
WRAPPER_WIDTH = MAX_BLANKS + 4
WRAPPER = re.compile(r"[ \t]*(?:(?<![*_])(?:\*{1,3}|_{1,3}))?\Z")
"""Blanks and emphasis before a bracket: they go with a marker that is taken out."""
SCHEME_BEFORE = re.compile(r"(?<![^\W_])(?:https?|ftp)\Z", re.IGNORECASE)

TICKS = re.compile(r"`+")
LABEL = re.compile(r"\[((?:[^\[\]\n\\`]|\\.|(?:`[^`\n]++`|``)|!?\[[^\[\]\n]*+\](?:\([^()\n]*+\))?)*+)\]")
LABEL_PART = re.compile(
    r"\[(?:[^\[\]\n\\`]|\\.|(?:`[^`\n]++`|``)|!?\[[^\[\]\n]*+\](?:\([^()\n]*+\))?)*+"
    r"(?:\\|`[^`\n]*|!?\[[^\[\]\n]*(?:\](?:\([^()\n]*)?)?)?"
)
"""The beginning of a label."""
TARGET = re.compile(
    r"\([ \t]*(?:<([^<>\n]*)>|([^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)"
)
ADDRESS = re.compile(r"[!#-;=?-Z_a-z~]*")
"""As far as a bare address may go."""
ADDRESS_IN_ALT = re.compile(r"[#-'*-;=?-Z_a-z~]*")
"""The text of an image ends at the first bracket for some renderers, even in code."""
BARE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/(?:[A-Za-z0-9/.=?#+,_%~-]|&(?!#?\w+;))*)?", re.IGNORECASE)
"""An address of which every renderer makes the same link, or none."""
FOREIGN = re.compile(r"[^\s<>`|]*")
FOREIGN_IN_ALT = re.compile(r"[^\s<>`|()\[\]!]*")
ESCAPED_FOREIGN = re.compile(r"(?:[^\s<>`|\\]|\\[^<>`|\\])*")
DOMAIN = re.compile(r"@[\w-]+(?:\.[\w-]+)*\.?")
SCHEME = re.compile(r"(?<![^\W_])[A-Za-z][A-Za-z0-9+.-]*:\Z")
ADDRESS_START = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
LINKED_SCHEME = re.compile(r"(?:https?|ftp|dict):\Z", re.IGNORECASE)
"""Schemes of which renderers make links on their own."""
MAIL_SCHEME = re.compile(r"(?:mailto|xmpp):\S*\Z", re.IGNORECASE)
MAIL = re.compile(r"[^\s<>()\[\],;:\"|@]@(?:[\w.~+=^$-]|[^\x00-\x7f\s])*\Z")
WWW = re.compile(r"www\Z", re.IGNORECASE)
WWW_BEFORE = re.compile(r"(?<![^\W_])www\Z", re.IGNORECASE)
_MACRO = (
    r"\\(?:href|url|html|class|style|cssId|bbox|mml|require|include|[egx]?def|let\b|future|(?:re)?new|provide|csname)"
)
"""Beginnings of macros that link, fetch, style or define others: MathJax obeys them."""
ATTRIBUTE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}[ ]*=")
"""Behind a brace this may give an attribute to an element, in some renderers that know no maths."""
MATH = re.compile(r"(\${1,2})(?!\$)([^$\n]{1,300})\1(?!\$)")
NO_MATH = re.compile(
    r"[`|@]|<(?![ =0-9])|&[#\w]|//|!\[|\]\s?[(\[:]|\[\^?[ \t]?\d|[【［]|www\.|https?:|\.(?=[A-Za-z]{2})|:octocat|\\\Z"
    rf"|\\[\[\]]|{_MACRO}",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]+")
MAX_MARKS = 200
"""A line of marks that is longer is text."""
