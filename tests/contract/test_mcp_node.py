"""MCP's clients for JavaScript, and its inspector, against a running service."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.support.mcp_calls import CALLS, PANS, QUESTION, TOOLS, check_answers
from tests.support.node import install, run_script
from tests.support.services import serving

FOLDER = Path(__file__).parent / "mcp_node"
INSPECTOR = "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js"
LIBRARIES = ("sdk", "client")
KEY = "k" * 20


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen(limits={"address_per_minute": 0, "address_per_day": 0, "search_per_minute": 0})) as address:
        yield f"{address}/mcp"


def call_tools(library: str, url: str, *calls: tuple[str, dict[str, Any]], key: str = "") -> dict[str, Any]:
    """Call tools one after the other with a library; what it saw."""
    seen: dict[str, Any] = json.loads(run_script(FOLDER, "client.js", library, url, key, json.dumps(calls)))
    return seen


def inspect(url: str, home: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the inspector's command line, which keeps what it learns below `home`."""
    node = install(FOLDER)
    environment = {"PATH": str(node.parent), "HOME": str(home), "MCP_CATALOG_PATH": str(home / "servers.json")}
    command = [str(node), INSPECTOR, "--cli", url, "--transport", "http", *options]
    return subprocess.run(
        command, cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_clients_ask_search_and_read(library: str, address: str) -> None:
    seen = call_tools(library, address, *CALLS)
    assert [tool["name"] for tool in seen["tools"]] == TOOLS
    assert seen["server"]["name"] == "askdocs"
    assert "ask_docs" in seen["instructions"]
    assert list(seen["capabilities"]) == ["tools"]
    check_answers(seen["results"])
    assert [news["message"] for news in seen["progress"]] == ["Reading 5 passages"]


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_clients_are_told_what_they_did_wrong(library: str, kitchen: Callable[..., Settings]) -> None:
    settings = kitchen(server={"api_keys": f"ci:{KEY}"}, limits={"key_per_minute": 1})
    with serving(settings) as address:
        refused = call_tools(library, f"{address}/mcp", key="wrong-wrong-wrong-wrong")
        assert refused["connecting"]["failure"]
        assert re.search("401|nauthorized|Bearer KEY", json.dumps(refused["connecting"]))
        asked = call_tools(library, f"{address}/mcp", *[("ask_docs", QUESTION)] * 2, key=KEY)
    first, second = asked["results"]
    assert first["isError"] is False
    assert "429" in json.dumps(second) or "questions" in second["message"]


def test_the_inspector_finds_nothing_wrong_with_the_tools(address: str, tmp_path: Path) -> None:
    listed = inspect(address, tmp_path, "--method", "tools/list", "--strict")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [tool["name"] for tool in json.loads(listed.stdout)["tools"]] == TOOLS


@pytest.mark.parametrize(
    ("tool", "arguments", "expected"),
    [
        ("ask_docs", [f"query={QUESTION['query']}"], "Pans > Washing"),
        ("search", ["query=washing a pan"], PANS),
        ("fetch", [f"id={PANS}"], "# Pans"),
    ],
)
def test_the_inspector_calls_each_tool(
    tool: str, arguments: list[str], expected: str, address: str, tmp_path: Path
) -> None:
    options = ["--method", "tools/call", "--tool-name", tool, *(f"--tool-arg={argument}" for argument in arguments)]
    called = inspect(address, tmp_path, *options)
    assert called.returncode == 0, called.stderr
    result = json.loads(called.stdout)
    assert result["isError"] is False
    assert expected in result["content"][0]["text"]
