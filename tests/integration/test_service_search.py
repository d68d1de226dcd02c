"""`GET /search` of a running service: for whom, how often, and never at Gemini's cost."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from app.settings import Settings
from tests.support.services import Control, serving

KEY = "k" * 20
PAGE = "https://docs.example.org"


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen(limits={"search_per_minute": 0})) as address:
        yield address


def test_pages_are_found_without_the_model(address: str, control: Control) -> None:
    with httpx.Client(base_url=address) as client:
        answer = client.get("/search", params={"q": "washing a pan", "limit": 1})
        (found,) = answer.json()["results"]
        assert (found["number"], found["title"], found["score"]) == (1, "Pans", 1.0)
        assert found["url"] == "https://kitchen.example/pans#washing"
        assert client.get("/search", params={"q": "trombone"}).json() == {"results": []}
    calls = control.calls()
    assert (calls["texts_embedded"], calls["by_method"]) == (0, {})


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("", 422, "q"),
        ("q=", 422, "q"),
        (f"q={'x' * 2001}", 422, "q"),
        ("q=pan&limit=0", 422, "limit"),
        ("q=pan&limit=51", 422, "limit"),
        ("q=pan&limit=ten", 422, "limit"),
        (f"q=pan&version={'x' * 101}", 400, "version"),
        ("q=pan&q=%00%ff", 200, ""),
    ],
)
def test_a_wrong_search_is_a_problem_that_names_the_field(query: str, status: int, field: str, address: str) -> None:
    answer = httpx.get(f"{address}/search?{query}")
    assert answer.status_code == status
    if field:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"][0]["field"] == field


def test_those_may_search_who_may_ask(kitchen: Callable[..., Settings]) -> None:
    settings = kitchen(server={"api_keys": f"ci:{KEY}", "cors_origins": PAGE}, limits={"key_per_minute": 1})
    with serving(settings) as address, httpx.Client(base_url=address, params={"q": "pan"}) as client:
        assert client.get("/search").status_code == 401
        assert client.get("/search", headers={"x-api-key": "wrong"}).status_code == 401
        assert client.get("/search", headers={"origin": PAGE}).status_code == 200
        for _ in range(3):  # a search is no question
            assert client.get("/search", headers={"authorization": f"Bearer {KEY}"}).status_code == 200


def test_searches_have_a_limit_of_their_own(kitchen: Callable[..., Settings]) -> None:
    settings = kitchen(limits={"search_per_minute": 2, "address_per_minute": 1})
    with serving(settings) as address, httpx.Client(base_url=address) as client:
        answers = [client.get("/search", params={"q": "pan"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[-1].json()["detail"].startswith("At most 2 searches a minute may come from you. Try again in")
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert client.post("/chat", json={"query": "How is a pan washed?"}).status_code == 200


def test_a_page_may_send_what_the_clients_of_all_wires_send(kitchen: Callable[..., Settings]) -> None:
    sent = "authorization,x-stainless-lang,x-stainless-retry-count,mcp-protocol-version,last-event-id,x-reader-id"
    headers = {"origin": PAGE, "access-control-request-method": "POST", "access-control-request-headers": sent}
    with serving(kitchen(server={"cors_origins": PAGE})) as address:
        answer = httpx.options(f"{address}/chat", headers=headers)
    assert answer.status_code == 200
