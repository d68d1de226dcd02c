"""What orders the passages that were found: nothing, the chat model, or a cross-encoder in a folder of this machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.callbacks import Callbacks
from langchain_core.documents import BaseDocumentCompressor, Document
from langchain_core.language_models import BaseChatModel
from pydantic import ConfigDict, PrivateAttr

from chains.errors import ModelResponseError, SettingsError
from chains.reranking import ListwiseReranker

_MODEL_FILES = ("model.onnx", "onnx/model.onnx")
"""As `optimum-cli export onnx` and as most repositories of models name it."""
_MAX_TOKENS = 512
"""What cross-encoders of BERT's kind read of a question and a passage together."""
_RUN = 8
"""So many pairs share a run: padding makes larger runs slower."""
_DIMENSIONS = (1, 2)
"""Of the scores of several pairs. Models that embed texts or label words have more."""
_LEAD = 0.02
"""The cosine of the first exceeds all others by so much for 32 of 110 questions about Redux. The first is right for
66 of 100 of these, and for 33 of 100 of the rest."""


def create_reranker(name: str, llm: BaseChatModel) -> BaseDocumentCompressor | None:
    """Build what `ANSWER_RERANKER` names: None, the chat model, or a folder with a cross-encoder.

    Raises:
        SettingsError: the folder holds no cross-encoder.
    """
    if name in {"", "none"}:
        return None
    return ListwiseReranker(llm=llm, lead=_LEAD) if name == "model" else CrossEncoder.load(Path(name))


class CrossEncoder(BaseDocumentCompressor):
    """Reads each passage together with the question, and orders them by what it makes of each pair.

    Of a model with several outputs for a pair the last one counts, which is the label "relevant" of those that have
    two. It runs in a thread.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    folder: Path
    _session: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()

    @classmethod
    def load(cls, folder: Path) -> "CrossEncoder":
        """Load `model.onnx` and `tokenizer.json`, and try them with one pair. Raises SettingsError."""
        import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - only who reranks pays for it
        from tokenizers import Tokenizer  # noqa: PLC0415

        model = next((folder / name for name in _MODEL_FILES if (folder / name).is_file()), None)
        if model is None or not (folder / "tokenizer.json").is_file():
            raise SettingsError(
                f"ANSWER_RERANKER: {folder} is no folder with model.onnx and tokenizer.json. Name one, or `model`."
            )
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads would take a core
        encoder = cls(folder=folder)
        try:
            encoder._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            encoder._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            encoder._tokenizer.enable_truncation(_MAX_TOKENS)
            encoder._tokenizer.no_padding()
            encoder._score("Does it load?", ["It does."])
        except Exception as error:  # both libraries raise bare ones of their own, and the files are somebody else's
            raise SettingsError(f"ANSWER_RERANKER: {folder} holds no cross-encoder: {_describe(error)}.") from error
        return encoder

    def compress_documents(
        self,
        documents: Sequence[Document],
        query: str,
        callbacks: Callbacks = None,  # noqa: ARG002 - LangChain's signature
    ) -> Sequence[Document]:
        """All of them, the best one first; equal ones stay as they were."""
        try:
            scores = self._score(query, [_format(document) for document in documents])
        except Exception as error:  # onnxruntime's have no other base
            raise ModelResponseError(f"The cross-encoder in {self.folder.name} failed. See ANSWER_RERANKER.") from error
        return [documents[place] for place in np.argsort(-scores, kind="stable")]

    def _score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """How well each text answers the question; only the order of the numbers means something."""
        pairs = self._tokenizer.encode_batch([(question, text) for text in texts])
        scores = np.empty(len(pairs), dtype=np.float32)
        shortest_first = sorted(range(len(pairs)), key=lambda place: len(pairs[place].ids))
        for start in range(0, len(pairs), _RUN):
            places = shortest_first[start : start + _RUN]
            scores[places] = self._run([pairs[place] for place in places])
        return scores

    def _run(self, pairs: Sequence[Any]) -> np.ndarray:
        length = max(len(pair.ids) for pair in pairs)
        columns = {
            "input_ids": [pair.ids for pair in pairs],
            "attention_mask": [pair.attention_mask for pair in pairs],
            "token_type_ids": [pair.type_ids for pair in pairs],
        }
        inputs = {
            name: np.array([[*row, *[0] * (length - len(row))] for row in rows], dtype=np.int64)
            for name, rows in columns.items()
        }
        wanted = {one.name for one in self._session.get_inputs()}
        logits = self._session.run(None, {name: rows for name, rows in inputs.items() if name in wanted})[0]
        found: np.ndarray = np.asarray(logits, dtype=np.float32)
        if found.ndim not in _DIMENSIONS or len(found) != len(pairs):
            raise ValueError(
                f"it writes numbers of the shape {found.shape} and no score for each of {len(pairs)} pairs"
            )
        scores: np.ndarray = found.reshape(len(pairs), -1)[:, -1]
        if not np.isfinite(scores).all():
            raise ValueError("a score is NaN or infinite")
        return scores


def _format(document: Document) -> str:
    """The passage below its place, which it often does not repeat."""
    return f"{document.metadata.get('section', '')}\n{document.page_content}"


def _describe(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200].rstrip(". ")
