"""What a stranger sees who types `make demo`."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.e2e.conftest import LIVE, Demo, start_demo, stop_demo

QUESTIONS = [
    "How do I index my own documentation?",
    "Which Python version do I need?",
    "What does DEVELOPER_TOKEN do?",
    "How do I stream an answer?",
    "When does askdocs abstain?",
]


def words(text: str) -> str:
    """Text without markup and white space, for comparing Markdown with what a page shows."""
    text = re.sub(r"```\w*(?: title=\"[^\"]*\")?|\]\([^)]*\)", "", text)
    return re.sub(r"[\W_]+", "", text).lower()


def read_section(html: str, anchor: str) -> str | None:
    """The text below the heading with this id, as far as the next one of its level; the whole page without an id."""
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return None
    if not anchor:
        return main.text()
    heading = main.css_first(f"[id='{anchor}']")
    if heading is None:
        return None
    level, text, node = heading.tag or "", heading.text(), heading.next
    while node is not None and not (re.fullmatch(r"h[1-6]", tag := node.tag or "") and tag <= level):
        text += node.text()
        node = node.next
    return text


def ask(demo: Demo, query: str) -> dict[str, Any]:
    answer = httpx.post(f"{demo.address}/chat", json={"query": query}, timeout=30).raise_for_status()
    response: dict[str, Any] = answer.json()
    return response


def test_the_printed_curl_line_answers_with_sources_that_can_be_followed(demo: Demo) -> None:
    line = next(line.strip() for line in demo.printed.splitlines() if line.strip().startswith("curl "))
    answer = subprocess.run(line, shell=True, check=True, capture_output=True, text=True, timeout=30).stdout
    response = json.loads(answer)
    assert response["outcome"] == "answered"
    assert response["cited"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_source_leads_to_a_heading_whose_section_contains_the_passage(demo: Demo, question: str) -> None:
    response = ask(demo, question)
    assert response["sources"]
    for source in response["sources"]:
        url, anchor = urldefrag(source["url"])
        page = httpx.get(url)
        assert page.status_code == 200, source["url"]
        section = read_section(page.text, anchor)
        assert section is not None, source["url"]
        assert words(source["snippet"].removesuffix("…"))[:150] in words(section), source["url"]


def test_questions_about_our_docs_are_answered_and_others_are_not(demo: Demo) -> None:
    assert all(ask(demo, question)["outcome"] == "answered" for question in QUESTIONS)
    foreign = ask(demo, "How do I bake a sourdough bread with rye flour?")
    assert foreign["outcome"] == "abstained"
    assert foreign["nearest"]


def test_the_start_page_leads_to_the_pages_and_the_playground(demo: Demo) -> None:
    start = httpx.get(demo.address)
    links = {node.attributes["href"] for node in LexborHTMLParser(start.text).css("a")}
    assert "/chat/playground/" in links
    pages = [link for link in links if link and link.startswith("/site/")]
    assert len(pages) >= 12
    assert all(httpx.get(demo.address + link).status_code == 200 for link in pages)
    assert httpx.get(f"{demo.address}/site/nothing").status_code == 404


def test_a_page_on_the_docusaurus_dev_server_may_call_the_demo(demo: Demo) -> None:
    headers = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
    allowed = httpx.options(f"{demo.address}/chat", headers=headers)
    assert allowed.headers["access-control-allow-origin"] == "http://localhost:3000"
    foreign = httpx.post(f"{demo.address}/chat", json={"query": "?"}, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in foreign.headers


def test_readiness_says_whether_this_is_gemini(demo: Demo) -> None:
    ready = httpx.get(f"{demo.address}/health/ready")
    assert ready.status_code == 200
    expected = "can be used" if LIVE else "this is not Gemini"
    assert expected in ready.json()["dependencies"]["model"]["detail"]


def test_the_demo_answers_from_a_folder_of_the_users_and_ctrl_c_stops_it(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "boats.md").write_text("# Boats\n\n## Mooring\n\nA boat is moored with two ropes at the stern.\n")
    demo = start_demo(tmp_path, "--docs", str(docs))
    try:
        response = ask(demo, "How is a boat moored?")
        (source,) = response["sources"]
        assert source["url"] == f"{demo.address}/site/boats#mooring"
        assert 'id="mooring"' in httpx.get(source["url"]).text
    finally:
        assert stop_demo(demo) in {0, 130}
    with pytest.raises(httpx.ConnectError):
        httpx.get(demo.address)
    assert "Traceback" not in (tmp_path / "demo.log").read_text()
