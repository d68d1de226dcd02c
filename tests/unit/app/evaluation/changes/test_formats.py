"""A check's findings, as hosts of code take them."""

from pathlib import Path

from app.evaluation.changes.compare import Change, Finding, Unanswerable
from app.evaluation.changes.formats import (
    SHOWN,
    format_github,
    format_gitlab,
    format_markdown,
    format_sarif,
    list_missed,
)
from app.evaluation.changes.places import Note, list_notes

COST = {"embedding_calls": 1, "estimated_tokens": 20, "estimated_price_usd": 0.0}
URL = "https://docs.example/kettle#fill"
HOSTILE = "Is 50% <img src=//e>\n::error::x, ![a](//e) done: so?"


def create(**fields: object) -> Change:
    findings = {
        "unanswerable": (Unanswerable(URL, "kettle.md", "The page of its answer is gone.", question=HOSTILE),),
        "broken_anchors": (Finding(URL, "kettle.md", "The heading is gone.", "Filling it"),),
        "lost_text": (Finding(URL, "oven.md", "200 characters fewer."),),
        "deleted_pages": (),
    }
    return Change(2, 2, (), questions=3, unfound=1, cost=COST, **(findings | fields))  # type: ignore[arg-type]


def test_notes_stand_at_the_heading_that_is_there_now(tmp_path: Path) -> None:
    (tmp_path / "kettle.md").write_text("# Kettle\n\nFilling it is easy.\n\n## Filling it\n")
    notes = list(list_notes(create(), tmp_path))
    assert [(note.rule, Path(note.path).name, note.line) for note in notes] == [
        ("unanswerable", "kettle.md", 1),
        ("broken-anchor", "kettle.md", 5),
        ("lost-text", "oven.md", 1),
    ]


def test_a_comment_shows_what_was_found_and_makes_nothing_of_foreign_text() -> None:
    comment = format_markdown(create(), ["unanswerable: 1, at most 0 may be"], "Measured somehow.")
    assert comment.startswith("## The answers suffer\n")
    assert f"`{URL}`" in comment
    assert "![a]" not in comment
    assert "<img" not in comment
    assert "\n::error" not in comment
    assert format_markdown(create(unanswerable=(), broken_anchors=()), []).startswith("## The answers hold\n")


def test_a_comment_tells_once_that_a_page_is_gone_and_all_that_stands_elsewhere_now() -> None:
    page = "https://docs.example/kettle"
    gone = [Finding(f"{page}#{anchor}", "kettle.md", "The page is gone.") for anchor in ("fill", "boil", "clean")]
    moved = Finding(f"{page}#pour", "kettle.md", "The page is gone; its text stands at /tea now.")
    comment = format_markdown(create(broken_anchors=(*gone, moved), deleted_pages=(page,)), [])
    assert "cite and that are gone (4)\n" in comment
    assert "The page is gone, with 3 places that answers cite." in comment
    assert "#pour" in comment
    assert "#boil" not in comment


def test_a_page_that_is_gone_is_one_note(tmp_path: Path) -> None:
    page = "https://docs.example/kettle"
    gone = [Finding(f"{page}#{anchor}", "kettle.md", "The page is gone.") for anchor in ("fill", "boil", "clean")]
    change = create(unanswerable=(), lost_text=(), broken_anchors=tuple(gone), deleted_pages=(page,))
    (note,) = list_notes(change, tmp_path)
    assert note.message == f"{page}: The page is gone, with 3 places that answers cite."
    assert (Path(note.path).name, note.line) == ("kettle.md", 1)


def test_a_long_comment_is_cut() -> None:
    findings = tuple(Finding(f"{URL}{number}", "a.md", "Gone.") for number in range(SHOWN + 5))
    comment = format_markdown(create(broken_anchors=findings), [])
    assert comment.count("`https://") == SHOWN + 1
    assert "* … and 5 more" in comment


def test_no_foreign_text_is_a_command_of_github(tmp_path: Path) -> None:
    lines = list(format_github(list_notes(create(), tmp_path)))
    assert len(lines) == 3
    assert all("\n" not in line and line.count("::") >= 2 for line in lines)
    assert "50%25 <img" in lines[0]
    assert "%0A::error" in lines[0]
    assert lines[2].startswith("::warning file=")


def test_sarif_and_gitlab_name_rule_file_and_line(tmp_path: Path) -> None:
    notes = list(list_notes(create(), tmp_path))
    (run,) = format_sarif(notes)["runs"]
    assert {result["ruleId"] for result in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    report = format_gitlab(notes)
    assert [one["severity"] for one in report] == ["major", "major", "minor"]
    assert len({one["fingerprint"] for one in report}) == 3
    assert format_gitlab(notes) == report


def test_only_what_has_a_threshold_fails() -> None:
    assert list_missed(create(), {"unanswerable": 1, "broken_anchors": 0}) == ["broken_anchors: 1, at most 0 may be"]
    assert list_missed(create(), {"lost_text": 0}) == ["lost_text: 1, at most 0 may be"]


def test_a_file_of_any_name_is_an_address_in_sarif() -> None:
    sarif = format_sarif([Note("lost-text", "less", "docs/a b,c:d%0A.md", 1)])
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/a%20b%2Cc%3Ad%250A.md"
