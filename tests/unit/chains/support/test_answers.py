"""The verdict and the mended markers of whole answers, in a stream and at once."""

from typing import Any

import pytest

from chains.guard import Guard
from tests.support.answer_chain import add_up, collect, create_chain
from tests.support.answers import without_id
from tests.support.doubles import FixedRetriever, create_document, create_passages

OVENS = create_document("The oven warms up to 200 degrees in seven minutes. Wipe the oven with vinegar.", title="Ovens")
KETTLES = create_document(
    "A kettle is descaled with lemon juice every month. Fill the kettle up to the mark.", title="Kettles"
)


async def answer(text: str, *, pieces: int = 7) -> Any:
    script = [text[at : at + pieces] for at in range(0, len(text), pieces)]
    retriever = FixedRetriever(documents=[OVENS, KETTLES], asked=[])
    return await add_up(create_chain(script, retriever=retriever)[0], {"query": "How?"})


async def test_a_sentence_that_its_passage_does_not_say_is_named() -> None:
    response = await answer("The oven warms up to 300 degrees in seven minutes [1]. Wipe the oven with vinegar [1].")
    assert response["unsupported"] == ["The oven warms up to 300 degrees in seven minutes."]
    assert response["outcome"] == "answered"


async def test_a_sentence_without_a_marker_is_compared_with_what_its_paragraph_cites() -> None:
    response = await answer("Wipe the oven with vinegar. Register it with the manufacturer first. It is hot [1].")
    assert response["unsupported"] == ["Register it with the manufacturer first."]


async def test_a_paragraph_without_a_marker_is_compared_with_all_that_the_answer_cites() -> None:
    response = await answer("Here is how:\n\n1. Wipe the oven with vinegar\n2. Call a plumber about pipes\n\nDone [1].")
    assert response["unsupported"] == ["Call a plumber about pipes"]


PARAPHRASES = {
    "After some minutes you can bake at a temperature of 200 degrees": "[1]",
    "Lemon juice is what you want against lime, about once a month": "[2]",
}


@pytest.mark.parametrize("text", PARAPHRASES)
async def test_a_free_paraphrase_is_supported_by_the_passage_that_has_most_of_it(text: str) -> None:
    right = PARAPHRASES[text]
    assert (await answer(f"{text} {right}."))["unsupported"] == []
    wrong = await answer(f"{text} {'[2]' if right == '[1]' else '[1]'}.")
    assert (wrong["response"] == f"{text} {right}.") != (wrong["unsupported"] == [f"{text}."])


@pytest.mark.parametrize(
    ("text", "is_supported"),
    [
        ("An oven by Whirlpool warms up to 200 degrees in seven minutes [1].", False),
        ("The oven warms up to 200 degrees in seven minutes, even with MySQL [1].", False),
        ("The oven warms up to 200 degrees in seven minutes, and not only in Paris [1].", True),
        ("Both of the Ovens warm up to 200 degrees in seven minutes [1].", True),
        ("Through the API, the oven warms up to 200 degrees in seven minutes [1].", True),
        ("Whirlpool: the oven warms up to 200 degrees in seven minutes [1].", True),
    ],
)
async def test_a_name_that_no_passage_has_is_wrong_unless_it_is_denied(text: str, *, is_supported: bool) -> None:
    assert ((await answer(text))["unsupported"] == []) == is_supported


@pytest.mark.parametrize(("voice", "is_supported"), [("We", True), ("They", False)])
async def test_we_tells_of_a_deed_unless_the_passages_say_we_themselves(voice: str, *, is_supported: bool) -> None:
    passage = create_document(f"Steel ovens rust. {voice} polish such ovens with oil.", title="Care")
    retriever = FixedRetriever(documents=[passage, KETTLES], asked=[])
    script = ["We have polished several ovens carefully [1]."]
    response = await add_up(create_chain(script, retriever=retriever)[0], {"query": "How?"})
    assert (response["unsupported"] == []) == is_supported


async def test_a_sentence_that_its_passage_denies_keeps_its_marker() -> None:
    denied = create_document("Ovens are cleaned at once. The oven is never wiped with vinegar.", title="Never")
    retriever = FixedRetriever(documents=[OVENS, denied], asked=[])
    text = "Wipe the oven with vinegar [2]."
    response = await add_up(create_chain([text], retriever=retriever)[0], {"query": "How?"})
    assert (response["response"], response["unsupported"]) == (text, ["Wipe the oven with vinegar."])


async def test_an_answer_without_markers_is_uncited_as_a_whole() -> None:
    response = await answer("Register it with the manufacturer before you use it.")
    assert (response["reason"], response["unsupported"]) == ("uncited", [])


async def test_a_marker_of_the_wrong_passage_leaves_as_that_of_the_right_one() -> None:
    text = "The oven warms up to 200 degrees in seven minutes [2]. A kettle is descaled\nwith lemon juice monthly [1]."
    response = await answer(text)
    assert response["response"] == text.replace("[2]", "[x]").replace("[1]", "[2]").replace("[x]", "[1]")
    assert (response["cited"], response["unsupported"]) == ([1, 2], [])


@pytest.mark.parametrize(
    "text",
    [
        "The oven warms up to 200 degrees in seven minutes [1][2].",
        "The oven warms up to 200 degrees in seven minutes [1] [2].",
        "Kettles and ovens are both found in kitchens [2].",
        "Hot [2]. Yes [2].",
        "```\nThe oven warms up to 200 degrees in seven minutes [2]\n```",
    ],
)
async def test_a_marker_in_company_or_without_a_better_passage_stays(text: str) -> None:
    assert (await answer(text))["response"] == text


async def test_a_marker_is_not_moved_to_a_passage_of_another_language() -> None:
    german = create_document(
        "Der Ofen wird nach dem Backen mit Essig gewischt und danach nicht mehr geheizt.", title="Öfen"
    )
    retriever = FixedRetriever(documents=[KETTLES, german], asked=[])
    text = "All of the bakers should schedule their thorough cleaning when they are done with the ovens [1]."
    response = await add_up(create_chain([text], retriever=retriever)[0], {"query": "How?"})
    assert (response["response"], response["unsupported"]) == (text, [text.replace(" [1]", "")])


@pytest.mark.parametrize(
    "before", ["Fill the kettle up to the mark. [1]", "Use `a. B [1]` and `--c d`.[1]", "Hot, *too*. [1] [2]"]
)
async def test_what_stands_before_the_last_markers_changes_no_sentence(before: str) -> None:
    sentence = "The oven warms up to 200 degrees in seven minutes"
    response = await answer(f"{before} {sentence} [2].")
    assert response["response"] == f"{before} {sentence} [1]."


async def test_a_row_of_a_table_and_an_item_are_mended_too() -> None:
    row = "| what | how |\n| --- | --- |\n| Kettle | descaled with lemon juice every month [1] |"
    assert (await answer(row))["response"] == row.replace("[1]", "[2]")
    item = "- Wipe the oven with vinegar [1]\n- A kettle is descaled with lemon juice every month [1]"
    assert (await answer(item))["response"] == item[:-3] + "[2]"


async def test_streams_cut_anywhere_and_a_whole_answer_are_equal() -> None:
    text = (
        "The oven **warms up** to 200 degrees in seven minutes [2].\n\n- A kettle is descaled with lemon juice [1], "
        "every month\n- The oven warms up to 900 degrees in seven minutes【1】\n"
    )
    whole = without_id(await answer(text, pieces=len(text)))
    assert [without_id(await answer(text, pieces=size)) for size in (1, 2, 5, 13)] == [whole] * 4
    retriever = FixedRetriever(documents=[OVENS, KETTLES], asked=[])
    assert without_id(await create_chain([text], retriever=retriever)[0].ainvoke({"query": "How?"})) == whole


async def test_nothing_is_held_back_for_the_proof() -> None:
    script = ["Wipe the oven with vinegar [1]", ". A kettle is descaled ", "every month", " with juice. "]
    retriever = FixedRetriever(documents=[OVENS, KETTLES], asked=[])
    parts = await collect(create_chain(script, retriever=retriever)[0], {"query": "How?"})
    guard = Guard(create_passages(OVENS.page_content, KETTLES.page_content))
    unmended = [guard.add(piece) for piece in script] + [guard.finish()]
    assert [part["response"] for part in parts[1:-1]] == [piece for piece in unmended if piece]


async def test_only_the_first_fifty_markers_of_an_answer_are_read() -> None:
    items = ["- A kettle is descaled with lemon juice every month [1]"] * 60
    mended = [item.replace("[1]", "[2]") for item in items]
    assert (await answer("\n".join(items)))["response"] == "\n".join(mended[:50] + items[50:])
