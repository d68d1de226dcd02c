"""Numbers as commands print them."""

import pytest

from app.commands.counts import format_chunks, format_count


def test_a_number_stands_with_its_noun() -> None:
    assert [format_count(number, "page") for number in (0, 1, 12345)] == ["0 pages", "1 page", "12,345 pages"]


@pytest.mark.parametrize(
    ("chunks", "texts", "shown"),
    [
        (2, 2, "2 chunks"),
        (1, 1, "1 chunk"),
        (2, 1, "2 chunks (1 different)"),
        (17000, 1200, "17,000 chunks (1,200 different)"),
        (2, 3, "2 chunks"),  # texts of pages that could not be read are kept beside those of the chunks
    ],
)
def test_chunks_add_up_with_the_texts_that_a_run_tells_of(chunks: int, texts: int, shown: str) -> None:
    assert format_chunks(chunks, texts) == shown
