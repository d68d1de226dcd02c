"""Which questions are the same to the cache of answers, and which are not."""

from typing import Any

import pytest

from app.caching import Caches
from app.caching.answers import create_answer_digest
from app.middleware.departures import RunningAnswers
from app.settings import CacheSettings
from chains.schemas import ChatRequest
from tests.support.cached_chains import QUESTION, Generation, Upstream


def digest(request: dict[str, Any], name: str = "chain", variant: str = "") -> bytes:
    return create_answer_digest(name, variant, ChatRequest.model_validate(request))


@pytest.mark.parametrize(
    "other",
    [
        {"query": "How hot"},
        {"query": "How  hot?"},
        {"query": "how hot?"},
        {"query": "How hot?\ufe0f"},
        {"filters": {"version": "2.x"}},
        {"filters": {"locale": "fr"}},
        {"filters": {"docusaurus_tag": ["docs-default-current"]}},
        {"page_url": "https://docs.example/ovens"},
        {"page_url": "https://docs.example/ovens/"},
        {"chat_history": [{"type": "human", "content": "Ovens?"}]},
        {"chat_history": [{"type": "ai", "content": "Ovens?"}]},
    ],
)
def test_whatever_may_change_the_answer_is_part_of_the_key(other: dict[str, Any]) -> None:
    assert digest(QUESTION | other) != digest(QUESTION)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How do I turn on the oven?", "How do I turn off the oven?"),
        ("What does ls -v print?", "What does ls -V print?"),
        ("What does -v print?", "What does --v print?"),
        ("Is it safe?", "Is it not safe?"),
        ("ENV or env?", "env or ENV?"),
        ("a\tb", "a b"),
        ("re\u0301sume\u0301", "r\u00e9sum\u00e9"),
    ],
)
def test_questions_that_look_alike_are_not_the_same(one: str, other: str) -> None:
    assert digest({"query": one}) != digest({"query": other})


def test_the_order_of_turns_makes_another_question() -> None:
    turns = [{"type": "human", "content": "a"}, {"type": "ai", "content": "b"}]
    assert digest(QUESTION | {"chat_history": turns}) != digest(QUESTION | {"chat_history": turns[::-1]})


def test_what_the_answer_depends_on_beside_the_question_is_part_of_the_key() -> None:
    assert len({digest(QUESTION), digest(QUESTION, "another"), digest(QUESTION, variant="politely")}) == 3
    assert digest(QUESTION, "a", "bc") != digest(QUESTION, "ab", "c")


def test_what_cannot_change_the_answer_is_not() -> None:
    assert digest({"query": " How hot? ", "filters": {}}) == digest({"query": "How hot?", "chat_history": []})
    one, other = (digest({"query": "?", "filters": {"docusaurus_tag": tags}}) for tags in (["a", "b"], ["b", "a", "b"]))
    assert one == other


async def test_each_site_name_and_variant_has_answers_of_its_own() -> None:
    upstream = Upstream()
    upstream.go_on.set()
    caches = Caches(CacheSettings(), RunningAnswers())
    asked = [
        caches.wrap_chain(upstream.chain, site, Generation(), name=name, variant=variant)
        for site in ("one", "other")
        for name in ("answer", "summary")
        for variant in ("", "politely")
    ]
    for chain in asked * 2:
        await chain.ainvoke(QUESTION)
    assert upstream.begun == len(asked)


async def test_a_changed_index_of_one_site_leaves_the_other_site_its_answers() -> None:
    upstream = Upstream()
    upstream.go_on.set()
    caches = Caches(CacheSettings(), RunningAnswers())
    indexes = {"one": Generation(), "other": Generation()}
    chains = [
        caches.wrap_chain(upstream.chain, site, index, name="answer", variant="") for site, index in indexes.items()
    ]
    for chain in chains:
        await chain.ainvoke(QUESTION)
    indexes["one"].generation = "two"
    for chain in chains:
        await chain.ainvoke(QUESTION)
    assert upstream.begun == 3
