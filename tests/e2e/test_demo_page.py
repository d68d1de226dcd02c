"""`/` of the demo, as somebody sees it who has just typed `make demo`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, Demo

AXE = ROOT / "website/node_modules/axe-core/axe.min.js"
SIZES = [(1400, 900), (375, 760)]


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    """A page that may ask nobody but the demo, and log no error."""
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    noise: list[str] = []
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: noise.append(request.url) if not request.url.startswith((demo.address, "data:")) else None,
    )
    yield page
    page.close()
    assert noise == []


def find_violations(page: Page) -> list[Any]:
    page.evaluate(AXE.read_text())
    found: list[Any] = page.evaluate(
        "axe.run().then(({violations}) => violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
    )
    return found


def test_a_question_to_begin_with_is_answered_and_its_citation_leads_to_the_heading(page: Page, demo: Demo) -> None:
    page.goto(demo.address)
    assert page.locator(".starters a").count() == 3
    expect(page.locator(".strip")).to_contain_text("answers are extracts")
    question = page.locator(".starters a").first.inner_text()
    page.locator(".starters a").first.click()
    field = page.locator(".askdocs-field textarea")
    expect(field).to_have_value(question)
    assert page.locator(".askdocs-exchange").count() == 0  # no link asks by itself
    field.press("Enter")
    expect(page.locator(".askdocs-exchange")).to_have_attribute("data-state", "done", timeout=30_000)
    source = page.locator(".askdocs-sources a").first
    address, anchor = urldefrag(source.get_attribute("href") or "")
    source.click()
    page.wait_for_url(f"{address}#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    expect(page.locator(".askdocs-exchange")).to_have_count(1)  # the panel has come along


def test_no_request_fails_or_is_aborted_over_twenty_questions(page: Page, demo: Demo) -> None:
    failed: list[str] = []
    ended: list[str] = []
    page.on("requestfailed", lambda request: failed.append(f"{request.url} {request.failure}"))
    page.on("requestfinished", lambda request: ended.append(request.url))
    page.goto(demo.address)
    page.locator(".askdocs-button").first.click()
    field = page.locator(".askdocs-field textarea")
    for number in range(1, 21):
        field.fill(f"How do I index page {number} of my documentation?")
        field.press("Enter")
        expect(page.locator(".askdocs-exchange")).to_have_count(number)
        expect(page.locator(".askdocs-exchange").last).to_have_attribute("data-state", "done", timeout=30_000)
    page.wait_for_load_state("networkidle")
    assert failed == []
    assert ended.count(f"{demo.address}/chat/stream") == 20


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_demos_pages(
    size: tuple[int, int], scheme: str, page: Page, demo: Demo, screenshots: Path
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in ("/", "/site/http-api"):
        page.goto(demo.address + path)
        page.locator(".askdocs-button").first.wait_for()
        page.screenshot(path=screenshots / f"demo{path.replace('/', '-')}-{scheme}-{size[0]}.png")
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
