from app.insights.labels import Stem, create_labels, find_stems

STOPWORDS = {"how", "do", "i", "a", "the", "to", "is", "of", "can"}
STEMS: dict[str, int] = {}


def stem(word: str) -> int | None:
    """As an index does it, in small: no stopwords, and no `s` at the end."""
    return None if word in STOPWORDS else STEMS.setdefault(word.rstrip("s"), len(STEMS))


def format_labels(groups: list[list[str]], stem: Stem) -> list[str]:
    return [label.text for label in create_labels(groups, stem)]


def test_a_label_says_what_its_group_asks_and_the_others_do_not() -> None:
    groups = [
        ["How do I restore a backup?", "Restore the backup to docs", "is a backup of docs encrypted"],
        ["How do I theme the docs?", "themes of docs", "can the theme be dark"],
    ]
    backup, theme = format_labels(groups, stem)
    assert backup.split(" · ")[0] == "backup"
    assert "theme" in theme
    assert "encrypted" not in backup, "one question of three says it"


def test_a_word_is_written_as_it_is_written_most() -> None:
    assert format_labels([["DocSearch keys", "DocSearch key", "docsearch keys"]], stem) == ["DocSearch · keys"]


def test_a_group_of_stopwords_is_called_by_its_question() -> None:
    assert format_labels([["How do I?"]], stem) == ["How do I?"]


def test_nothing_has_no_labels() -> None:
    assert format_labels([], stem) == []
    assert format_labels([[]], stem) == [""]


def test_hostile_text_is_only_words() -> None:
    [label] = format_labels([["<script>alert(1)</script> =cmd|' /C calc'!A0"]], stem)
    assert "<" not in label
    assert "=" not in label


def test_a_label_keeps_the_words_that_half_of_the_questions_have() -> None:
    [label] = create_labels([["restore backup", "restore backup tomorrow", "backup tomorrow", "backup tomorrow"]], stem)
    assert set(label.terms) == find_stems("restore the backup tomorrow", stem)
