"""Chains of one's own: loaded, given the same by whoever asks, made to answer whole, or refused with a cure."""

import sys
from collections.abc import AsyncIterator
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

import pytest
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough
from pydantic import BaseModel

from app.own_chain import OwnChain, build_chain
from app.settings.factories import load_factory
from chains.answer import create_answer_chain
from chains.errors import AskdocsError, ModelResponseError, SettingsError
from chains.parts import join_parts
from chains.schemas import ChatRequest, ChatResponse
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document

REQUESTS: list[Any] = [
    ChatRequest(query="How hot?", page_url="https://docs.example/a"),
    {"query": "How hot?", "page_url": "https://docs.example/a"},
]
GIVEN: dict[str, Any] = {"llm": None, "retriever": None, "settings": None}


class Product(ChatRequest):
    product: str = "oven"


class Answer(ChatResponse):
    product: str = ""


def give(value: Any) -> Any:
    """A step that shows in its text what it was given."""
    return f"{type(value).__name__} {getattr(value, 'query', None) or value}"


def load(folder: Path, text: str, name: str = "create_chain") -> Any:
    (folder / "mychains.py").write_text(text)
    return build_chain(f"{folder}/mychains.py:{name}", **GIVEN)


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        (RunnableLambda(give), "ChatRequest How hot?"),
        (RunnableLambda(give).with_types(input_type=ChatRequest), "ChatRequest How hot?"),
        (RunnableLambda(give).with_types(input_type=Product), "Product How hot?"),
        (RunnableLambda(give).with_types(input_type=str), "str How hot?"),
        (RunnableLambda(itemgetter("query")) | give, "str How hot?"),
        (
            {"q": itemgetter("query"), "p": itemgetter("page_url")} | RunnableLambda(give),
            "AddableDict {",  # its steps run at once, and end in any order
        ),
        (RunnableLambda(sorted).with_types(input_type=dict) | give, "list ['chat_history', "),
        (RunnablePassthrough.assign(x=itemgetter("query")) | itemgetter("x") | RunnableLambda(give), "str How hot?"),
    ],
)
async def test_a_chain_is_given_the_same_whoever_asks(chain: Runnable[Any, Any], expected: str, request_: Any) -> None:
    own = OwnChain(chain, "mine:create")
    assert issubclass(own.get_input_schema(), ChatRequest)
    whole = await own.ainvoke(request_)
    assert whole["response"].startswith(expected)
    ChatResponse.model_validate(whole)


async def stream_text(request: ChatRequest) -> AsyncIterator[str]:
    for word in ("It ", "is ", "200."):
        yield word


async def stream_dicts(request: ChatRequest) -> AsyncIterator[dict[str, Any]]:
    yield {"response": "It is "}
    yield {"response": "200. [1]", "cited": [1]}
    yield {"product": "pan", "id": "of-its-own"}


async def stream_sources_last(request: ChatRequest) -> AsyncIterator[dict[str, Any]]:
    yield {"response": "It is 200."}
    yield {"sources": [], "outcome": "truncated", "reason": "cut_off"}


@pytest.mark.parametrize("steps", [stream_text, stream_dicts, stream_sources_last])
async def test_the_sum_of_the_stream_is_the_whole_and_each_part_has_its_place(steps: Any) -> None:
    own = OwnChain(RunnableLambda(steps), "mine:create")
    parts = [part async for part in own.astream({"query": "How hot?"})]
    whole = await own.ainvoke({"query": "How hot?"})
    total = join_parts(parts)
    assert list(parts[0]) == ["id", "sources"]
    assert {**total, "id": ""} == {**whole, "id": ""}
    assert len(total["id"]) == 32
    assert ChatResponse.model_validate(whole).response.startswith("It is 200.")


async def test_what_an_answer_lacks_is_said_honestly() -> None:
    text = await OwnChain(RunnableLambda(lambda _: "It is 200."), "m:c").ainvoke({"query": "?"})
    assert (text["sources"], text["cited"], text["outcome"], text["reason"]) == ([], [], "answered", "uncited")
    cited = await OwnChain(RunnableLambda(lambda _: {"response": "x [1]", "cited": [1]}), "m:c").ainvoke({"query": "?"})
    assert cited["reason"] == ""
    message = await OwnChain(ScriptedModel(scripts=[["Hot", "."]]).with_types(input_type=str), "m:c").ainvoke(
        {"query": "?"}
    )
    assert message["response"] == "Hot."


@pytest.mark.parametrize(
    ("result", "kind", "message"),
    [
        ("  \n", ModelResponseError, "gave no text"),
        ({"sources": []}, ModelResponseError, "gave no text"),
        (["text"], SettingsError, "gave a list"),
        (None, SettingsError, "gave a NoneType"),
        ({"response": "x", "cited": ["first"]}, SettingsError, "cited.0: Input should be a valid integer"),
        ({"response": "x", "outcome": "done"}, SettingsError, "outcome: Input should be 'answered'"),
    ],
)
async def test_an_answer_that_is_none_is_an_error_that_names_the_field(
    result: Any, kind: type[AskdocsError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        await OwnChain(RunnableLambda(lambda _: result), "/home/me/mine.py:create").ainvoke({"query": "?"})
    assert message in str(caught.value)
    assert "mine.py:create" in str(caught.value)
    assert "/home/me" not in str(caught.value)


async def test_a_synchronous_call_of_the_retriever_says_how_it_is_called_instead() -> None:
    from app.index.search.retriever import DocsRetriever

    index, store = cast("Any", None), cast("Any", None)  # it refuses before it uses them
    retriever = DocsRetriever.model_construct(index=index, store=store, k=1)
    own = OwnChain(RunnableLambda(lambda request: str(retriever.invoke(request.query))), "mine:create")
    with pytest.raises(SettingsError, match=r"mine:create cannot be run: .*use `await retriever.ainvoke"):
        await own.ainvoke({"query": "?"})


class Unfit(BaseModel):
    question: str


PROMPT = ChatPromptTemplate.from_template("{context} {question}")


@pytest.mark.parametrize(
    ("chain", "message"),
    [
        (PROMPT | ScriptedModel(scripts=[]) | StrOutputParser(), "reads context, question, which no request has"),
        (RunnableLambda(itemgetter("question")), "reads question, which no request has; a request has query, "),
        (
            RunnableLambda(give).with_types(input_type=Unfit),
            "takes a Unfit, which cannot be made of a request:",
        ),
        (RunnableLambda(give).with_types(output_type=Unfit), "gives a Unfit, which no wire can send. Derive it from"),
    ],
)
def test_a_chain_that_no_wire_could_speak_with_is_refused_at_start(chain: Runnable[Any, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        OwnChain(chain, "mine:create")
    assert message in str(caught.value)


def test_our_own_chain_is_taken_as_it_is() -> None:
    retriever = FixedRetriever(documents=[create_document("Text.")])
    given: dict[str, Any] = {"llm": ScriptedModel(scripts=[]), "retriever": retriever, "settings": AnswerSettings()}
    assert type(build_chain("chains.answer:create_answer_chain", **given)) is type(create_answer_chain(**given))


def test_a_file_is_loaded_under_a_private_name_and_may_be_called_like_ours(tmp_path: Path) -> None:
    before, path = set(sys.modules), list(sys.path)
    text = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\nfrom pydantic import BaseModel\n"
        "from langchain_core.runnables import RunnableLambda\nimport chains.schemas\n"
        "@dataclass\nclass A:\n    x: B\nclass B(BaseModel):\n    y: C\nclass C(BaseModel):\n    z: int = 1\n"
        "def create_chain(**_):\n    return RunnableLambda(lambda r: f'{B(y=C()).y.z} {r.query}')\n"
    )
    for name in ("app.py", "chains.py", "with blank.py", "1.py"):
        (tmp_path / name).write_text(text)
        assert isinstance(build_chain(f"{tmp_path / name}:create_chain"), OwnChain)
    assert sys.path == path
    assert all(name.startswith("_askdocs_chain_") for name in set(sys.modules) - before)
    factory = load_factory(f"{tmp_path}/app.py:create_chain")
    assert load_factory(f"{tmp_path}/app.py:create_chain") is factory


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def create_chain(:\n", "line 1: SyntaxError"),
        ("\nimport nowhere_at_all\n", "line 2: ModuleNotFoundError: No module named 'nowhere_at_all'"),
        ("\n\nx = y\n", "line 3: NameError: name 'y' is not defined"),
        ("raise SystemExit(3)\n", "line 1: SystemExit: 3"),
        ("raise KeyboardInterrupt\n", None),
        ("def other(): ...\n", "has no create_chain"),
        ("create_chain = 7\n", "is no function but a int"),
        (
            "from langchain_core.runnables import RunnableLambda\ncreate_chain = RunnableLambda(str)\n",
            "is no function but",
        ),
        ("def create_chain(): ...\n", "TypeError: create_chain() got an unexpected keyword argument"),
        ("def create_chain(**_):\n    return {}['x']\n", "line 2: KeyError: 'x'"),
        ("def create_chain(**_):\n    return 'text'\n", "returns a str"),
        ("async def create_chain(**_): ...\n", "returns a coroutine. Write a plain function (not `async`)"),
        ("def create_chain(**_):\n    import json\n    return json.loads('{')\n", "line 3: JSONDecodeError"),
        ("\0", "SyntaxError"),
    ],
)
def test_what_is_wrong_in_a_file_is_one_line_with_its_place(tmp_path: Path, text: str, message: str | None) -> None:
    with pytest.raises(KeyboardInterrupt if message is None else SettingsError) as caught:
        load(tmp_path, text)
    if message is not None:
        assert message in str(caught.value)
        assert "mychains.py" in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mychains:create_chain", "write ./mychains.py:create_chain"),
        (
            "nowhere.at:all",
            "no module nowhere.at is installed. To load a file beside",
        ),
        ("chains.answer:nothing", "chains.answer has no nothing"),
        ("chains.nothing:at_all", "No module named 'chains.nothing'"),
        ("/nowhere/mychains.py:create_chain", "cannot be read"),
    ],
)
def test_a_chain_that_does_not_exist_is_named_with_what_to_write(name: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        build_chain(name)
    assert message in str(caught.value)


def test_a_factory_is_given_what_measures_its_steps_when_it_takes_it(tmp_path: Path) -> None:
    noted: list[tuple[str, float]] = []
    text = (
        "from langchain_core.runnables import RunnableLambda\n"
        "def create_chain(*, llm, retriever, settings, note_step):\n"
        "    note_step('guard', 0.5)\n"
        "    return RunnableLambda(str)\n"
    )
    (tmp_path / "mychains.py").write_text(text)
    build_chain(
        f"{tmp_path}/mychains.py:create_chain", **GIVEN, note_step=lambda name, seconds: noted.append((name, seconds))
    )
    assert noted == [("guard", 0.5)]
