"""How well passages support a claim, by strings alone."""

import pytest

from chains.support import THRESHOLD, score_support
from chains.support.scoring import compare, is_contradicted

OVENS = """\
# Ovens

The oven warms up to 200 degrees in seven minutes. Wipe it with vinegar, never with soap. Since version 3.2 the option
`--fast` halves the time, and 1,500 watts are enough.

Pizzas need the grill. Cakes are baked without it.
"""


@pytest.mark.parametrize(
    "claim",
    [
        "The oven warms up to 200 degrees in seven minutes.",
        "The oven needs 7 minutes to warm up to 200 degrees [1].",
        "Since 3.2, `--fast` halves the time the oven needs.",
        "In version 3.x the option --fast halves the time.",
        "1500 watts are enough for the oven's option --fast.",
        "Never wipe the oven with soap, wipe it with vinegar.",
    ],
)
def test_what_a_passage_says_in_these_or_similar_words_is_supported(claim: str) -> None:
    assert score_support(claim, [OVENS]) >= THRESHOLD


@pytest.mark.parametrize(
    "claim",
    [
        "The oven warms up to 250 degrees in seven minutes.",
        "The oven warms up to 200 degrees in nine minutes and 30 seconds.",
        "Since version 3.1 the option --fast halves the time.",
        "Since version 3.2 the option --quick halves the time.",
        "Wipe it with vinegar and with soap.",
        "Cakes are not baked without it.",
        "You can use soap to wipe it.",
        "The fridge keeps vegetables fresh for several weeks.",
        "Register the device with the manufacturer before you use it.",
    ],
)
def test_a_wrong_number_flag_version_or_denial_is_not(claim: str) -> None:
    assert score_support(claim, [OVENS]) < THRESHOLD


def test_a_claim_without_references_is_not_supported() -> None:
    assert score_support("The oven warms up to 200 degrees.", []) < THRESHOLD
    assert score_support("The oven warms up to 200 degrees.", ["", "\n"]) < THRESHOLD


def test_several_references_support_a_claim_together() -> None:
    both = ["The oven warms up in seven minutes.", "The grill takes another two minutes."]
    claim = "The oven warms up in seven minutes and the grill takes another two minutes."
    assert score_support(claim, both) >= THRESHOLD


@pytest.mark.parametrize("claim", ["", " ", "[1]", "…", "[1][2]"])
def test_a_claim_without_a_word_has_a_score_too(claim: str) -> None:
    assert 0 <= score_support(claim, [OVENS]) <= 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("烤箱在七分钟内加热到200度。", "烤箱在七分钟内加热到200度。请用醋擦拭。"),
        ("オーブンは七分で200度になります。", "オーブンは七分で200度になります。酢で拭いてください。"),
        ("Der Ofen erreicht 200 Grad in sieben Minuten.", "Der Ofen erreicht in sieben Minuten 200 Grad."),
        ("Le four chauffe à 200 degrés en sept minutes.", "Le four chauffe à 200 degrés en sept minutes."),
    ],
)
def test_languages_with_and_without_blanks_are_compared(claim: str, passage: str) -> None:
    assert score_support(claim, [passage]) >= THRESHOLD
    assert score_support(claim.replace("200", "300"), [passage]) < THRESHOLD
    assert (
        score_support(claim, ["冷蔵庫は静かです。", "Der Kühlschrank ist leise und die Tür klemmt nicht."][:1]) < 0.999
    )


def test_words_of_two_languages_are_not_compared_but_their_numbers_are() -> None:
    german = "Der Ofen ist in sieben Minuten warm, und zwar mit {} Grad."
    assert score_support(german.format(200), [OVENS]) >= THRESHOLD
    assert score_support(german.format(300), [OVENS]) < THRESHOLD


def test_a_number_that_stands_elsewhere_in_the_passage_proves_nothing() -> None:
    passage = "The oven warms up in 7 minutes.\n\nPizzas need the grill.\n\nCakes rest.\n\nThe door has 4 hinges."
    assert score_support("The oven warms up in 4 minutes.", [passage]) < THRESHOLD


LIST = "There are ways to clean an oven:\n\n- vinegar\n- lemon juice\n- steam\n\nRinse with water, dry and air it."


@pytest.mark.parametrize(
    "claim", ["There are three ways to clean an oven.", "Of the ways to clean an oven, one is steam."]
)
def test_a_count_in_words_may_be_that_of_a_list(claim: str) -> None:
    assert score_support(claim, [LIST]) >= THRESHOLD
    assert score_support(claim.replace("three", "eight").replace("one is", "nine are"), [LIST]) < THRESHOLD


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "API keys open the playground.",
            "The playground is for owners. An API key does not open it or the playground.",
        ),
        ("A restart is needed after a change.", "After a change of the file, no restart is needed."),
        ("The header is written to a log.", "The header opens a site behind a login, and is never logged."),
        ("Der Ofen ist nach dem Backen kalt.", "Nach dem Backen ist der Ofen nicht kalt."),
    ],
)
def test_a_denial_that_got_lost_is_found_in_a_clause_too(claim: str, passage: str) -> None:
    assert score_support(claim, [passage]) < THRESHOLD


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The first matching route is used for a host.", "A route without a host matches all of them."),
        (
            "A failed report is sent again after 60 seconds.",
            "If a report does not arrive, it is sent again after 60 seconds.",
        ),
        ("A busy site cannot empty a quiet one.", "One table for all would let a busy site empty a quiet one."),
        ("No restart is needed after a change.", "A change of the file is seen without a restart, after it was saved."),
    ],
)
def test_what_is_supposed_or_said_of_a_noun_denies_no_sentence(claim: str, passage: str) -> None:
    sentence, match = compare(claim, [passage])
    assert not is_contradicted(sentence, match)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The header can be found in the log.", "The header is neither logged nor shown."),
        ("An old index is accepted after that.", "An index that is too old is refused, and that is logged."),
        ("After an upgrade you keep the same collection.", "An upgrade makes another collection, beside the old one."),
        ("The questions in a batch aren't counted.", "Each question of a batch counts."),
        ("Ask for the page where it was moved to.", "The service does not ask for a page: not where it was moved."),
        ("Everybody can read the folder with the pages.", "The pages lie in a folder that only you can read."),
    ],
)
def test_a_turned_sentence_is_found_in_other_words(claim: str, passage: str) -> None:
    assert is_contradicted(*compare(claim, [passage]))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "A pod is gone after 25 seconds, and never more than 55.",
            "A pod is gone after 25 seconds, and 55 at the latest.",
        ),
        ("The token goes nowhere else.", "The token is sent to that host only."),
        ("You don't need a restart.", "A change is seen without a restart."),
        ("A key that fits no site is refused.", "A key that names no site gets refused, and the call counts."),
        ("The optional header isn't required.", "The header is optional."),
        ("It doesn't just warn, it stops the run.", "It warns and it stops the run."),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(claim: str, passage: str) -> None:
    assert not is_contradicted(*compare(claim, [passage]))


def test_numbers_in_words_beyond_twelve_must_be_right_too() -> None:
    passage = "It waits for 5 seconds more, and no new question comes."
    assert score_support("It waits for five seconds more, so no new question comes.", [passage]) >= THRESHOLD
    assert score_support("It waits for thirty seconds more, so no new question comes.", [passage]) < THRESHOLD
