"""Reads a Dockerfile: its instructions in order, with lines joined and variables put in."""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from release.commands import ReleaseError

_KNOWN = {
    "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "RUN", "STOPSIGNAL", "USER",
    "VOLUME", "WORKDIR",
}  # fmt: skip
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """Its words, as a shell splits them; options among them."""
        return shlex.split(self.text)

    @property
    def command(self) -> list[str]:
        """The words of its exec form, `["askdocs"]`."""
        found: list[str] = json.loads(self.text[self.text.index("[") :])
        return found


def load_instructions(path: Path) -> list[Instruction]:
    """Read a file.

    Raises:
        ReleaseError: it holds an instruction that is not known here.
    """
    lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    found = []
    for line in filter(None, map(str.strip, joined.splitlines())):
        name, _, text = line.partition(" ")
        if name not in _KNOWN:
            raise ReleaseError(f"{path}: the instruction {name} is not known here.")
        found.append(Instruction(name, text.strip()))
    return found


def put_in(text: str, variables: Mapping[str, str]) -> str:
    """The text with the values of variables; one without a value is empty, as Docker has it."""
    return _VARIABLE.sub(lambda found: variables.get(found[1] or found[2], ""), text)


def read_pairs(text: str, variables: Mapping[str, str]) -> dict[str, str]:
    """What `ENV` and `LABEL` set: `NAME=value`, values in quotes or not."""
    pairs = (word.partition("=") for word in shlex.split(text))
    return {name: put_in(value, variables) for name, _, value in pairs}
