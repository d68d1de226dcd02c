"""The examples of the page "AI SDK front ends" run as they stand there, in jsdom; only their address is another."""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from app.wires.event_stream import HEARTBEAT_SECONDS
from tests.support.node import install, run_script
from tests.support.services import Control, serving

PAGE = (Path(__file__).parents[2] / "website/docs/ai-sdk-clients.md").read_text()
CLIENTS = Path(__file__).parent / "node_clients"
EXAMPLES: dict[str, str] = dict(re.findall(r'```jsx title="([^"]+)"\n(.*?)```', PAGE, re.DOTALL))
FRONTS = [("Chat.jsx", 5), ("Chat.jsx", 6), ("Chat.jsx", 7), ("Ask.jsx", 6), ("Assistant.jsx", 7)]
PAN = "How is a cast-iron pan washed?"
LINK = ["[1]", "https://kitchen.example/pans#washing"]
SHOWN = {"Chat.jsx": "[1]", "Ask.jsx": "[1]", "Assistant.jsx": "Source: Pans"}
"""What each of them shows last of an answer."""


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    gemini = {"chat_timeout_seconds": 60, "first_word_seconds": 60}
    answer = {"deadline_seconds": 120}
    with serving(kitchen(gemini=gemini, answer=answer, limits={"address_per_minute": 0})) as address:
        yield address


@pytest.fixture
def show(address: str, tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Show an example and ask it questions, each with the text that it must show then."""

    def show(name: str, version: int, *questions: tuple[str, str]) -> list[dict[str, Any]]:
        install(CLIENTS)
        folder = tmp_path / f"{name}-{version}"
        folder.mkdir()
        (folder / name).write_text(EXAMPLES[name])
        (folder / "node_modules").symlink_to(CLIENTS / "node_modules")
        asked = [{"ask": question, "until": until} for question, until in questions]
        given = {"address": address, "version": version, "file": str(folder / name), "questions": asked}
        seen: list[dict[str, Any]] = json.loads(run_script(CLIENTS, "ask_on_page.js", json.dumps(given)))
        return seen

    return show


@pytest.mark.parametrize(("name", "version"), FRONTS)
def test_each_example_shows_answers_with_links_and_pages_that_may_help(
    name: str, version: int, show: Callable[..., list[dict[str, Any]]]
) -> None:
    answered, refused = show(name, version, (PAN, SHOWN[name]), ("Who won the cup in 1998?", "Pans > Washing"))
    assert "A cast-iron pan is washed by hand with hot water. [1]" in answered["text"]
    assert LINK in answered["links"]
    assert "These pages may help:" in refused["text"]
    assert ["Pans > Washing", LINK[1]] in refused["links"]


@pytest.mark.parametrize(("name", "version"), [(name, version) for name, version in FRONTS if name != "Assistant.jsx"])
def test_each_example_that_shows_errors_shows_that_a_question_failed(
    name: str, version: int, show: Callable[..., list[dict[str, Any]]], control: Control
) -> None:
    control.fail(method="batchEmbedContents", status=403, times=9)
    told = "Service Unavailable" if name == "Ask.jsx" else '"message":"'
    (failed,) = show(name, version, (PAN, told))
    assert failed["links"] == []


def test_a_silent_stream_is_kept_alive_by_comments_that_every_front_ignores(
    address: str, show: Callable[..., list[dict[str, Any]]], control: Control
) -> None:
    control.fail(method="streamGenerateContent", chunk_delay=HEARTBEAT_SECONDS + 1, times=len(FRONTS) + 1)
    for _ in range(len(FRONTS) + 1):
        control.script("With hot water [1]")
    with ThreadPoolExecutor(len(FRONTS) + 1) as threads:
        asked = {"messages": [{"role": "user", "content": PAN}]}
        plain = threads.submit(httpx.post, f"{address}/api/chat", json=asked, timeout=60)
        fronts = [threads.submit(show, name, version, (PAN, SHOWN[name])) for name, version in FRONTS]
        assert "\n: ping\n" in plain.result().text
        for front in fronts:
            (seen,) = front.result()
            assert LINK in seen["links"]


def test_the_page_names_the_versions_that_are_run() -> None:
    assert set(EXAMPLES) == {name for name, _ in FRONTS}
    packages = json.loads((CLIENTS / "package.json").read_text())["dependencies"]
    for package in ("open-ask-ai", "@assistant-ui/react", "@assistant-ui/react-ai-sdk"):
        assert f"{package} {packages[package]}" in PAGE
    for version in (5, 6, 7):
        assert packages[f"ai-{version}"].removeprefix("npm:ai@") in PAGE
