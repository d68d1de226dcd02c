"""What an expression of JavaScript may be worth, as far as its text tells.

Strings, numbers, booleans, lists and dicts are Python's; `null` and `undefined` are None.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tree_sitter import Node

UNKNOWN = object()
"""Stands for a value that is not known without running the code."""

REST = "..."
"""A key of a dict to which the code adds something that is not known."""

MAX_SIZE = 100_000
"""How many characters or items a value may have that is put together: texts that double themselves end here."""


class External(str):
    """What a package exports; the text is the package's name."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Scope:
    """The names that can be seen at one place: what is declared there, and around it."""

    values: dict[str, object] = field(default_factory=dict)
    """What is known already. A `Declared` or `Lazy` value is worked out when it is asked for."""
    parent: "Scope | None" = None
    written: dict[str, "Node"] = field(default_factory=dict)
    """The expressions of the names that are declared by one."""
    changes: "dict[str, list[Change]]" = field(default_factory=dict)
    """How statements change what names stand for."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What `...rest` in a pattern takes: the items from `start`, or what has none of the `names`."""

    start: int = 0
    names: frozenset[str] = frozenset()


PathPart = str | int | Remaining
"""A step from a value to a part of it."""


@dataclass(slots=True, eq=False)
class Declared:
    """A name's value, not yet worked out. `path` leads to a part of what `node` is worth."""

    node: "Node"
    path: tuple[PathPart, ...] = ()
    default: "Node | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Lazy:
    """A name's value that stands in another file, not yet read."""

    load: Callable[[], object]


class How(Enum):
    """What a statement does with a value."""

    PUT = auto()
    APPEND = auto()
    ADD = auto()
    """`+=`"""
    MERGE = auto()
    """`Object.assign(target, value)`"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a statement does at `path` below a name. None is a value that is not known."""

    path: tuple[str | int, ...]
    value: "Node | None"
    how: How = How.PUT
    conditions: "tuple[tuple[Node, bool], ...]" = ()
    """What must be true or false for it to happen."""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function with the names that it sees."""

    node: "Node"
    scope: Scope


@dataclass(frozen=True, slots=True, eq=False)
class Jsx:
    """An element, with the names that it sees."""

    node: "Node"
    scope: Scope


def follow(value: object, path: tuple[PathPart, ...]) -> object:
    """A part of a value; None where JavaScript has `undefined`."""
    for key in path:
        if isinstance(key, Remaining):
            if isinstance(value, dict):
                value = {name: one for name, one in value.items() if name not in key.names}
            else:
                value = value[key.start :] if isinstance(value, list) else UNKNOWN
        elif isinstance(value, dict) and isinstance(key, str):
            value = value.get(key, UNKNOWN if REST in value else None)
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key] if 0 <= key < len(value) else None
        else:
            return UNKNOWN
    return value


def get_text(values: Mapping[str, object], key: str) -> str:
    """A value that is a string; empty for any other."""
    value = values.get(key)
    return value if isinstance(value, str) and not isinstance(value, External) else ""


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


def format_primitive(value: object) -> str | None:
    """What a string, number or boolean is as text; None for any other value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, External) else None


def is_true(value: object) -> bool:
    """Whether JavaScript takes a known value for true: empty lists and objects are."""
    return value is not None and (bool(value) or isinstance(value, (list, dict)))
