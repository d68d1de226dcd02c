"""The Helm chart, rendered and validated as a cluster would."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.support.documentation import ROOT

CHART = ROOT / "deploy" / "helm" / "askdocs"
EXAMPLES = sorted((ROOT / "deploy" / "helm" / "examples").glob("*.yaml"))
PYTHON = ROOT / ".venv" / "chart" / "bin" / "python"
LEAST: dict[str, Any] = {"existingSecret": "askdocs", "settings": {"QDRANT_HOST": "http://qdrant:6333"}}
"""The least that the chart wants to be told."""

Object = dict[str, Any]

VALUES_SCHEMA: Object = json.loads((CHART / "values.schema.json").read_text())


class NoChartToolsError(Exception):
    """What renders the chart is not installed."""


class RefusedError(Exception):
    """Helm refuses the values, with a sentence for their owner."""


class Rendered:
    """What a release consists of."""

    def __init__(self, objects: list[Object], notes: str) -> None:
        self.objects = objects
        self.notes = notes

    def find_all(self, kind: str) -> list[Object]:
        return [found for found in self.objects if found["kind"] == kind]

    def find(self, kind: str, suffix: str = "") -> Object:
        """The only object of this kind whose name ends so."""
        (found,) = [found for found in self.find_all(kind) if found["metadata"]["name"].endswith(suffix)]
        return found

    @property
    def pods(self) -> dict[str, Object]:
        """The templates of all pods, by component."""
        templates = [found["spec"]["template"] for kind in ("Deployment", "Job") for found in self.find_all(kind)]
        templates += [found["spec"]["jobTemplate"]["spec"]["template"] for found in self.find_all("CronJob")]
        return {found["metadata"]["labels"]["app.kubernetes.io/component"]: found for found in templates}


class Helm:
    """A process that renders and validates."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def render(self, values: Object, *, name: str = "docs", namespace: str = "web", archive: str = "") -> Rendered:
        """Render the chart, or the one in an archive. Raises RefusedError."""
        told = self._ask({"do": "render", "values": values, "name": name, "namespace": namespace, "archive": archive})
        if "problem" in told:
            raise RefusedError(told["problem"])
        return Rendered(told["objects"], told["notes"])

    def package(self, folder: Path, chart: Path = CHART) -> str:
        """Put the chart into an archive in a folder, as a repository of charts has it."""
        return str(self._ask({"do": "package", "chart": str(chart), "folder": str(folder)})["archive"])

    def lint(self, values: Object) -> list[Object]:
        """What Helm's linter finds."""
        messages: list[Object] = self._ask({"do": "lint", "values": values, "chart": str(CHART)})["messages"]
        return messages

    def validate(self, found: Object, version: str) -> str:
        """Why Kubernetes of this version would refuse an object; empty when it would not."""
        return str(self._ask({"do": "validate", "object": found, "version": version})["problem"])

    def _ask(self, question: Object) -> Object:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "The process that renders has ended; its words are above."
        told: Object = json.loads(line)
        return told


@contextmanager
def running_helm() -> Iterator[Helm]:
    """Raises NoChartToolsError."""
    if not PYTHON.exists():
        raise NoChartToolsError(
            "Helm's library is not installed. Run `make .venv/chart.stamp`, which needs the network."
        )
    command = [str(PYTHON), str(ROOT / "tests" / "support" / "chart_process.py"), str(CHART)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Helm(process)
        finally:
            process.communicate()  # closes its input, which ends it


def load_example(path: Path) -> Object:
    """The values of an example."""
    values: Object = yaml.safe_load(path.read_text())
    return values


def merge(values: Object, changes: Object) -> Object:
    """Values with changes in them, as Helm merges them."""
    merged = deepcopy(values)
    for key, value in changes.items():
        inner = merged.get(key)
        merged[key] = merge(inner, value) if isinstance(value, dict) and isinstance(inner, dict) else value
    return merged


def list_values(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The values that an owner can set: `image.tag`, with its schema."""
    for name, inner in schema["properties"].items():
        place = f"{path}.{name}".removeprefix(".")
        yield place, inner
        if "properties" in inner and place not in {"settings", "secrets", "langserve"}:
            yield from list_values(inner, place)
