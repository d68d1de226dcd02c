"""A second opinion on the sentences of an answer in a whole service, and in `askdocs eval --support`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from tests.support.commands import Run
from tests.support.metrics import read_metric
from tests.support.services import CHAT_ALONE, Control, serving

SAID = "A pan is sold in many shops of the city [1]."
PARAPHRASE = "Cleaning a pan of cast iron is done manually [1]."


def ask(settings: Settings) -> dict[str, Any]:
    with serving(settings, config=CHAT_ALONE) as address:
        return ask_at(address)


def ask_at(address: str) -> dict[str, Any]:
    request = {"query": "How is a cast-iron pan washed?"}
    answer: dict[str, Any] = httpx.post(f"{address}/chat", json=request, timeout=30).raise_for_status().json()
    assert answer["response"] == SAID
    return answer


def test_vectors_tell_what_only_shares_a_word(kitchen: Callable[..., Settings], control: Control) -> None:
    control.script(SAID)
    assert ask(kitchen())["unsupported"] == []
    control.script(SAID)
    embedded = control.calls()["texts_embedded"]
    assert ask(kitchen(answer={"support": "embeddings"}))["unsupported"] == [SAID.replace(" [1]", "")]
    assert control.calls()["texts_embedded"] == embedded + 1 + 6, "the question; four strangers, sentence and place"


def test_strings_decide_when_vectors_cannot_be_had(kitchen: Callable[..., Settings], control: Control) -> None:
    before = read_metric("askdocs_fallbacks_total", part="support")
    control.script(SAID)
    control.script(SAID)
    settings = kitchen(answer={"support": "embeddings"}, cache={"embeddings_megabytes": 1})
    with serving(settings, config=CHAT_ALONE) as address:
        assert ask_at(address)["unsupported"] == [SAID.replace(" [1]", "")]
        control.fail(method="batchEmbedContents", status=400)  # the question's vector is kept
        assert ask_at(address)["unsupported"] == []
    assert read_metric("askdocs_fallbacks_total", part="support") == before + 1


@pytest.mark.parametrize(("verdict", "unsupported"), [("1: yes", []), ("1: no", [SAID.replace(" [1]", "")])])
def test_the_chat_model_is_asked_once_more(
    verdict: str, unsupported: list[str], kitchen: Callable[..., Settings], control: Control
) -> None:
    control.script(SAID)
    control.script(verdict)
    answer = ask(kitchen(answer={"support": "model"}))
    assert answer["unsupported"] == unsupported
    prompts = control.calls()["last_prompts"]
    assert "1: A pan is sold in many shops of the city (cites 1)" in prompts[-1]
    assert answer["usage"]["output_tokens"] > 0


@pytest.mark.usefixtures("key")
def test_the_proof_is_measured_with_the_vectors_that_answers_are_proved_with(
    run: Run, tmp_path: Path, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    passage = "A cast-iron pan is washed by hand with hot water."
    lines = [
        {"claim": PARAPHRASE, "references": [passage], "attribution_label": "attributable"},
        {
            "claim": "A pan is sold in shops of the city.",
            "references": [passage],
            "attribution_label": "not attributable",
        },
        {"claim": passage, "references": [passage], "attribution_label": "attributable"},
    ]
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, lines)))
    file = str(tmp_path / "claims.jsonl")
    by_strings = json.loads(run("eval", "--support", file, "--json")[1])
    monkeypatch.setenv("ANSWER_SUPPORT", "embeddings")
    code, out, err = run("eval", "--support", file, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"macro_f1": 1.0, "auc": 1.0, "n": 3}
    assert by_strings["macro_f1"] < 1
    control.fail(method="batchEmbedContents", status=400)
    code, out, err = run("eval", "--support", file, "--json")
    assert "1 call failed" in err
    assert json.loads(out) == by_strings
