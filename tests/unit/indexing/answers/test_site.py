from pathlib import Path

import pytest

from indexing import SiteOptions, open_site
from indexing.answers.site import AnswersSite

ANSWER = """\
---
title: Descaling the kettle
questions:
  - How do I descale the kettle?
  - kettle is full of lime
url: https://kitchen.example/faq#descaling
---

Boil lemon juice in it.
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text)
    return folder


def test_an_answer_is_one_passage_with_its_questions_and_its_own_url(tmp_path: Path) -> None:
    site = open_site(write(tmp_path, kettle=ANSWER), SiteOptions())
    assert isinstance(site, AnswersSite)
    [page] = site.read_pages()
    [chunk] = page.chunks
    assert (page.url, chunk.place.url) == ("https://kitchen.example/faq", "https://kitchen.example/faq#descaling")
    assert page.title == "Descaling the kettle"
    assert chunk.text == "**How do I descale the kettle?**\n**kettle is full of lime**\n\nBoil lemon juice in it."
    assert (site.count_pages(), site.problems) == (1, [])


@pytest.mark.parametrize(
    ("changed", "to", "problem"),
    [
        ("url: https://kitchen.example/faq#descaling", "url: ''", "has no url"),
        ("url: https://kitchen.example/faq#descaling", "url: javascript:alert(1)", "has no url"),
        ("url: https://kitchen.example/faq#descaling", "url: /faq", "has no url"),
        ("Boil lemon juice in it.", "", "has no answer"),
        ("  - How do I descale the kettle?\n  - kettle is full of lime\n", "  5\n", "has no list of questions"),
    ],
)
def test_an_answer_that_is_not_finished_is_told_and_left_out(
    tmp_path: Path, changed: str, to: str, problem: str
) -> None:
    site = open_site(write(tmp_path, kettle=ANSWER.replace(changed, to), other=ANSWER), SiteOptions())
    assert [page.source for page in site.read_pages()] == ["other.md"]
    [told] = site.problems
    assert told.source == "kettle.md"
    assert problem in told.message


def test_a_folder_with_another_page_is_no_folder_of_answers(tmp_path: Path) -> None:
    folder = write(tmp_path, kettle=ANSWER, pans="# Pans\n\nWash them.")
    site = open_site(folder, SiteOptions(site_url="https://kitchen.example"))
    assert not isinstance(site, AnswersSite)
