"""`/admin/` of the demo in a browser: everybody can use it, on a phone and in the dark, whatever readers write."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app.settings import StoreSettings
from app.stores import SqlStatistics, StoredGap, StoredVote, open_stores
from tests.e2e.conftest import Demo, start_demo, stop_demo
from tests.e2e.test_demo_page import SIZES, find_violations
from tests.support.stores import create_answer

PATHS = ("", "votes", "gaps", "gaps/1", "answers/a0", "index", "runs", "days?days=3650", "service")
HOSTILE = '<b onclick="x">HTML</b> =HYPERLINK("https://evil.example") ' + "🥧" * 1_000 + " שלום עולם"


@pytest.fixture(scope="module", params=["empty", "full"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Demo]]:
    """A demo that has kept nothing yet, and one with answers of some days."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "full":
        with ThreadPoolExecutor() as pool:  # Playwright's own loop runs in this thread
            pool.submit(lambda: asyncio.run(fill(folder / ".askdocs-demo" / "emulator"))).result()
    demo = start_demo(folder)
    yield request.param, demo
    stop_demo(demo)


async def fill(folder: Path) -> None:
    stores = open_stores(StoreSettings(data_path=folder), folder)
    outcomes = [("answered", ""), ("answered", "uncited"), ("abstained", "no_match"), ("extractive", "quota")]
    answers = [
        create_answer(
            f"a{number}",
            question=HOSTILE if number % 10 == 0 else f"How is pan {number} washed?",
            outcome=outcomes[number % 4][0],
            reason=outcomes[number % 4][1],
            text=HOSTILE,
        )
        for number in range(60)
    ]
    await stores.answers.add(answers)
    await stores.answers.vote("a0", StoredVote(-1, ("incorrect", "off_topic"), HOSTILE))
    await stores.answers.vote("a1", StoredVote(1))
    [gap] = await stores.gaps.add([StoredGap("descale · kettle", page="https://kitchen.example/pans", note=HOSTILE)])
    await SqlStatistics(stores.database).assign({gap.number: [1, 3]})
    await stores.database.aclose()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_owners_pages(
    size: tuple[int, int], scheme: str, page: Page, kept: tuple[str, Demo], screenshots: Path
) -> None:
    state, demo = kept
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in PATHS:
        if state == "empty" and path in {"gaps/1", "answers/a0"}:
            continue
        page.goto(f"{demo.address}/admin/{path}{'?days=36500' if not path else ''}")
        name = f"admin-{path.partition('?')[0].replace('/', '-')}-{state}-{scheme}-{size[0]}.png"
        page.screenshot(path=screenshots / name, full_page=True)
        assert find_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.locator("main b, main script").count() == 0, "what readers write is text"
