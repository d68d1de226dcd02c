"""Passages ordered anew in a whole service: by a cross-encoder in a folder, and by the chat model."""

from collections.abc import Callable
from pathlib import Path

import httpx

from app.settings import Settings
from tests.support.metrics import read_metric
from tests.support.onnx_model import write_cross_encoder
from tests.support.services import CHAT_ALONE, Control, serving

QUESTION = "How do I take care of pans?"
UNSURE = "What do I do with pans and ovens?"


def list_sections(settings: Settings, question: str = QUESTION) -> list[str]:
    """Where the passages of one answer stand, in their order."""
    with serving(settings, config=CHAT_ALONE) as address, httpx.Client(timeout=30) as client:
        answer = client.post(f"{address}/chat", json={"query": question}).raise_for_status().json()
    assert answer["outcome"] == "answered"
    return [source["section"] for source in answer["sources"]]


def test_a_cross_encoder_in_a_folder_orders_the_passages(
    kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    assert list_sections(kitchen())[0] == "Pans > Washing"
    reranker = {"reranker": str(write_cross_encoder(tmp_path))}
    assert list_sections(kitchen(answer=reranker))[0] == "Pans > Storing"  # it says "pans" most often


def test_the_search_orders_what_a_cross_encoder_cannot_score(
    kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    before = read_metric("askdocs_fallbacks_total", part="reranker")
    reranker = {"reranker": str(write_cross_encoder(tmp_path, fault="nan"))}
    assert list_sections(kitchen(answer=reranker)) == list_sections(kitchen())
    assert read_metric("askdocs_fallbacks_total", part="reranker") == before + 1


def test_the_chat_model_orders_passages_that_are_alike(kitchen: Callable[..., Settings], control: Control) -> None:
    searched = list_sections(kitchen(), UNSURE)
    control.script("2, 1")
    control.script("Store them upside down [1].")
    assert list_sections(kitchen(answer={"reranker": "model"}), UNSURE) == [*searched[1::-1], *searched[2:]]


def test_the_chat_model_is_not_asked_where_the_search_is_sure(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    control.script("Wash them by hand [1].")
    assert list_sections(kitchen(answer={"reranker": "model"}))[0] == "Pans > Washing"
    assert len(control.calls()["last_prompts"]) == 1


def test_the_search_orders_what_the_chat_model_does_not(kitchen: Callable[..., Settings], control: Control) -> None:
    before = read_metric("askdocs_fallbacks_total", part="reranker")
    control.script("I like the second one best.")
    assert list_sections(kitchen(answer={"reranker": "model"}), UNSURE) == list_sections(kitchen(), UNSURE)
    assert read_metric("askdocs_fallbacks_total", part="reranker") == before + 1
