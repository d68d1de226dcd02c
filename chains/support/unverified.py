"""Finds names in the code of an answer that stand in no passage."""

import re
from collections.abc import Iterable

_FENCED = re.compile(r"^ {0,3}(`{3,}+|~{3,}+)[^\n]*+\n(.*?)(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"(?<!`)(`++)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_NAME = re.compile(
    r"""
    (?<![\w-])--?[A-Za-z][\w-]*                              # --flag, -f
    | (?:@?[\w.-]+)?/[\w@.-]+(?:/[\w@.-]+)*                  # a/path, /etc/path, @scope/package
    | [A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+                # module.name
    | [A-Za-z_$][\w$]*(?=\()                                 # call(
    | [A-Za-z_$]+[a-z\d][A-Z][\w$]*                          # camelCase
    | [A-Za-z\d]+_[\w]+                                      # snake_case, CONSTANT_CASE
    """,
    re.VERBOSE,
)


def find_unverified(response: str, passages: Iterable[str]) -> list[str]:
    """The flags, paths and identifiers in the response's code that stand in no passage, each once, in order."""
    if "`" not in response and "~~~" not in response:
        return []
    known = "\n".join(passages)
    return [name for name in dict.fromkeys(_names_in_code(response)) if name not in known]


def _names_in_code(response: str) -> Iterable[str]:
    prose = _FENCED.sub("\n", response)
    code = [match[2] for match in _FENCED.finditer(response)] + [match[2] for match in _INLINE.finditer(prose)]
    for block in code:
        yield from (match.group() for match in _NAME.finditer(block))
