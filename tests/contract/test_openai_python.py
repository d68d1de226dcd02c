"""OpenAI's client for Python and LangChain's ChatOpenAI against a running service."""

from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest
from langchain_openai import ChatOpenAI
from openai import OpenAI

from app.settings import Settings
from tests.support.services import Control, serving

KEY = "k" * 20
QUESTION = "How is a cast-iron pan washed?"
LINK = "[[1]](https://kitchen.example/pans#washing)"
UNLIMITED = {"address_per_minute": 0, "address_per_day": 0}


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen(limits=UNLIMITED, gemini={"max_attempts": 1})) as address:
        yield address


@pytest.fixture(autouse=True)
def _close_clients() -> Iterator[None]:
    yield
    while _CLIENTS:
        _CLIENTS.pop().close()


_CLIENTS: list[OpenAI] = []


def connect(address: str, key: str = "none") -> OpenAI:
    _CLIENTS.append(OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0))
    return _CLIENTS[-1]


def connect_langchain(address: str, **options: Any) -> ChatOpenAI:
    model = ChatOpenAI(base_url=f"{address}/v1", api_key="none", model="askdocs", max_retries=0, **options)
    _CLIENTS.append(model.root_client)
    return model


def ask(client: OpenAI, content: Any = QUESTION, **options: Any) -> Any:
    messages: list[Any] = [{"role": "user", "content": content}]
    return client.chat.completions.create(**({"model": "askdocs", "messages": messages} | options))


def test_a_whole_answer_is_a_completion_with_annotations(address: str) -> None:
    completion = ask(connect(address))
    message = completion.choices[0].message
    assert LINK in message.content
    for annotation in message.annotations:
        place = annotation.url_citation
        assert message.content[place.start_index : place.end_index].endswith(f"({place.url})")
        assert place.title
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + completion.usage.completion_tokens > 0
    assert completion.model_extra["askdocs"]["outcome"] == "answered"
    assert completion.model_extra["citations"][0] == "https://kitchen.example/pans#washing"


def test_a_stream_is_chunks_that_add_up(address: str) -> None:
    client = connect(address)
    whole = ask(client).choices[0].message
    chunks = list(ask(client, stream=True, stream_options={"include_usage": True}))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == whole.content
    assert chunks[-1].usage.total_tokens > 0
    messages: list[Any] = [{"role": "user", "content": QUESTION}]
    with client.chat.completions.stream(model="askdocs", messages=messages) as stream:
        stream.until_done()
        assert stream.get_final_completion().choices[0].message.content == whole.content


def test_the_models_are_listed(address: str) -> None:
    client = connect(address)
    assert [model.id for model in client.models.list()] == ["askdocs", "chat"]
    assert client.models.retrieve("chat").owned_by == "askdocs"
    assert ask(client, model="chat").model == "chat"


@pytest.mark.parametrize(
    ("options", "exception", "sentence"),
    [
        ({"model": "gpt-5"}, openai.NotFoundError, "There is no model 'gpt-5'. Models here: askdocs, chat."),
        ({"messages": []}, openai.BadRequestError, "messages must be a list with at least one message"),
        (
            {"messages": [{"role": "assistant", "content": "x"}]},
            openai.BadRequestError,
            "no message with the role user",
        ),
        ({"content": "x" * 100_000}, openai.BadRequestError, "has 100000 characters; at most 2000 are read"),
        (
            {"content": [{"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}]},
            openai.BadRequestError,
            "Only text can be asked",
        ),
        ({"n": 3}, openai.BadRequestError, "n must be 1"),
        ({"extra_body": {"metadata": {"version": "x" * 101}}}, openai.BadRequestError, "metadata.version"),
        ({"extra_query": {"citations": "none"}}, openai.BadRequestError, "citations: Input should be"),
        ({"user": "x" * 1_100_000}, openai.APIStatusError, "The body is larger than 1000000 bytes"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_is_wrong_is_the_clients_own_exception(
    stream: bool,  # noqa: FBT001
    options: dict[str, Any],
    exception: type[openai.APIStatusError],
    sentence: str,
    address: str,
) -> None:
    with pytest.raises(exception, match=sentence) as raised:
        ask(connect(address), stream=stream, **options)
    assert raised.value.body["message"] == raised.value.response.json()["error"]["message"]  # type: ignore[index]
    assert raised.value.request_id
    assert raised.value.status_code < 500


def test_200_turns_and_calls_of_tools_are_taken(address: str, control: Control) -> None:
    turns: list[Any] = [{"role": ("user", "assistant")[number % 2], "content": "Pans? " * 50} for number in range(200)]
    tools: list[Any] = [{"type": "function", "function": {"name": "f", "parameters": {}}}]
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    turns += [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "content": "4", "tool_call_id": "1"},
    ]
    control.script("Wash the cast-iron pan")
    control.script("By hand [1].")
    completion = ask(connect(address), messages=[*turns, {"role": "user", "content": "And by what?"}], tools=tools)
    assert completion.choices[0].message.tool_calls is None
    assert LINK in completion.choices[0].message.content


def test_the_responses_api_is_named_as_missing(address: str) -> None:
    with pytest.raises(openai.NotFoundError, match=r"Ask with POST /v1/chat/completions.*chat\.completions\.create"):
        connect(address).responses.create(model="askdocs", input=QUESTION)


def test_a_wrong_key_is_an_authentication_error_and_an_open_wire_wants_none(
    kitchen: Callable[..., Settings], tmp_path: Any
) -> None:
    server = {"api_keys": f"ci:{KEY}"}
    with serving(kitchen(server=server)) as address:
        for call in (ask, lambda client: client.models.list()):
            with pytest.raises(openai.AuthenticationError, match="wants one of its keys") as raised:
                call(connect(address))
            assert raised.value.code == "invalid_api_key"
        assert ask(connect(address, KEY)).choices
    config = tmp_path / "langserve.yaml"
    config.write_text(
        "version: 1\nroutes:\n- {path: /chat, chain: 'chains.answer:create_answer_chain', open_wires: [openai]}\n"
    )
    with serving(kitchen(server=server | {"langserve_config": config})) as address:
        assert ask(connect(address)).choices


def test_too_many_questions_are_a_rate_limit_error(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(limits={"address_per_minute": 1})) as address:
        ask(connect(address))
        with pytest.raises(openai.RateLimitError, match="At most 1 questions a minute") as raised:
            ask(connect(address))
        assert raised.value.code == "rate_limit_exceeded"
        assert int(raised.value.response.headers["retry-after"]) >= 1


def test_a_model_that_is_away_is_an_error_before_the_passages_and_an_extract_after_them(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    with serving(kitchen(limits=UNLIMITED, gemini={"max_attempts": 1})) as address:
        control.fail(method="batchEmbedContents", status=503, times=2)
        for stream in (False, True):
            with pytest.raises(openai.InternalServerError) as raised:
                ask(connect(address), stream=stream)
            assert raised.value.status_code == 503
            assert "Try again" in str(raised.value)
        control.reset()
        control.fail(method="generateContent", status=503)
        completion = ask(connect(address))
        assert (completion.askdocs["outcome"], completion.choices[0].finish_reason) == ("extractive", "stop")


def test_a_stream_that_the_model_cuts_off_ends_as_truncated(address: str, control: Control) -> None:
    control.script("Pans are washed [1] ", "by hand", error=503)
    chunks = list(ask(connect(address), stream=True))
    assert chunks[-1].choices[0].finish_reason == "length"
    assert chunks[-1].model_extra["askdocs"]["outcome"] == "truncated"


def test_langchain_asks_whole_and_in_pieces(address: str) -> None:
    model = connect_langchain(address)
    whole = model.invoke(QUESTION)
    assert LINK in whole.text
    assert whole.usage_metadata
    assert "".join(chunk.text for chunk in model.stream(QUESTION)) == whole.text
    with pytest.raises(openai.BadRequestError, match="at most 2000"):
        model.invoke("x" * 3000)


async def test_langchain_asks_asynchronously_with_filters(address: str) -> None:
    model = connect_langchain(address, extra_body={"metadata": {"citations": "markers"}})
    answer = await model.ainvoke([("system", "You are a pirate."), ("human", QUESTION)])
    assert "[1]" in answer.text
    assert "](" not in answer.text
    assert "pirate" not in answer.text
    await model.root_async_client.close()
