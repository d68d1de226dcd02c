"""What the load benchmark counts as an answer, and what it asks."""

import json
from itertools import islice

import pytest

from benchmarks._load.answers import find_fault
from benchmarks._load.cases import CHUNKS, create_cases
from benchmarks._load.questions import create_half_repeated, create_unique
from benchmarks._load.upstream import get_piece, get_text
from benchmarks._load.vectors import embed_passage, embed_question, find_topic

SOURCES = [{"number": number} for number in range(1, 9)]
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"
STREAM_HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


def chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def data(**part: object) -> bytes:
    return b"event: data\r\ndata: " + json.dumps(part).encode() + b"\r\n\r\n"


END = b"event: end\r\n\r\n"


def test_a_whole_answer_has_no_fault() -> None:
    body = json.dumps({"output": {"response": get_text(CHUNKS), "sources": SOURCES}}).encode()
    assert find_fault(HEAD + body, stream=False, chunks=CHUNKS) == ""


def test_a_whole_stream_has_no_fault_however_its_text_is_cut() -> None:
    text = get_text(CHUNKS)
    body = chunked(data(sources=SOURCES), data(response=text[:7]), b": ping\r\n\r\n", data(response=text[7:]) + END)
    assert find_fault(STREAM_HEAD + body, stream=True, chunks=CHUNKS) == ""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (chunked(data(sources=SOURCES), data(response=get_text(CHUNKS - 1)), END), "another text"),
        (chunked(data(sources=SOURCES[:3]), data(response=get_text(CHUNKS)), END), "3 passages"),
        (chunked(data(sources=SOURCES), data(response=get_text(CHUNKS))), "unreadable: ValueError"),
        (chunked(data(sources=SOURCES), b"event: error\r\n\r\n", END), "unreadable: ValueError"),
        (chunked(data(sources=SOURCES), data(response=get_text(CHUNKS)), END)[:-5], "unreadable: ValueError"),
        (b"", "unreadable: ValueError"),
    ],
)
def test_a_stream_that_is_not_whole_is_a_failure(body: bytes, fault: str) -> None:
    assert find_fault(STREAM_HEAD + body, stream=True, chunks=CHUNKS) == fault


def test_a_refusal_is_a_failure() -> None:
    refused = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\n{}"
    assert find_fault(refused, stream=False, chunks=CHUNKS) == "status 503"


def test_half_of_the_questions_repeat_one_that_was_asked_before() -> None:
    asked: set[str] = set()
    repeated = 0
    for question in islice(create_half_repeated(7), 1000):
        assert question.is_repeated == (question.text in asked)
        repeated += question.is_repeated
        asked.add(question.text)
    assert repeated == 500


def test_no_two_runs_ask_the_same_unique_questions() -> None:
    first, second = ({question.text for question in islice(create_unique(seed), 500)} for seed in (1, 2))
    assert len(first) == len(second) == 500
    assert not first & second


def test_passages_of_a_topic_lie_nearer_to_its_questions_than_others() -> None:
    question = "How does part 3 work?"
    texts = [f"passage {number}" for number in range(2000)]
    near = [text for text in texts if find_topic(text) == find_topic(question)]
    far = [text for text in texts if find_topic(text) != find_topic(question)]
    vector = embed_question(question, 768)
    assert near
    means = [sum(embed_passage(text, 768) @ vector for text in texts) / len(texts) for texts in (near, far[:50])]
    assert means[0] > means[1] + 0.2


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in create_cases()]
    assert len(set(names)) == len(names)


def test_an_answer_without_markers_cites_nothing_and_is_read_as_whole() -> None:
    pieces = [get_piece(number, CHUNKS, marked=False) for number in range(CHUNKS)]
    assert {len(piece) for piece in pieces} == {22}
    assert "[" not in "".join(pieces)
    body = json.dumps({"output": {"response": "".join(pieces), "sources": SOURCES}}).encode()
    assert find_fault(HEAD + body, stream=False, chunks=CHUNKS, marked=False) == ""
    assert find_fault(HEAD + body, stream=False, chunks=CHUNKS) == "another text"
