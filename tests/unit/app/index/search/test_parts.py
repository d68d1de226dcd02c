"""A passage that holds several short sections is cited by the one that answers."""

import pytest

from app.index.search.parts import Citation, PartChooser
from app.index.search.sparse import BM25

CONTENT = (
    "Queues hold what waits to be done.\n\n"
    "### Pause a queue\n\nCall `hold()` on it.\n\n"
    "### Empty a queue\n\nCall `drain()`; nothing that waits is done.\n\n"
    "### Limits\n\nA queue has room for 100 jobs."
)
PARTS = [
    [CONTENT.index("### Pause"), "pause-a-queue", "Jobs > Queues > Pause a queue"],
    [CONTENT.index("### Empty"), "empty-a-queue", "Jobs > Queues > Empty a queue"],
    [CONTENT.index("### Limits"), "limits", "Jobs > Queues > Limits"],
]
PLACE = {"url": "https://d.example/jobs#queues", "section": "Jobs > Queues", "parts": PARTS}


def choose(question: str, language: str = "english") -> Citation:
    return PartChooser(BM25(language), question).choose(CONTENT, PLACE)


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("How do I pause a queue?", "pause-a-queue"),
        ("How can queues be paused", "pause-a-queue"),
        ("how do I empty the queue", "empty-a-queue"),
        ("What does drain do?", "empty-a-queue"),
        ("How many jobs have room?", "limits"),
        ("What is a queue?", "queues"),
        ("What waits there?", "queues"),
        ("the of a", "queues"),
        ("Something else entirely", "queues"),
    ],
)
def test_the_section_with_most_of_the_words_is_cited(question: str, anchor: str) -> None:
    assert choose(question).url == f"https://d.example/jobs#{anchor}"


def test_its_breadcrumb_and_its_beginning_come_with_it() -> None:
    cited = choose("How do I pause a queue?")
    assert cited.section == "Jobs > Queues > Pause a queue"
    assert CONTENT[cited.offset :].startswith("### Pause a queue\n\nCall `hold()`")


def test_a_passage_of_one_section_is_cited_by_it() -> None:
    place = {"url": "https://d.example/jobs#queues", "section": "Jobs > Queues"}
    assert PartChooser(BM25("english"), "pause").choose(CONTENT, place) == Citation(place["url"], place["section"])


def test_a_section_without_an_anchor_is_cited_by_its_page() -> None:
    place = {"url": "https://d.example/jobs", "section": "Jobs", "parts": [[0, "", "Jobs > Bare"]]}
    assert PartChooser(BM25("none"), "bare").choose("### Bare\n\nText.", place).url == "https://d.example/jobs"


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("What does remove do?", "remove"),
        ("How is discard called?", "discard"),
        ("what of __delitem__", "delitem"),
        ("delete the message", "remove"),
        ("Does discard delete the message?", "discard"),
    ],
)
def test_of_several_names_with_one_description_the_one_asked_for_is_cited(question: str, anchor: str) -> None:
    names = [
        [0, "remove", "Box > remove(key)"],
        [0, "delitem", "Box > __delitem__(key)"],
        [0, "discard", "Box > discard(key)"],
    ]
    place = {"url": "https://d.example/box#remove", "section": "Box > remove(key)", "parts": names}
    content = "**__delitem__(key)**\n\n**discard(key)**\n\nDelete the message that belongs to the key."
    assert PartChooser(BM25("english"), question).choose(content, place).url == f"https://d.example/box#{anchor}"


def test_names_in_the_middle_of_a_passage_share_the_text_up_to_the_next_section() -> None:
    content = "Intro.\n\n### one()\n\n**two()**\n\nIt starts.\n\n### three()\n\nIt ends."
    start, last = content.index("### one"), content.index("### three")
    parts = [[start, "one", "T > one()"], [start, "two", "T > two()"], [last, "three", "T > three()"]]
    place = {"url": "https://d.example/t#x", "section": "T > X", "parts": parts}
    chooser = {word: PartChooser(BM25("english"), word).choose(content, place) for word in ("two", "starts", "ends")}
    assert {word: cited.url.partition("#")[2] for word, cited in chooser.items()} == {
        "two": "two", "starts": "one", "ends": "three"
    }  # fmt: skip
    assert chooser["two"].offset == start


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("What is codecs.BOM_BE?", "be"),
        ("What does BOM_BE mean.", "be"),
        ("What is codecs.BOM?", "bom"),
        ("byte order", "bom"),
    ],
)
def test_names_that_differ_in_a_small_word_are_told_apart_as_they_are_written(question: str, anchor: str) -> None:
    names = [
        [0, "bom", "Codecs > codecs.BOM"],
        [0, "be", "Codecs > codecs.BOM_BE"],
        [0, "le", "Codecs > codecs.BOM_LE"],
    ]
    place = {"url": "https://d.example/c#bom", "section": "Codecs > codecs.BOM", "parts": names}
    content = "**codecs.BOM_BE**\n\n**codecs.BOM_LE**\n\nThe mark of a byte order."
    assert PartChooser(BM25("english"), question).choose(content, place).url == f"https://d.example/c#{anchor}"
