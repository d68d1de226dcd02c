"""What a sentence only quotes, or says of a case."""

import pytest

from chains.refusal.asides import drop_asides


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("If no page is found, the start page is shown.", "the start page is shown."),
        ("The page is skipped if nothing is found.", "The page is skipped ."),
        ("Die Seite wird übersprungen, falls nichts da ist.", "Die Seite wird übersprungen, ."),
        ("Si no hay nada, se omite.", "se omite."),
        ("Rien n’est lu, sauf si la page manque.", "Rien n’est lu, sauf ."),
        ("何も見つからない場合、終了します。", "終了します。"),
        ("如果没有找到，就会停止运行。", "就会停止运行。"),
        ("再起動する必要はありません。", "再起動する 。"),
        ("It says “nothing found” and ends.", "It says … and ends."),
        ("It prints `not found` and ends.", "It prints … and ends."),
    ],
)
def test_quotations_and_conditions_are_dropped(sentence: str, said: str) -> None:
    assert " ".join(drop_asides(sentence).split()) == " ".join(said.split())


@pytest.mark.parametrize("sentence", ["", "“The documentation does not say.”", "If nothing is found, …", "`" * 50_000])
def test_a_sentence_that_is_all_aside_stays_whole(sentence: str) -> None:
    assert drop_asides(sentence) == sentence
