"""Filters and the open page: from the body, the query string, the Referer, in this order."""

from typing import Any

import pytest
from fastapi import Request

from app.middleware.problems import InvalidFieldError
from app.wires.asking import complete_request, read_options
from chains.schemas import ChatRequest, Filters


def create_request(query: str = "", referer: str = "") -> Request:
    headers = [(b"host", b"ask.example"), (b"referer", referer.encode())]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": query.encode(), "headers": headers}
    return Request(scope)


def test_the_query_string_is_read_on_every_wire() -> None:
    options = read_options(
        create_request(
            "version=2.x&locale=fr&docusaurus_tag=a&docusaurus_tag=b&page_url=/docs/x&citations=markers&other=1"
        )
    )
    assert options.filters.model_dump() == {"version": "2.x", "locale": "fr", "docusaurus_tag": ["a", "b"]}
    assert (options.page_url, options.citations) == ("/docs/x", "markers")


def test_the_body_comes_before_the_query_and_the_query_before_the_referer() -> None:
    request = create_request("version=2.x&page_url=/query", "https://ask.example/referer")
    assert read_options(request, {"version": "3.x", "locale": "", "unknown": "x"}).filters.version == "3.x"
    assert read_options(request, {"page_url": "/body"}).page_url == "/body"
    assert read_options(request).page_url == "/query"
    assert read_options(create_request("", "https://ask.example/referer")).page_url == "https://ask.example/referer"


@pytest.mark.parametrize(
    ("referer", "page_url"),
    [
        ("https://ask.example/docs/a?token=1#x", "https://ask.example/docs/a"),
        ("https://docs.example/docs/a", "https://docs.example/docs/a"),
        ("https://docs.example/", ""),
        ("https://evil.example/docs/a", ""),
        ("https://docs.example.evil.example/docs/a", ""),
        ("https://[half", ""),
        ("file:///docs/a", ""),
        ("https://docs.example/" + "x" * 3000, ""),
    ],
)
def test_only_a_page_of_ours_counts_as_a_referer(referer: str, page_url: str) -> None:
    assert read_options(create_request("", referer), origins=["https://docs.example"]).page_url == page_url


@pytest.mark.parametrize(
    ("query", "given", "field"),
    [
        ("version=" + "x" * 101, None, "version"),
        ("citations=none", None, "citations"),
        ("", {"version": 5}, "metadata.version"),
        ("", {"page_url": "x" * 2001}, "metadata.page_url"),
        ("", {"docusaurus_tag": "a"}, "metadata.docusaurus_tag"),
        ("", "2.x", "metadata"),
    ],
)
def test_what_cannot_be_used_is_named(query: str, given: Any, field: str) -> None:
    with pytest.raises(InvalidFieldError) as refused:
        read_options(create_request(query), given, field="metadata")
    assert refused.value.problem["field"] == field


def test_a_request_is_completed_where_its_body_says_nothing() -> None:
    asked = ChatRequest(query="How?", filters=Filters(version="3.x"))
    completed = complete_request(asked, create_request("version=2.x&locale=fr", "https://ask.example/docs/a"))
    assert completed.filters.model_dump() == {"version": "3.x", "locale": "fr", "docusaurus_tag": []}
    assert (completed.query, completed.page_url) == ("How?", "https://ask.example/docs/a")
    assert complete_request("something else", create_request("version=2.x")) == "something else"
