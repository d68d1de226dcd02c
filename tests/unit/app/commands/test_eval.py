"""`askdocs eval --support`, which needs no index, key or server."""

import json
from pathlib import Path

import pytest

from tests.support.commands import create_run


def test_the_proof_of_sentences_is_measured_without_anything_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = {"claim": "Ovens get hot.", "references": ["Ovens get hot."], "attribution_label": "attributable"}
    Path("claims.jsonl").write_text(json.dumps(line), encoding="utf-8")
    run = create_run(capsys, monkeypatch)
    code, out, _ = run("eval", "--support", "claims.jsonl", "--json")
    assert (code, json.loads(out)) == (0, {"macro_f1": 0.5, "auc": None, "n": 1})
    assert "1 claim: macro-F1 0.500" in run("eval", "--support", "claims.jsonl")[1]
    code, _, err = run("eval", "--support", "claims.jsonl", "--calibrate")
    assert code == 2
    assert "--support" in err
