"""The YAML between the `---` lines at the top of a Markdown file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from indexing.yaml_loading import check_number, load_yaml

_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What was read, and the text after it. `warning` says what is wrong and in which line; then `values` is empty."""

    values: Mapping[str, object]
    body: str
    warning: str = ""

    def text(self, key: str) -> str | None:
        """A value as text; numbers and dates as they print; None where it is missing or has another type."""
        value = self.values.get(key)
        if value is None or isinstance(value, (dict, list, set, bool)):
            return None
        return str(int(value) if isinstance(value, float) and value.is_integer() else value)

    def is_set(self, key: str) -> bool:
        """Whether a value is true."""
        return self.values.get(key) is True


def split_front_matter(text: str) -> FrontMatter:
    """Separates front matter from the body; a text without any is all body."""
    match = _FENCED.match(text)
    if not match:
        return FrontMatter({}, text)
    body = text[match.end() :]
    try:
        values = load_yaml(match[1])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return FrontMatter({}, body, _format_warning(line, error.problem or "is not YAML"))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return FrontMatter({}, body, _format_warning(1, str(error).partition("\n")[0] or "is nested too deeply"))
    if values is None:
        return FrontMatter({}, body)
    if not isinstance(values, dict):
        return FrontMatter({}, body, _format_warning(2, "is not a list of `key: value`"))
    try:
        return FrontMatter({str(key): check_number(value) for key, value in values.items()}, body)
    except ValueError as error:
        return FrontMatter({}, body, _format_warning(2, str(error)))


def _format_warning(line: int, reason: str) -> str:
    return f"the front matter is wrong in line {line} ({reason}); the page was read without it"
