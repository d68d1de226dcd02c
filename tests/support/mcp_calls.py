"""Calls that every client of MCP makes against the kitchen handbook, and what each must see of them."""

import json
from typing import Any

from chains.schemas import ChatResponse

QUESTION = {"query": "How is a cast-iron pan washed?"}
PANS = "https://kitchen.example/pans"
TOOLS = ["ask_docs", "search", "fetch"]
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ask_docs", QUESTION),
    ("search", {"query": "washing a pan"}),
    ("fetch", {"id": PANS}),
    ("fetch", {"id": "https://evil.example/"}),
    ("search_docs", {"query": "pan"}),
    ("ask_docs", {"query": ""}),
)


def check_answers(results: list[dict[str, Any]]) -> None:
    """What each client must see of an answer, a search, a page, an unknown page, an unknown tool, an empty question."""
    answer, found, page, *refused = results
    response = ChatResponse.model_validate(answer["structuredContent"])
    text, link = answer["content"]
    assert (response.outcome, response.cited) == ("answered", [1])
    assert text["text"] == f"{response.response}\n\n[1] Pans > Washing {PANS}#washing"
    assert (link["type"], link["uri"]) == ("resource_link", f"{PANS}#washing")
    assert found["structuredContent"]["results"][0]["id"] == PANS
    assert page["structuredContent"]["text"].startswith("# Pans\n\n## Washing")
    for result in (found, page):
        (block,) = result["content"]
        assert json.loads(block["text"]) == result["structuredContent"]
    sentences = [result["content"][0]["text"] for result in refused]
    assert [result["isError"] for result in results] == [False] * 3 + [True] * 3
    assert [sentence.split(".")[0] for sentence in sentences] == [
        "No page with this id is indexed",
        "There is no tool of this name",
        "query: String should have at least 1 character",
    ]
