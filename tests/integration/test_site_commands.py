"""The commands that go through all sites of `langserve.yaml`, as they are typed."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Run

CONFIG = """
version: 1
sites:
  - name: guide
  - name: shop
    sources: [{shop}]
  - name: gone
    sources: [{gone}]
routes:
  - path: /chat
    chain: chains.answer:create_answer_chain
"""
SITE_URL = ("--site-url", "https://kitchen.example")


@pytest.fixture
def config(tmp_path: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "sites.yaml"
    path.write_text(CONFIG.format(shop=docs, gone=tmp_path / "gone"))
    monkeypatch.setenv("LANGSERVE_CONFIG", str(path))
    return path


@pytest.mark.usefixtures("key", "control", "config")
def test_all_sites_are_indexed_also_when_one_fails_and_told_as_one_object(
    run: Run, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDEX_SOURCES", str(docs))
    code, out, err = run("index", "--all", "--json", *SITE_URL)
    told = json.loads(out)
    assert code == 2
    assert list(told) == ["guide", "shop", "gone"]
    assert told["guide"]["added"] == told["shop"]["added"] > 0
    assert "gone" in told["gone"]["problem"]
    assert "Error: gone: " in err
    code, out, _ = run("status", "--all", "--json")
    assert code == 5
    assert set(json.loads(out)["gone"]) == {"problem"}
    assert json.loads(out)["guide"]["passages"] == json.loads(out)["shop"]["passages"] > 0


@pytest.mark.usefixtures("key", "control", "config")
def test_the_doctor_looks_at_the_index_of_each_site(run: Run, docs: Path) -> None:
    run("index", str(docs), *SITE_URL, "--site", "shop")
    code, out, _ = run("doctor")
    assert code == 5
    for line in ("✗ index of guide: Nothing is indexed", "✓ index of shop: ", "✗ index of gone: Nothing is indexed"):
        assert line in out


def test_all_of_nothing_is_an_error(run: Run, config: Path) -> None:
    config.write_text("version: 1\nroutes:\n  - path: /chat\n    chain: chains.answer:create_answer_chain\n")
    code, out, err = run("index", "--all")
    assert (code, out) == (2, "")
    assert "No site says what to index" in err


@pytest.mark.usefixtures("config")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("status", "--all", "--site", "shop"), "leave --site out"),
        (("index", "--all", "--site", "shop"), "leave SITE, --site and others out"),
        (("status", "--site", "cellar"), "no site cellar. Its sites are guide, shop, gone"),
        (("migrate", "--from", "docs", "--delete-old"), "leave --delete-old out"),
    ],
)
def test_what_does_not_go_together_is_said(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in " ".join(err.split())


@pytest.mark.usefixtures("key", "control", "config")
def test_a_corpus_of_its_own_is_of_no_site(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text('{"_id": "one", "title": "Oven", "text": "Heat the oven."}\n')
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "How do I heat the oven?"}\n')
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\tone\t1\n")
    code, out, err = run("eval", str(folder), "--site", "shop")
    assert (code, out) == (2, "")
    assert "leave --site out" in " ".join(err.split())


@pytest.mark.usefixtures("key", "control", "config")
def test_a_site_that_is_named_no_more_is_listed_and_forgotten_and_the_others_stay(
    run: Run, docs: Path, config: Path
) -> None:
    for site in ("guide", "shop"):
        run("index", str(docs), *SITE_URL, "--site", site)
    config.write_text(config.read_text().replace("  - name: shop\n", "  - name: store\n"))
    code, out, _ = run("sites", "--json")
    told = json.loads(out)
    assert code == 0
    assert {name: (site["is_named"], site["is_stored"]) for name, site in told.items()} == {
        "gone": (True, False),
        "guide": (True, True),
        "shop": (False, True),
        "store": (True, False),
    }
    assert told["shop"]["passages"] == told["guide"]["passages"] > 0
    _, out, _ = run("sites")
    assert "langserve.yaml does not name it" in " ".join(out.split())
    for arguments, sentence in (
        (("shop",), "Say so with --yes"),
        (("guide", "--yes"), "guide stands in langserve.yaml"),
        (("cellar", "--yes"), "nothing is stored. Stored are guide, shop"),
        (("../../x", "--yes"), "nothing is stored"),
        (("", "--yes"), "nothing is stored"),
    ):
        code, _, err = run("sites", "--forget", *arguments)
        assert code in {2, 5}
        assert sentence in " ".join(err.split())
    code, out, _ = run("sites", "--forget", "shop", "--yes")
    assert (code, "is removed" in out) == (0, True)
    assert "shop" not in json.loads(run("sites", "--json")[1])
    assert run("status", "--site", "guide")[0] == 0
