"""The examples of the page "Your own chain" run as they stand there."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from langserve import RemoteRunnable

from app.settings import Settings
from tests.support.commands import Run
from tests.support.services import serving

PAGE = Path(__file__).parents[2] / "website/docs/your-own-chain.md"
QUESTION = "How is a cast-iron pan washed?"
FENCE = re.compile(r'```(\w+) title="([^"]+)"\n(.*?)```', re.DOTALL)
PROMPT, FIELDS, TEXT = range(3)


def read_blocks(name: str) -> list[str]:
    return [code for _, title, code in FENCE.findall(PAGE.read_text(encoding="utf-8")) if title == name]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[int], Path]:
    """Write one of the page's examples beside the page's langserve.yaml."""

    def write(number: int) -> Path:
        (tmp_path / "mychains.py").write_text(read_blocks("mychains.py")[number])
        (config,) = read_blocks("langserve.yaml")
        (tmp_path / "langserve.yaml").write_text(config)
        return tmp_path / "langserve.yaml"

    return write


def ask_everywhere(address: str, request: dict[str, Any]) -> list[dict[str, Any]]:
    """POST /chat, /chat/invoke and the sum of /chat/stream."""
    plain = httpx.post(f"{address}/chat", json=request, timeout=60)
    assert plain.status_code == 200, plain.text
    chat: RemoteRunnable[Any, Any] = RemoteRunnable(f"{address}/chat/", timeout=60)
    total: Any = None
    for part in chat.stream(request):
        total = part if total is None else total + part
    return [plain.json(), dict(chat.invoke(request)), dict(total)]


def without_id(answer: dict[str, Any]) -> dict[str, Any]:
    assert re.fullmatch(r"[0-9a-f]{32}", answer["id"])
    return {key: value for key, value in answer.items() if key not in {"id", "usage"}}


def test_the_page_has_three_examples_and_a_configuration() -> None:
    assert len(read_blocks("mychains.py")) == 3
    assert len(read_blocks("langserve.yaml")) == 1


def test_a_prompt_of_ones_own(write: Callable[[int], Path], kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(server={"langserve_config": write(PROMPT)})) as address:
        answers = ask_everywhere(address, {"query": QUESTION})
    for answer in answers:
        assert without_id(answer) == without_id(answers[0])
        assert "A cast-iron pan is washed by hand" in answer["response"]
        assert answer["sources"][0]["url"] == "https://kitchen.example/pans#washing"
        assert 1 in answer["cited"]
        assert (answer["outcome"], answer["reason"]) == ("answered", "")


def test_fields_of_ones_own(write: Callable[[int], Path], kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(server={"langserve_config": write(FIELDS)})) as address:
        answers = ask_everywhere(address, {"query": QUESTION, "product": "pan"})
        schemas = httpx.get(f"{address}/openapi.json").json()["components"]["schemas"]
        assert httpx.post(f"{address}/chat", json={"query": QUESTION}, timeout=60).json()["product"] == "oven"
        assert httpx.post(f"{address}/chat", json={"query": QUESTION, "product": 7}).status_code == 422
    for answer in answers:
        assert without_id(answer) == without_id(answers[0])
        assert answer["product"] == "pan"
        assert answer["cited"]
    assert "product" in schemas["Request"]["properties"]
    assert "product" in schemas["Response"]["properties"]


def test_plain_text(write: Callable[[int], Path], kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(server={"langserve_config": write(TEXT)})) as address:
        answers = ask_everywhere(address, {"query": QUESTION})
    for answer in answers:
        assert without_id(answer) == without_id(answers[0])
        assert "A cast-iron pan is washed by hand" in answer["response"]
        assert (answer["sources"], answer["cited"]) == ([], [])
        assert (answer["outcome"], answer["reason"]) == ("answered", "uncited")


@pytest.mark.usefixtures("key", "control")
@pytest.mark.parametrize("number", [PROMPT, FIELDS, TEXT])
def test_ask_and_doctor_know_a_chain_of_ones_own(
    number: int, write: Callable[[int], Path], run: Run, docs: Path
) -> None:
    assert run("index", str(docs), "--site-url", "https://kitchen.example")[0] == 0
    write(number)
    code, out, err = run("ask", QUESTION)
    assert code == 0, err
    assert "A cast-iron pan is washed by hand" in out
    code, out, err = run("ask", QUESTION, "--json")
    assert json.loads(out)["outcome"] == "answered", err
    assert run("doctor")[0] == 0
