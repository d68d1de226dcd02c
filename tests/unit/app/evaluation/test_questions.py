"""Reading question sets."""

from pathlib import Path

import pytest

from app.evaluation.corpus import ADDRESS, CorpusSite, get_page_id, get_page_path
from app.evaluation.questions import load_question_set
from chains.errors import UsageError

QUERIES = (
    '{"_id": "q1", "text": "How hot?"}\n{"_id": 2, "text": " When? ", "metadata": {"version": "1.x", "locale": "fr"}}\n'
)
QRELS = "query-id\tcorpus-id\tscore\nq1\tovens\t2\nq1\tpans\t0\n2\tpans\t0\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        suffix = "tsv" if name == "qrels" else "jsonl"
        (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def test_questions_bear_their_grades_and_filters(tmp_path: Path) -> None:
    found = load_question_set(write(tmp_path, queries=QUERIES, qrels=QRELS))
    first, second = found.questions
    assert (first.id, first.text, first.relevant) == ("q1", "How hot?", {"ovens": 2})
    assert (second.id, second.text, second.relevant) == ("2", "When?", {})
    assert (second.filters.version, second.filters.locale) == ("1.x", "fr")
    assert (found.name, found.corpus, found.problems) == (tmp_path.name, None, ())


@pytest.mark.parametrize(
    "qrels",
    [
        "q1\tovens\t2\n",
        "\ufeffquery-id\tcorpus-id\tscore\r\nq1\tovens\t2\r\n",
        "q1 0 ovens 2\n",
        "query-id\tcorpus-id\tscore\nq1\tovens\t2.0\n\n",
    ],
    ids=["no header", "bom and crlf", "trec", "decimals"],
)
def test_judgements_are_read_in_each_of_their_dialects(qrels: str, tmp_path: Path) -> None:
    found = load_question_set(write(tmp_path, queries=QUERIES, qrels=qrels))
    assert [question.relevant for question in found.questions] == [{"ovens": 2}]


def test_the_layout_of_beir_with_a_folder_of_judgements_is_read(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(QRELS)
    write(tmp_path, queries=QUERIES, corpus="")
    assert load_question_set(tmp_path).corpus == tmp_path / "corpus.jsonl"


def test_lines_that_cannot_be_used_are_named_and_left_out(tmp_path: Path) -> None:
    broken = 'no json\n[1]\n{"_id": "", "text": "x"}\n{"_id": "q7", "text": null}\n{"_id": "q1", "text": "Again?"}\n'
    judged = f"{QRELS}q7\tovens\t1\nq8\tovens\t1\nbroken line\n"
    found = load_question_set(write(tmp_path, queries=QUERIES + broken, qrels=judged))
    assert len(found.questions) == 2
    text = "\n".join(found.problems)
    for expected in ("queries.jsonl:3: is not JSON", "queries.jsonl:4: is no object", "queries.jsonl:6: has no text"):
        assert expected in text
    assert "the id q1 stands there twice" in text
    assert "q7" in text
    assert "qrels.tsv:7:" in text


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "queries.jsonl|qrels.tsv"),
        ({"queries": QUERIES}, "qrels.tsv cannot be read"),
        ({"qrels": QRELS}, "queries.jsonl cannot be read"),
        ({"queries": "", "qrels": ""}, "no question"),
        ({"queries": QUERIES, "qrels": "query-id\tcorpus-id\tscore\n"}, "no question"),
    ],
)
def test_a_folder_without_questions_is_refused(files: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=message):
        load_question_set(write(tmp_path, **files))


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        load_question_set(tmp_path / "nowhere")


def test_a_corpus_is_read_as_pages_of_markdown(tmp_path: Path) -> None:
    lines = [
        '{"_id": "a/b c#1?", "title": "Kettles", "text": "Intro.\\n\\n## Descaling\\n\\nWith vinegar."}',
        '{"_id": "only title", "title": "Only a title", "text": ""}',
        '{"_id": 3, "text": "---\\ntitle: Own\\n---\\n\\nText."}',
        '{"_id": 3, "text": "Twice."}',
        "no json",
        '{"_id": "empty"}',
    ]
    site = CorpusSite(write(tmp_path, corpus="\n".join(lines)) / "corpus.jsonl")
    assert site.count_pages() == 6
    pages = list(site.read_pages())
    assert [get_page_id(page.url) for page in pages] == ["a/b c#1?", "only title", "3", "empty"]
    assert [page.title for page in pages] == ["Kettles", "Only a title", "Own", "empty"]
    assert [chunk.place.section for chunk in pages[0].chunks] == ["Kettles", "Kettles > Descaling"]
    assert pages[0].chunks[1].place.url == f"{ADDRESS}a%2Fb%20c%231%3F#descaling"
    assert get_page_id(pages[0].chunks[1].place.url) == "a/b c#1?"
    assert [chunk.text for chunk in pages[1].chunks] == ["Only a title"]
    assert [problem.source for problem in site.problems] == ["corpus.jsonl:4", "corpus.jsonl:5"]


@pytest.mark.parametrize(
    "url", ["https://docs.example/guide/a", "/guide/a/", "guide/a", "https://docs.example/guide/a/#x", "guide/a.html"]
)
def test_pages_of_the_live_index_are_compared_by_their_paths(url: str) -> None:
    assert get_page_path(url) == "guide/a"
