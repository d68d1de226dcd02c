"""Passages that were cut before are cut no second time."""

from chains.support.evidence import Text, cut_passage


def test_a_passage_is_cut_once_and_a_long_one_is_not_kept() -> None:
    passage = "The oven warms up to 200 degrees. Wipe it with vinegar."
    assert cut_passage(passage) is cut_passage(passage)
    assert cut_passage(passage) == Text.cut(passage)
    long = passage * 100
    assert cut_passage(long) is not cut_passage(long)
    assert cut_passage(long) == Text.cut(long)


def test_where_a_word_stands_is_known_by_sentence() -> None:
    text = Text.cut("Ovens warm up.\n\n…\n\nWarm kettles hiss. Ovens hum!")
    assert text.sentences == ("Ovens warm up", "Warm kettles hiss", "Ovens hum!")
    assert text.places["warm"] == 0b011
    assert text.places["oven"] == 0b101
