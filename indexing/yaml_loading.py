"""YAML 1.2, as JavaScript's programs read it: `yes`, `off`, `12:30` and `1_000` are texts. Nothing in it is run."""

import re
from collections.abc import Iterable
from math import isfinite
from typing import Any, ClassVar

import yaml

_SafeLoader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_OTHERWISE = {f"{_TAG}{name}" for name in ("bool", "int", "float", "value")}
"""What YAML 1.1 took more texts for than YAML 1.2 does."""

_MAX_DEPTH = 100
"""libyaml's reader calls itself, and 50,000 levels end the process."""
_MAX_NODES = 1_000_000
"""With the aliases unfolded. GitHub's description, 13 MB, has 700,000 without any."""
_MAX_BITS = 1_000
_ANCHOR = re.compile(r"(?:^|[\s\[{,:])&\S", re.MULTILINE)
_INDENTED = re.compile(rf"^[ \t?:-]{{{_MAX_DEPTH}}}", re.MULTILINE)


class YamlLoader(_SafeLoader):  # type: ignore[misc,valid-type]  # one of the two, whichever was built
    """PyYAML's safe loader with the booleans and numbers of YAML 1.2."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _OTHERWISE]
        for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
    }


def _construct_integer(loader: YamlLoader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node)).lower()
    return int(text, 0 if text.lstrip("+-")[:2] in {"0b", "0o", "0x"} else 10)


def _construct_float(loader: YamlLoader, node: yaml.ScalarNode) -> float | str:
    text = str(loader.construct_scalar(node))
    named = text.lower().lstrip("+-") in {".inf", ".nan"}
    number = float(text.replace(".", "") if named else text)
    return number if named or isfinite(number) else text


_FLOAT = (
    r"^(?:[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|[-+]?\.\d+(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
)
for _name, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|\d+)$", "-+0123456789"),
    ("float", _FLOAT, "-+.0123456789"),
):
    YamlLoader.add_implicit_resolver(f"{_TAG}{_name}", re.compile(_pattern, re.ASCII), list(_first))
YamlLoader.add_constructor(f"{_TAG}int", _construct_integer)
YamlLoader.add_constructor(f"{_TAG}float", _construct_float)


def load_yaml(text: str) -> Any:
    """What a document says.

    Raises:
        yaml.YAMLError: it is no YAML, or a few lines that would become more than a machine holds.
        ValueError: a date or number that there is not.
    """
    if text.count("[") + text.count("{") > _MAX_DEPTH or _ANCHOR.search(text) or _INDENTED.search(text):
        _check(yaml.parse(text, Loader=YamlLoader))
    return yaml.load(text, Loader=YamlLoader)  # noqa: S506 - it is a safe one


def check_number(value: object) -> object:
    """The value. Raises ValueError for a number that cannot be written down: in base 16, YAML takes any."""
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:
        message = "a number has too many digits"
        raise ValueError(message)
    return value


def _check(events: Iterable[yaml.Event]) -> None:
    """Refuse what is nested too deeply, and aliases that unfold to too much or hold themselves."""
    sizes: dict[str, int] = {}
    open_ones: list[tuple[str | None, int]] = []
    """The anchor of each list and object that has not ended, and how much there was before it."""
    count = 0
    for event in events:
        match event:
            case yaml.CollectionStartEvent():
                open_ones.append((event.anchor, count))
                count += 1
            case yaml.CollectionEndEvent():
                anchor, before = open_ones.pop()
                if anchor:
                    sizes[anchor] = count - before
            case yaml.AliasEvent():
                if any(anchor == event.anchor for anchor, _ in open_ones):
                    message = f"*{event.anchor} stands inside of what it is the name of"
                    raise yaml.YAMLError(message)
                count += sizes.get(event.anchor or "", 1)
            case yaml.ScalarEvent():
                count += 1
        if len(open_ones) > _MAX_DEPTH:
            message = f"it is nested more than {_MAX_DEPTH} levels deep"
            raise yaml.YAMLError(message)
        if count > _MAX_NODES:
            message = f"it holds more than {_MAX_NODES} values when its aliases are unfolded"
            raise yaml.YAMLError(message)
