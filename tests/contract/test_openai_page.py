"""The examples of the page "OpenAI clients" run as they stand there, but for the address."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from app.settings import Settings
from tests.support.node import install
from tests.support.services import Control, serving

PAGE = (Path(__file__).parents[2] / "website/docs/openai-clients.md").read_text()
PACKAGES = Path(__file__).parent / "node_clients"
FENCE = re.compile(r'```(?:python|js) title="([^"]+)"\n(.*?)```', re.DOTALL)
EXAMPLES = dict(FENCE.findall(PAGE))
LINK = "[[1]](https://kitchen.example/pans#washing)"


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen()) as address:
        yield address


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_prints_an_answer_with_its_source(
    name: str, address: str, control: Control, tmp_path: Path
) -> None:
    control.script("Wash it by hand [1].")
    code = EXAMPLES[name].replace("http://127.0.0.1:8000", address)
    code = code.replace("How do I index my own documentation?", "How is a cast-iron pan washed?")
    (tmp_path / name).write_text(code)
    node = install(PACKAGES)
    (tmp_path / "node_modules").symlink_to(PACKAGES / "node_modules")
    program = sys.executable if name.endswith(".py") else str(node)
    run = subprocess.run(
        [program, name], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False, env={"LANG": "C.UTF-8"}
    )
    assert run.returncode == 0, run.stderr
    assert f"Wash it by hand {LINK}." in run.stdout


def test_the_page_names_the_versions_that_are_run() -> None:
    assert len(EXAMPLES) == 5
    for package in ("openai", "langchain-openai"):
        assert f"with {package} {version(package)}." in PAGE
    javascript = re.search(r'"openai": "([\d.]+)"', (PACKAGES / "package.json").read_text())
    assert javascript
    assert f"with openai {javascript[1]}," in PAGE
