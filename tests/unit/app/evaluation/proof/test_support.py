"""Claims that people judged: how they are read, and what is counted."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.evaluation.proof.support import compute_auc, compute_macro_f1, load_judged_claims, measure_support
from chains.errors import UsageError

LINES: list[dict[str, Any]] = [
    {"claim": "Ovens get hot [1].", "references": ["Ovens get hot in minutes."], "attribution_label": "attributable"},
    {"claim": "Ovens sing songs.", "references": ["Ovens get hot."], "attribution_label": "not attributable"},
]


def write(path: Path, lines: list[Any]) -> Path:
    text = "".join(json.dumps(line) + "\n" for line in lines).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


@pytest.mark.parametrize("name", ["claims.jsonl", "claims.jsonl.gz"])
async def test_claims_are_read_packed_or_not(tmp_path: Path, name: str) -> None:
    claims = load_judged_claims(write(tmp_path / name, LINES))
    assert [one.is_supported for one in claims] == [True, False]
    assert (await measure_support(claims)).to_json() == {"macro_f1": 1.0, "auc": 1.0, "n": 2}


async def test_with_one_label_there_is_no_auc(tmp_path: Path) -> None:
    result = await measure_support(load_judged_claims(write(tmp_path / "a.jsonl", LINES[:1])))
    assert result.to_json()["auc"] is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no claims"),
        (b"\n \n", "holds no claims"),
        (b"nonsense\n", "line 1: it is no JSON object"),
        (b"[" * 100_000, "line 1: it is no JSON object"),
        (b"[1]\n", "line 1"),
        (b'{"claim": "a"}\n', "references"),
        (b'{"claim": 1, "references": [], "attribution_label": "attributable"}', "claim"),
        (b'{"claim": "a", "references": "b", "attribution_label": "attributable"}', "references"),
        (b'{"claim": "a", "references": [], "attribution_label": "yes"}', "attribution_label"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (gzip.compress(json.dumps(LINES[0]).encode() * 50)[:-20], "cut off"),
    ],
)
def test_what_is_no_judged_claim_is_refused_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        load_judged_claims(path)


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_judged_claims(tmp_path / "none.jsonl")


def test_the_figures_are_those_of_the_textbook() -> None:
    labels = np.array([True, True, False, False, False])
    assert compute_macro_f1(labels, np.array([True, False, False, False, True])) == pytest.approx((0.5 + 2 / 3) / 2)
    assert compute_auc(labels, np.array([0.9, 0.4, 0.4, 0.3, 0.1])) == pytest.approx(5.5 / 6)
    assert compute_macro_f1(np.array([True]), np.array([True])) == pytest.approx(0.5)


def test_a_line_of_a_packed_file_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "claims.gz").write_bytes(gzip.compress(b" " * 10_000_001, 1))
    with pytest.raises(UsageError, match=r"line 1, has more than 10000000 characters"):
        load_judged_claims(tmp_path / "claims.gz")
