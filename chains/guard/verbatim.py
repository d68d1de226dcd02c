"""Text that is written as it stands, without a look at each of its parts. Most of an answer is such text."""

import re
import string

from chains.guard.hosts import TLDS

_ENDINGS = {first: [label[1:] for label in sorted(TLDS) if label[0] == first] for first in string.ascii_lowercase}
_TLD = "|".join(
    f"{first}(?:[{''.join(end for end in ends if len(end) == 1)}]{''.join(f'|{end}' for end in ends if len(end) > 1)})"
    for first, ends in _ENDINGS.items()
)


def _create_pattern(*, at_end: bool) -> re.Pattern[str]:
    """`at_end`: the line ends with the text, so that nothing can follow its last character."""
    end, more = (r"|\Z", "") if at_end else ("", r"|\Z")
    return re.compile(
        rf"""(?:
            [^\\&<`\[\]{{$|@!^/:.\u0100-\U0010ffff]++ | [^\x00-\xff【［]++  # two sets are searched faster than one
            | (?<=[^wW])\.(?: (?=[^\w&]|\d{end}) | (?=[a-z]{{1,19}}(?:[\s!-@\[-`{{-~]{end})) (?!(?:{_TLD})(?![^\W_])) )
            | (?<=[\s(`])\.(?=[A-Za-z])
            | /(?!/{more}) | :(?!//|octocat{more}) | [!^](?=[^\\\[【［])
            | (?<=[ \t])(?:\[[1-9]\d?\])++(?=[^\w(:\[【［\\]{end})
            | (?<!~)`(?![ ])[^`|~\n]{{1,200}}`(?=[^`]{end})
        )*+""",
        re.VERBOSE,
    )


VERBATIM = _create_pattern(at_end=False)
"""Words, code, and numbers in brackets between blanks."""
VERBATIM_TO_END = _create_pattern(at_end=True)
QUIET = re.compile(r"[^\\&<`\[\]{$|@!^/:.\u0100-\U0010ffff]{1,49}")
"""A piece in which there is nothing but words."""
QUIET_TO_END = re.compile(rf"{QUIET.pattern}(?<![wW])\.?")
"""The same, to the end of a line and of a sentence."""
COUNTED = re.compile(r"`[^`]+`|\[\d+\]|\.(?=\S)")
"""Of such text, the places at which the guard looks when it reads the text in smaller pieces."""
NUMBERS = re.compile(r"`[^`]*`|\[([0-9]+)\]")
"""The numbers in brackets, beside those in code."""
HOLDABLE = frozenset(" \t*_./:hHtTpPsSfFwWoca")
"""The last characters of what must be held back."""
HOLDABLE_LETTERS = frozenset("hHtTpPsSfFwW")
HOLD = re.compile(
    r"(?:[./]|[hH](?:[tT](?:[tT](?:[pP][sS]?)?)?)?:?/?|[fF](?:[tT][pP]?)?:?/?"
    r"|[wW]{1,3}\.?|:(?:/|o(?:c(?:t(?:o(?:c(?:a)?)?)?)?)?)?)\Z"
)
"""The end of a piece that may begin something with the next one, beside blanks and emphasis."""
HOLD_WIDTH = 7
