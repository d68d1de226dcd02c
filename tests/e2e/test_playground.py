"""LangServe's playground and the API docs in a real browser."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Demo

QUESTION = "How do I index my own documentation?"


def read_hosts(urls: list[str]) -> set[str]:
    return {urlsplit(url).netloc for url in urls if not url.startswith(("data:", "blob:"))}


def test_a_question_in_the_playground_streams_its_answer_and_sources(
    demo: Demo, browser: Browser, screenshots: Path
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 1600})
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(f"{demo.address}/chat/playground/")
    page.get_by_label("Query").or_(page.locator("textarea")).first.fill(QUESTION)
    page.get_by_role("button", name="Start").click()
    output = page.locator("body")
    expect(output).to_contain_text(re.compile(r'"response": "[^"]*\[\d\]'), timeout=30_000)
    expect(output).to_contain_text(f"{demo.address}/site/indexing", timeout=30_000)
    expect(output).to_contain_text('"outcome": "answered"', timeout=30_000)
    page.screenshot(path=screenshots / "playground.png", full_page=True)
    assert read_hosts(urls) == {urlsplit(demo.address).netloc}
    page.close()


def test_the_api_docs_show_our_routes_without_asking_another_server(
    demo: Demo, browser: Browser, screenshots: Path
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 1200})
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(f"{demo.address}/docs")
    expect(page.locator("body")).to_contain_text("Ask a question about the documentation", timeout=30_000)
    page.screenshot(path=screenshots / "api-docs.png")
    assert read_hosts(urls) == {urlsplit(demo.address).netloc}
    page.close()


def test_a_cited_heading_is_shown(demo: Demo, browser: Browser, screenshots: Path) -> None:
    page = browser.new_page()
    answer = page.request.post(f"{demo.address}/chat", data={"query": QUESTION}).json()
    cited = next(source for source in answer["sources"] if source["number"] == answer["cited"][0])
    page.goto(cited["url"])
    anchor = urlsplit(cited["url"]).fragment
    if anchor:
        expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    page.screenshot(path=screenshots / "citation.png")
    page.close()
