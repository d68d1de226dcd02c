"""What `askdocs check` is told before it reads a site."""

from pathlib import Path

import pytest

from tests.support.commands import Run


@pytest.mark.parametrize(
    ("cited", "says"),
    [
        ('{"cited": 5}', "line 1: `cited` is no list of URLs"),
        ('{"cited": null}\n{"cited": "abc"}', "line 2: `cited` is no list of URLs"),
        ('{"cited": [{"url": "x"}]}', "line 1: `cited` is no list of URLs"),
        ('{"cited": ["x"', "line 1, is no JSON"),
        ('{"a":' * 3_000, "line 1, is no JSON"),
    ],
)
def test_what_answers_cited_is_a_list_of_urls(run: Run, tmp_path: Path, cited: str, says: str) -> None:
    (tmp_path / "cited.jsonl").write_text(cited)
    code, _, error = run("check", "docs", "--against", "docs", "--cited", "cited.jsonl")
    assert code == 2
    assert says in " ".join(error.split())
