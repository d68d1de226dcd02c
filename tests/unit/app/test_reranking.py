"""The cross-encoder in a folder, and what `ANSWER_RERANKER` may name."""

from pathlib import Path

import pytest

from app.reranking import CrossEncoder, create_reranker
from chains.errors import ModelResponseError, SettingsError
from chains.reranking import ListwiseReranker
from tests.support.doubles import ScriptedModel, create_document
from tests.support.onnx_model import write_cross_encoder

MODEL = ScriptedModel(scripts=[])
OVEN = create_document("Turn the knob of the oven.", section="Ovens")
PAN = create_document("Wash by hand. Never put a pan into the machine.", section="Pans")
LONG = create_document("Nothing " * 2_000, section="Storing")


@pytest.mark.parametrize("outputs", [1, 2])
async def test_a_cross_encoder_puts_first_what_fits_the_question(tmp_path: Path, outputs: int) -> None:
    reranker = CrossEncoder.load(write_cross_encoder(tmp_path, outputs=outputs))
    documents = [OVEN, LONG, PAN] * 4
    ordered = await reranker.acompress_documents(documents, "How is a pan of the oven put by hand?")
    assert [document.page_content[:4] for document in ordered] == ["Wash"] * 4 + ["Turn"] * 4 + ["Noth"] * 4


async def test_passages_that_fit_equally_stay_in_the_order_of_the_search(tmp_path: Path) -> None:
    reranker = CrossEncoder.load(write_cross_encoder(tmp_path))
    documents = [create_document(text) for text in ("pan one", "pan two", "pan three")]
    assert list(await reranker.acompress_documents(documents, "pan")) == documents
    assert list(await reranker.acompress_documents([], "pan")) == []


def test_the_model_may_lie_where_exports_put_it(tmp_path: Path) -> None:
    write_cross_encoder(tmp_path)
    (tmp_path / "onnx").mkdir()
    (tmp_path / "model.onnx").rename(tmp_path / "onnx" / "model.onnx")
    assert isinstance(create_reranker(str(tmp_path), MODEL), CrossEncoder)


def test_nothing_or_the_chat_model_can_be_named() -> None:
    assert create_reranker("none", MODEL) is None
    assert isinstance(create_reranker("model", MODEL), ListwiseReranker)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_is_refused(tmp_path: Path, name: str) -> None:
    (write_cross_encoder(tmp_path) / name).unlink()
    with pytest.raises(SettingsError, match=r"is no folder with model\.onnx and tokenizer\.json"):
        create_reranker(str(tmp_path), MODEL)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"nonsense \xff", b"{}"])
def test_a_folder_with_a_broken_file_is_refused_at_start(tmp_path: Path, name: str, content: bytes) -> None:
    (write_cross_encoder(tmp_path) / name).write_bytes(content)
    with pytest.raises(SettingsError, match="holds no cross-encoder"):
        create_reranker(str(tmp_path), MODEL)


def test_a_model_that_scores_words_instead_of_pairs_is_refused_at_start(tmp_path: Path) -> None:
    write_cross_encoder(tmp_path, fault="tokens")
    with pytest.raises(SettingsError, match=r"holds no cross-encoder: .* no score for each of 1 pairs"):
        create_reranker(str(tmp_path), MODEL)


async def test_scores_that_are_no_numbers_are_an_error_and_no_order(tmp_path: Path) -> None:
    reranker = CrossEncoder.load(write_cross_encoder(tmp_path, fault="nan"))
    assert list(await reranker.acompress_documents([LONG, OVEN], "vinegar")) == [LONG, OVEN]
    with pytest.raises(ModelResponseError, match=r"The cross-encoder in .* failed"):
        await reranker.acompress_documents([PAN, OVEN], "pan")


@pytest.mark.parametrize("name", ["nowhere", "model.onnx"])
def test_what_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    write_cross_encoder(tmp_path)
    with pytest.raises(SettingsError, match=r"is no folder with model\.onnx and tokenizer\.json"):
        create_reranker(str(tmp_path / name), MODEL)
