"""Patterns of what may stand inside a line: where the guard must look, and what it reads there."""

import re

OPENING = "[【［"
MAX_HELD = 1_000
"""Characters held back for one construct; a longer one is no construct but text."""

SPECIAL = re.compile(
    r"[\\&<`\[\]$|@【［!^/:.](?:(?<=[\\&<`\[\]$|@【［])|(?<=[!^])(?=\\?(?:[\[【［]|\Z))|(?<=/)(?=/)|(?<=:)(?=//|octocat)"
    r"|(?<=\.)(?=\S)|(?<=[wW]\.)|(?<=\A\.))"
)
"""Where the guard must look; everything between is passed on as it is. It begins with a set, which is searched fast."""
HOLD = re.compile(
    r"(?:[ \t]+|[ \t]*(?<![*_])[*_]{1,3}|[./]|[hH](?:[tT](?:[tT](?:[pP][sS]?)?)?)?:?/?|[fF](?:[tT][pP]?)?:?/?"
    r"|[wW]{1,3}\.?|:(?:o(?:c(?:t(?:o(?:c(?:a)?)?)?)?)?)?)\Z"
)
"""What may become such a place with the next piece of a stream."""
MAX_BLANKS = 50
"""A longer row of blanks is made as short as this."""
LONG_BLANKS = re.compile(r"[ \t]{51,}")
HOLD_WIDTH = MAX_BLANKS + 4
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
BARE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/(?:[A-Za-z0-9/.=?#+,_%~-]|&(?!#?\w+;))*)?", re.IGNORECASE)
"""An address of which every renderer makes the same link, or none."""
FOREIGN = re.compile(r"[^\s<>`|]*")
ESCAPED_FOREIGN = re.compile(r"(?:[^\s<>`|\\]|\\[^<>`|\\])*")
DOMAIN = re.compile(r"@[\w-]+(?:\.[\w-]+)*\.?")
SCHEME = re.compile(r"(?<![^\W_])[A-Za-z][A-Za-z0-9+.-]*:\Z")
ADDRESS_START = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
LINKED_SCHEME = re.compile(r"(?:https?|ftp|dict):\Z", re.IGNORECASE)
"""Schemes of which renderers make links on their own."""
MAIL_SCHEME = re.compile(r"(?:mailto|xmpp):\S*\Z", re.IGNORECASE)
MAIL = re.compile(r"[^\s<>()\[\],;:\"|@]@[\w.-]*\Z")
WWW = re.compile(r"(?<![^\W_])www\Z", re.IGNORECASE)
MATH = re.compile(r"(\${1,2})(?!\$)([^$\n]{1,300})\1(?!\$)")
NO_MATH = re.compile(
    r"[`|@]|<(?![ =0-9])|&[#\w]|//|!\[|\]\s?[(\[:]|\[\^?[ \t]?\d|[【［]|www\.|https?:|\.(?=[A-Za-z]{2})|:octocat|\\\Z"
    r"|\\[\[\]]",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]+")
_TLDS = """
aero app asia biz com coop dev edu gov info museum name net org pro shop web xxx ac ad ae af ag ai al am ao aq
ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn
co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm
gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr
kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na
nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se
sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us
uy uz va vc ve vg vi vn vu wf ws xn ye yt za zm zw рф
"""
TLDS = frozenset(_TLDS.split())
"""Last labels of a host's name of which renderers make links without being asked: `evil.com`, but also `README.md`."""
MAX_MARKS = 200
"""A line of marks that is longer is text."""
