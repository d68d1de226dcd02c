"""Reading a YAML file of the owner's: what cannot be read is said in one sentence."""

from pathlib import Path
from typing import Any

import yaml

from chains.errors import SettingsError


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice: YAML itself would take the last one, in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """A mapping as a dict."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"{key.value} stands twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def load_yaml(path: Path) -> Any:
    """What the file holds.

    Raises:
        FileNotFoundError: there is no such file.
        SettingsError: it cannot be read, or is not valid YAML; the message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}. It must be a UTF-8 text file.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"line {mark.line + 1}: " if mark else ""
        if mark and "\t" in _get_line(text, mark.line)[: mark.column + 1]:
            raise SettingsError(f"{path} is not valid YAML: {line}a tab; write blanks in its place.") from error
        raise SettingsError(f"{path} is not valid YAML: {line}{error.problem or error}.") from error
    except (yaml.YAMLError, ValueError) as error:
        raise SettingsError(f"{path} is not valid YAML: {' '.join(str(error).split())}.") from error
    except RecursionError as error:
        raise SettingsError(f"{path} is not valid YAML: it is nested too deep.") from error


def _get_line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number] if number < len(lines) else ""
