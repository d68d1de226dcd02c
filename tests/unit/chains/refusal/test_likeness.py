"""How like known refusals a text is."""

import math

import pytest

from chains.refusal.likeness import cut_features, measure_likeness


@pytest.mark.parametrize(
    ("refusal", "answer"),
    [
        ("Sorry, these pages leave me without an answer.", "These pages are built anew each night."),
        ("Leider geben die Seiten keine Antwort her.", "Die Seiten werden jede Nacht neu gebaut."),
        ("残念ながら、お答えできる情報がありません。", "ページは毎晩作り直されます。"),
        ("抱歉，资料里没有答案。", "页面每天晚上重新生成。"),
    ],
)
def test_a_refusal_is_more_like_refusals_than_an_answer_is(refusal: str, answer: str) -> None:
    assert measure_likeness(refusal) > 0 > measure_likeness(answer)


def test_words_are_cut_and_joined_with_their_neighbours() -> None:
    assert cut_features("Documentation ends HERE’s") == {
        "documen", "ends", "here's", "^ documen", "documen ends", "ends here's", "here's $", "documen * here's",
    }  # fmt: skip


def test_characters_are_taken_in_pairs_and_threes() -> None:
    assert cut_features("没有") == {"^", "$", "没", "有", "^没", "没有", "有$", "^没有", "没有$"}


@pytest.mark.parametrize("text", ["", "…", "\n\t", "12 [3]", "\ud800"])
def test_a_text_without_a_word_is_like_no_refusal(text: str) -> None:
    assert measure_likeness(text) < -1


@pytest.mark.parametrize("text", ["These passages tell how to boil water.", "この資料にあります。", "文档里有答案。"])
def test_what_denies_nothing_is_no_refusal_whatever_its_words(text: str) -> None:
    assert measure_likeness(text) == -math.inf
