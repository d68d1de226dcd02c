from dataclasses import replace

import pytest

from app.index import Mention
from app.insights.causes import find_cause
from app.insights.labels import find_stems
from app.stores import FailedAnswer, GapCause
from tests.support.gaps import create_failed, create_group, create_question

WORDS = {"kettle": 1, "descale": 2, "ovens": 3}
OVENS, KETTLES = "https://kitchen.example/ovens", "https://kitchen.example/kettles#descaling"


def stem(word: str) -> int | None:
    return WORDS.get(word)


def mention(url: str, text: str, *, is_in_scope: bool = True, is_near: bool = True) -> Mention:
    return Mention(url, text, cosine=0.6, is_in_scope=is_in_scope, is_near=is_near)


@pytest.mark.parametrize(
    ("answer", "mentions", "cause"),
    [
        (create_failed(), [], "no_page"),
        (create_failed(), [mention(OVENS, "ovens")], "no_page"),
        (create_failed(), [mention(KETTLES, "descale the kettle", is_near=False)], "no_page"),
        (create_failed(), [mention(KETTLES, "descale the kettle")], "ranked_low"),
        (create_failed(), [mention(KETTLES, "descale the kettle", is_in_scope=False)], "wrong_scope"),
        (create_failed(reason="no_such_version"), [], "wrong_scope"),
        (create_failed(reason="not_in_docs"), [mention(OVENS, "descale the kettle")], "not_found"),
        (create_failed(outcome="answered", is_downvoted=True), [], "voted_down"),
    ],
)
def test_the_cause_says_what_to_do(answer: FailedAnswer, mentions: list[Mention], cause: GapCause) -> None:
    group = create_group(replace(create_question(), newest=answer), terms=(1, 2))
    assert find_cause(group, mentions, stem) == cause


def test_words_are_found_whatever_their_case_and_markup() -> None:
    assert find_stems("**Descale** a `KETTLE`.", stem) == {1, 2}
