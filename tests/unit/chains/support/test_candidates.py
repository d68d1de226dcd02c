"""The bound that decides which passages are cut for a better marker leaves no passage out."""

import math

import pytest

from chains.support.candidates import Candidates
from chains.support.evidence import Evidence, Text
from chains.support.scoring import Sentence, is_likely, is_likely_in_answer

PASSAGES = {
    1: "The oven warms up to 200 degrees in seven minutes. Wipe the oven with vinegar, never with sand.",
    2: "A kettle’s lid is descaled with lemon juice every month. Fill the KETTLE up to the mark.",
    3: "水壶每月用柠檬汁除垢。不要用沙子擦拭烤箱。",
    4: "L’huile de cuisson se garde au frais. Ovens are wiped with sand, kettles with lemon.",
}


SENTENCES = [
    "The oven warms up to 200 degrees in seven minutes.",
    "Wiping ovens with vinegar is better than wiping with sand.",
    "Fill kettles up to the mark.",
    "A kettle's lid is descaled with lemon juice monthly.",
    "水壶每月用柠檬汁除垢。",
    "L'huile de cuisson se garde au frais.",
    "Register it with the manufacturer first.",
    "",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_every_passage_that_says_a_sentence_is_a_candidate(text: str) -> None:
    words = Sentence(text).words
    likely = {number for number, text in PASSAGES.items() if is_likely(Evidence([Text.cut(text)]).match(words))}
    assert likely <= {*Candidates(PASSAGES).find(words)}


def test_passages_without_its_words_are_no_candidates() -> None:
    candidates = Candidates(PASSAGES)
    assert candidates.find(Sentence("Fill the kettle up to the mark.").words) == [2]
    assert candidates.find(Sentence("Register it with the manufacturer first.").words) == []


def test_the_passage_that_has_most_of_the_words_is_told_from_the_others() -> None:
    candidates = Candidates(PASSAGES)
    words = Sentence("Fill the kettle up to the mark.").words
    assert candidates.compare(words, [2]) > 0.5
    assert candidates.compare(words, [1]) < -0.5
    assert candidates.compare(words, [1, 2, 3, 4]) == 1
    assert candidates.compare([], [1]) == 0
    assert candidates.compare(words, []) == -1
    assert Candidates({}).compare(words, [1]) == 0


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("number", PASSAGES)
def test_others_are_compared_only_where_they_could_decide(text: str, number: int) -> None:
    sentence, candidates = Sentence(text), Candidates(PASSAGES)
    match = Evidence([Text.cut(PASSAGES[number])]).match(sentence.words)
    difference = candidates.compare(sentence.words, [number])
    assert difference <= match.known / match.total
    asked: list[float] = []

    def compare() -> float:
        asked.append(difference)
        return difference

    assert not is_likely_in_answer(0.05, sentence, match, compare)
    assert not asked
    assert is_likely_in_answer(0.4, sentence, match, compare) == (1.3 + 1.3 * difference >= math.log(0.6 / 0.4))
