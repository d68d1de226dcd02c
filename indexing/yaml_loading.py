"""YAML 1.2, as JavaScript's programs read it: `yes`, `no`, `on` and `off` are texts. Nothing in it is run."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

import yaml

_SafeLoader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEAN = "tag:yaml.org,2002:bool"

_MAX_DEPTH = 100
"""libyaml's reader calls itself, and 50,000 levels end the process."""
_MAX_NODES = 1_000_000
"""With the aliases unfolded. GitHub's description, 13 MB, has 700,000 without any."""
_MAX_BITS = 1_000
_ANCHOR = re.compile(r"(?:^|[\s\[{,:])&\S", re.MULTILINE)
_INDENTED = re.compile(rf"^[ \t?:-]{{{_MAX_DEPTH}}}", re.MULTILINE)


class YamlLoader(_SafeLoader):  # type: ignore[misc,valid-type]  # one of the two, whichever was built
    """PyYAML's safe loader without the texts that YAML 1.1 took for booleans."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
        for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
    }


YamlLoader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


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
