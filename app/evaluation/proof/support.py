"""Measures the proof of sentences on claims that people have judged: no index, key or server is needed."""

import gzip
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ValidationError

from chains.errors import UsageError
from chains.support import NO_OPINION, THRESHOLD, Doubt, SecondOpinion, score_support
from chains.support.scoring import compare, is_doubtful

_ASKED_AT_ONCE = 8
_MAX_LINE_CHARACTERS = 10_000_000
"""A packed file of kilobytes may hold a line of gigabytes."""
_GZIP = b"\x1f\x8b"
_LABELS = {"attributable": True, "not attributable": False}


class _Line(BaseModel):
    claim: str
    references: list[str]
    attribution_label: str
    question: str = ""
    src_dataset: str = ""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim, the passages that it cites, and whether people found that they support it."""

    claim: str
    references: list[str]
    is_supported: bool
    question: str = ""
    source: str = ""
    """The set that it comes from."""


@dataclass(frozen=True, slots=True)
class SupportResult:
    """How well the scorer of answers agrees with people."""

    macro_f1: float
    auc: float | None
    """None when all claims have one label."""
    n: int

    def to_json(self) -> dict[str, float | int | None]:
        """Numbers are rounded to four places."""
        return {
            "macro_f1": round(self.macro_f1, 4),
            "auc": None if self.auc is None else round(self.auc, 4),
            "n": self.n,
        }


async def measure_support(claims: Sequence[JudgedClaim], opinion: SecondOpinion | None = None) -> SupportResult:
    """Score the claims with what answers are scored with, by the threshold that answers have."""
    scores = np.array(await score_claims(claims, opinion))
    labels = np.array([one.is_supported for one in claims])
    return SupportResult(compute_macro_f1(labels, scores >= THRESHOLD), compute_auc(labels, scores), len(claims))


async def score_claims(claims: Sequence[JudgedClaim], opinion: SecondOpinion | None) -> list[float]:
    """How probable it is that each is supported; a second opinion is asked of so many at a time as an answer has."""
    scores = [score_support(one.claim, one.references) for one in claims]
    for start in range(0, len(claims) if opinion else 0, _ASKED_AT_ONCE):
        asked, passages = _create_doubts(claims[start : start + _ASKED_AT_ONCE])
        said = await opinion.ask(list(asked), passages, math.inf) if opinion else NO_OPINION
        for doubt, score in said.scores.items():
            scores[start + asked[doubt]] = score
    return scores


def load_judged_claims(path: Path) -> list[JudgedClaim]:
    """Read JSON lines, packed with gzip or not.

    Raises:
        UsageError: the file cannot be read, holds nothing, or a line of it is no judged claim.
    """
    claims = [_parse(text, f"{path.name}, line {number}") for number, text in _read_lines(path) if text.strip()]
    if not claims:
        raise UsageError(f"{path} holds no claims. Each line is a JSON object with claim, references and label.")
    return claims


def compute_macro_f1(labels: np.ndarray, verdicts: np.ndarray) -> float:
    """The mean of the F1 of both labels; a label that occurs in neither counts 0, as scikit-learn counts it."""
    return float(np.mean([_compute_f1(labels == label, verdicts == label) for label in (True, False)]))


def compute_auc(labels: np.ndarray, scores: np.ndarray) -> float | None:
    """How often a supported claim has a higher score than another one; equal scores count a half."""
    positive = int(labels.sum())
    negative = len(labels) - positive
    if not positive or not negative:
        return None
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[labels].sum() - positive * (positive + 1) / 2) / (positive * negative))


def _create_doubts(claims: Sequence[JudgedClaim]) -> tuple[dict[Doubt, int], dict[int, str]]:
    """The claims of which there may be an opinion, with their places, and all references by number."""
    doubts: dict[Doubt, int] = {}
    passages: dict[int, str] = {}
    for place, one in enumerate(claims):
        sentence, match = compare(one.claim, one.references)
        numbers = tuple(range(len(passages) + 1, len(passages) + 1 + len(one.references)))
        passages.update(zip(numbers, one.references, strict=True))
        if is_doubtful(sentence, match):
            doubts[Doubt(sentence, numbers, match)] = place
    return doubts, passages


def _compute_f1(is_label: np.ndarray, is_said: np.ndarray) -> float:
    both = int(is_label.sum() + is_said.sum())
    return 2 * int((is_label & is_said).sum()) / both if both else 0.0


def _read_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as file:
            is_packed = file.read(len(_GZIP)) == _GZIP
        with gzip.open(path, "rt", encoding="utf-8-sig") if is_packed else path.open(encoding="utf-8-sig") as lines:
            read = partial(lines.readline, _MAX_LINE_CHARACTERS + 1)
            for number, line in enumerate(iter(read, ""), 1):
                if len(line) > _MAX_LINE_CHARACTERS:
                    raise UsageError(
                        f"{path}, line {number}, has more than {_MAX_LINE_CHARACTERS} characters. Split it."
                    )
                yield number, line
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8: {error.reason} at byte {error.start}.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UsageError(f"{path} is packed with gzip, but damaged or cut off.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error


def _parse(text: str, place: str) -> JudgedClaim:
    try:
        line = _Line.model_validate(json.loads(text), strict=True)
    except (ValueError, RecursionError) as error:
        reason = (
            "; ".join(f"{'.'.join(map(str, one['loc'])) or 'the line'}: {one['msg']}" for one in error.errors())
            if isinstance(error, ValidationError)
            else "it is no JSON object"
        )
        raise UsageError(f"{place}: {reason}.") from error
    if line.attribution_label not in _LABELS:
        raise UsageError(f"{place}: attribution_label is `attributable` or `not attributable`.")
    return JudgedClaim(line.claim, line.references, _LABELS[line.attribution_label], line.question, line.src_dataset)
