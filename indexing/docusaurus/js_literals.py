"""JavaScript literals in the text of a configuration file, read without running it.

What is not a plain literal (a call, a function, `process.env.X || '/'`) comes back as UNKNOWN.
"""

import re
from collections.abc import Iterator, Mapping
from typing import cast

UNKNOWN = object()
"""Stands for a value that is not known without running the file."""

_COMMENT_OR_STRING = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""", re.DOTALL
)
_STRING = re.compile(r""""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_$][\w$]*|-?\d+(?:\.\d+)?")
_KEY = re.compile(r"""\s*(?:([A-Za-z_$][\w$]*)|"([^"\n]*)"|'([^'\n]*)')\s*:""")
_SPACE = re.compile(r"\s*")
_AFTER = re.compile(r"\s*(?:(?:as|satisfies)\s+[\w.<>\s\[\]]+?)?\s*(?=[,}\])]|$)")
_END_OF_STATEMENT = re.compile(r"[ \t]*(?:(?:as|satisfies)\b[^\n;]*)?(?:;|\n|$)")
_CONSTANTS: Mapping[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_OPENING, _CLOSING = "{[(", "}])"
_MAX_DEPTH = 50


def read_objects(text: str) -> Iterator[dict[str, object]]:
    """Every object literal that is assigned, exported, returned or passed on, in the order of the text."""
    reader = _Reader(_COMMENT_OR_STRING.sub(_drop_comment, text))
    for match in re.finditer(r"(?:=|\bdefault|\breturn|\()\s*(?=\{)", reader.text):
        value, _end = reader.read_literal(match.end(), 0)
        if isinstance(value, dict):
            yield value


def get_text(values: Mapping[str, object], key: str) -> str:
    """A value that is a string; empty for any other."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def get_list(values: Mapping[str, object], key: str) -> list[object]:
    """A value that is a list; empty for any other."""
    value = values.get(key)
    return value if isinstance(value, list) else []


def get_texts(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    """The strings of a list."""
    return tuple(value for value in get_list(values, key) if isinstance(value, str))


def get_mapping(values: Mapping[str, object], key: str) -> Mapping[str, object]:
    """A value that is an object; empty for any other."""
    value = values.get(key)
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _drop_comment(match: re.Match[str]) -> str:
    return " " if match[0].startswith("/") else match[0]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def read_value(self, position: int, depth: int) -> tuple[object, int]:
        """The value at `position` and the position of the `,` or bracket that ends it."""
        position = self._skip_space(position)
        value, end = self.read_literal(position, depth)
        after = _AFTER.match(self.text, end) if end > position else None
        return (value, after.end()) if after else (UNKNOWN, self._skip(position))

    def read_literal(self, position: int, depth: int) -> tuple[object, int]:
        """The literal that begins at `position`, whatever follows it; the same position where none begins."""
        character = self.text[position : position + 1]
        string = _STRING.match(self.text, position)
        if depth > _MAX_DEPTH:
            return UNKNOWN, position
        if string:
            return self._read_string(string), string.end()
        if character == "{":
            return self._read_object(position + 1, depth + 1)
        if character == "[":
            return self._read_array(position + 1, depth + 1)
        if character == "(":
            value, end = self.read_value(position + 1, depth + 1)
            return value, self._skip_space(end) + 1
        word = _WORD.match(self.text, position)
        return (self._read_word(word[0], depth), word.end()) if word else (UNKNOWN, position)

    def _read_word(self, word: str, depth: int) -> object:
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        if word[0].isdigit() or word[0] == "-":
            return float(word) if "." in word else int(word)
        declared = re.search(rf"\b(?:const|let|var)\s+{re.escape(word)}\b[^=\n]*=\s*", self.text)
        if not declared:
            return UNKNOWN
        value, end = self.read_literal(declared.end(), depth + 10)
        return value if _END_OF_STATEMENT.match(self.text, end) else UNKNOWN

    def _read_string(self, match: re.Match[str]) -> object:
        if match[3] is not None and "${" in match[3]:
            return UNKNOWN
        raw = next(group for group in match.groups() if group is not None)
        return re.sub(r"\\(.)", r"\1", raw)

    def _read_object(self, position: int, depth: int) -> tuple[dict[str, object], int]:
        found: dict[str, object] = {}
        while position < len(self.text):
            position = self._skip_space(position)
            if self.text[position : position + 1] == "}":
                return found, position + 1
            key = _KEY.match(self.text, position)
            if key:
                value, position = self.read_value(key.end(), depth)
                found[next(group for group in key.groups() if group is not None)] = value
            else:  # a spread, a method or a shorthand
                short = re.compile(r"([A-Za-z_$][\w$]*)\s*(?=[,}])").match(self.text, position)
                if short:
                    found[short[1]] = self._read_word(short[1], depth)
                position = self._skip(position)
            position = self._skip_space(position)
            if self.text[position : position + 1] == ",":
                position += 1
            elif self.text[position : position + 1] != "}":
                return found, position + 1
        return found, position

    def _read_array(self, position: int, depth: int) -> tuple[list[object], int]:
        found: list[object] = []
        while position < len(self.text):
            position = self._skip_space(position)
            if self.text[position : position + 1] == "]":
                return found, position + 1
            value, position = self.read_value(position, depth)
            found.append(value)
            position = self._skip_space(position)
            if self.text[position : position + 1] == ",":
                position += 1
            elif self.text[position : position + 1] != "]":
                return found, position + 1
        return found, position

    def _skip_space(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def _skip(self, position: int) -> int:
        """The position of the next `,` or closing bracket at this depth."""
        depth = 0
        while position < len(self.text):
            character = self.text[position]
            string = _STRING.match(self.text, position) if character in "\"'`" else None
            if string:
                position = string.end()
                continue
            if character in _OPENING:
                depth += 1
            elif character in _CLOSING:
                if depth == 0:
                    return position
                depth -= 1
            elif character == "," and depth == 0:
                return position
            position += 1
        return position
