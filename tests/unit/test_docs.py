"""The documentation is complete: who adds a room, a command, an endpoint or a metric without saying so fails here."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from prometheus_client import Metric

from app.cli import app as command_line
from app.observability.metrics import get_metrics
from app.parts import Process
from app.server import create_app, create_middleware
from app.settings import Settings, load_settings, variables
from app.settings.loading import GROUPS
from app.settings.routes import load_langserve_config
from tests.support.documentation import DOCS, ROOT, find_files

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
PAGES = {path: path.read_text() for path in sorted(DOCS.rglob("*.md"))}
FRONT_PAGES = [path for path in sorted(ROOT.glob("*.md")) if path.name != "CHANGELOG.md"]
FOR_READERS = {path: text for path, text in PAGES.items() if path.parent == DOCS}


@pytest.fixture
def offline(tmp_path: Path) -> Settings:
    return load_settings(
        gemini={"api_key": "emulator-key"},
        qdrant={"path": tmp_path},
        server={
            "trusted_proxies": ("127.0.0.1",),
            "server_root_path": "/ask",
            "langserve_config": ROOT / "langserve.yaml",
        },
    )


def test_no_page_names_a_setting_that_is_not_read() -> None:
    prefixes = [prefix for group in GROUPS.values() if (prefix := group.model_config["env_prefix"])]
    named = re.compile(rf"\b(?:{'|'.join(prefixes)})[A-Z_]+\b")
    not_ours = {"GEMINI_CHAT_MODLE", "QDRANT_PORT", "QDRANT_SERVICE_HOST", "QDRANT__"}  # of others
    known = {name for name, _ in variables()} | not_ours
    text = "\n".join([(ROOT / "README.md").read_text(), *FOR_READERS.values()])
    assert sorted(set(named.findall(text)) - known) == []


def test_every_page_for_readers_stands_in_the_sidebar() -> None:
    sidebar = set(re.findall(r"'([\w-]+)'", (ROOT / "website/sidebars.ts").read_text()))
    assert sorted(path.stem for path in FOR_READERS if path.stem not in sidebar) == []


def test_every_command_is_described_in_the_documentation() -> None:
    commands = typer.main.get_command(command_line).commands  # type: ignore[attr-defined]  # a group has them
    text = "\n".join(FOR_READERS.values())
    assert [name for name in commands if f"`askdocs {name}" not in text and f"\naskdocs {name}" not in text] == []


def test_every_option_of_a_command_is_described_in_the_documentation() -> None:
    commands = typer.main.get_command(command_line).commands  # type: ignore[attr-defined]  # a group has them
    options = {
        (name, option)
        for name, command in commands.items()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    text = "\n".join(FOR_READERS.values())
    assert sorted(option for option in options if f"{option[1]}`" not in text and f"{option[1]} " not in text) == []


def test_every_endpoint_stands_in_the_http_api_pages(offline: Settings) -> None:
    described = "".join(text for path, text in FOR_READERS.items() if path.name.startswith("http-api"))
    paths = {path for path in list_paths(create_app(offline)) if not path.startswith(("/chat/c/", "/docs/assets"))}
    assert {"/chat", "/chat/invoke", "/health/ready", "/openapi.json"} <= paths
    written = {re.sub(r"\{(\w+):path\}$", r"{\1}", path).removesuffix("{file_path}") for path in paths}
    assert sorted(path for path in written if f"{path}`" not in described) == []


def list_paths(application: Any) -> Iterator[str]:
    for route in application.routes:
        if (router := getattr(route, "original_router", None)) is not None:
            yield from list_paths(router)
        else:
            yield route.path


def test_every_metric_is_described_in_the_documentation() -> None:
    described = (DOCS / "deployment.md").read_text()
    families: list[Metric] = list(get_metrics().registry.collect())
    ours = [family for family in families if family.name.startswith("askdocs_")]
    names = [f"{family.name}_total" if family.type == "counter" else family.name for family in ours]
    assert len(names) > 10
    assert [name for name in names if f"`{name}`" not in described] == []


def test_the_middlewares_stand_in_contributing_in_their_order(offline: Settings) -> None:
    middlewares = create_middleware(Process(offline), load_langserve_config(offline.server), [], dev=False)
    listed = re.findall(r"^\d+\. `(\w+)`", CONTRIBUTING, re.MULTILINE)
    assert listed == [middleware.cls.__name__ for middleware in middlewares]  # type: ignore[attr-defined]  # classes


def test_every_room_stands_in_the_map_of_contributing() -> None:
    shell = [path for path in sorted((ROOT / "app").iterdir()) if not path.name.startswith(("__", "py.", "data"))]
    rooms = [f"app/{path.name}/" if path.is_dir() else f"app/{path.name}" for path in shell]
    wings = [f"{path.parent.name}/" for path in ROOT.glob("*/__init__.py")]
    inner = [f"{path.name}/" for folder in ("app/index", "indexing") for path in (ROOT / folder).iterdir()
             if (path / "__init__.py").is_file()]  # fmt: skip
    assert [room for room in (*rooms, *wings, *inner) if f"`{room}`" not in CONTRIBUTING] == []


def test_every_decision_stands_in_their_index() -> None:
    folder = DOCS / "decisions"
    index = (folder / "index.md").read_text()
    listed = re.findall(r"\]\(\./(\d{4}-[\w-]+\.md)\)", index)
    assert listed == sorted(path.name for path in folder.glob("0*.md"))
    for name in listed:
        number = name.partition("-")[0]
        text = (folder / name).read_text()
        assert f"[{number}](./{name})" in index
        assert f"\n# {number}: " in text
        assert f"\nsidebar_position: {int(number)}\n" in text


@pytest.mark.parametrize(
    "page", [*FRONT_PAGES, *sorted((DOCS / "contributing").glob("*.md"))], ids=lambda path: path.name
)
def test_every_file_that_a_page_for_contributors_names_exists(page: Path) -> None:
    assert [name for name in find_files(page.read_text()) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("*.md")), *PAGES], ids=lambda path: path.name)
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:|mailto:|#|/)([^)#\s]+)", text)
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_test_that_a_recipe_names_exists() -> None:
    named = re.findall(r"`(test_\w+)`", (DOCS / "contributing" / "recipes.md").read_text())
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    assert named
    assert [name for name in named if f"def {name}(" not in tests] == []
