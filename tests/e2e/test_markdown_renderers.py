"""What the guard writes, in thirteen Markdown renderers: nothing of a stranger is fetched, run or linked to."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from chains.guard import clean, escape_markdown
from chains.retrieval import Passage, create_source
from tests.support.doubles import create_document
from tests.support.guard_payloads import PAYLOADS, create_texts

RENDERERS = Path(__file__).parent / "markdown_renderers"
ANSWERS = Path(__file__).parents[1] / "data/good_answers.md"
PASSAGES = [
    Passage(source=create_source(document, number), text=document.page_content)
    for number, document in enumerate(
        [
            create_document("See https://github.com/x/y?z=1 to install.", url="https://docs.example.com/page#install"),
            create_document("It runs on windows.", url="https://docs.example.com/windows"),
        ],
        1,
    )
]
NO_TABLES = {"commonmark", "commonmark safe", "remark", "snarkdown"}
"""They show a table as text, and so the spaces in it."""
DIFFERENT = {
    "snarkdown": "it knows neither <url> nor backslashes",
    "showdown": "it shows the indentation of a fence in a list, and a backslash at the end of a line",
}


@pytest.fixture(scope="module")
def node() -> str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.fail("There is no Node.js. Install version 20.")
    if not (RENDERERS / "node_modules/snarkdown").is_dir():
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=RENDERERS, check=True, capture_output=True, timeout=300)
    return node


def render(node: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    run = subprocess.run(
        [node, "render.js"],
        cwd=RENDERERS,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    results: list[dict[str, Any]] = json.loads(run.stdout)
    return results


def find_dangers(node: str, texts: Sequence[str]) -> list[tuple[str, Any]]:
    return [
        (text, danger) for text, result in zip(texts, render(node, texts), strict=True) for danger in result["dangers"]
    ]


def test_the_payloads_do_harm_where_nothing_guards_them(node: str) -> None:
    harmful = {text for text, _ in find_dangers(node, PAYLOADS[::7])}
    assert len(harmful) > len(PAYLOADS[::7]) * 0.6


def test_no_payload_does_harm_once_it_was_cleaned(node: str) -> None:
    assert find_dangers(node, [clean(payload, PASSAGES) for payload in PAYLOADS[::3]]) == []


def test_no_text_that_a_grammar_makes_does_harm_once_it_was_cleaned(node: str) -> None:
    assert find_dangers(node, [clean(text, PASSAGES) for text in create_texts(seed=14, count=800)]) == []


def test_the_address_of_a_stranger_is_read_as_code_and_no_renderer_links_to_it(node: str) -> None:
    addresses = ["https://evil.example/a?b=1", "www.evil.com", "//evil.example/a", "a@evil.com", "ftp://evil.example"]
    places = ["{}", "See {}.", "# {}", "- {}", "> {}", "**{}**", "| {} |\n| --- |", "- > [x](/ok) {}", "({})"]
    texts = [clean(place.format(address), PASSAGES) for place in places for address in addresses]
    assert all("evil" in text for text in texts)
    assert find_dangers(node, texts) == []
    for text, result in zip(texts, render(node, texts), strict=True):
        assert re.search("<code>[^<]*evil", result["shapes"]["markdown-it"]), text


def test_plain_text_is_shown_as_it_is(node: str) -> None:
    texts = [" ".join(payload.split()) for payload in PAYLOADS[::11] if "&" not in payload and "\u200b" not in payload]
    written = [escape_markdown(text) for text in texts]
    assert find_dangers(node, written) == []
    for text, result in zip(texts, render(node, written), strict=True):
        shown = result["shapes"]["markdown-it"].replace("<code>", "").replace("</code>", "")
        assert shown == text


@pytest.mark.parametrize("code", ["a`b", "`a`", "a `tick` inside", "x = `${a} ${b}`;", "echo `pwd` && ls", "a``b", "`"])
def test_code_that_holds_a_backtick_reads_right_in_every_renderer(node: str, code: str) -> None:
    shapes = render(node, [clean(f"See ``` {code} ``` here.", PASSAGES)])[0]["shapes"]
    shown = {name: re.sub("</?code>", "", shape).strip() for name, shape in shapes.items()}
    assert shown == dict.fromkeys(shapes, f"See {code} here.")


def test_a_good_answer_looks_the_same_before_and_after(node: str) -> None:
    answers = ANSWERS.read_text().rstrip("\n").split("\n%%%\n")
    before = render(node, answers)
    after = render(node, [clean(answer, PASSAGES) for answer in answers])
    for answer, one, other in zip(answers, before, after, strict=True):
        ignored = DIFFERENT.keys() | (NO_TABLES if "---" in answer or "|:-" in answer else set())
        differing = [name for name in one["shapes"].keys() - ignored if one["shapes"][name] != other["shapes"][name]]
        assert not differing, f"{differing}: {answer}"
