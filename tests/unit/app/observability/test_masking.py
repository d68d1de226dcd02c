"""What a logged question may show."""

import pytest

from app.observability.masking import MAX_CHARACTERS, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to jane.doe+x@mail.example.org now", "Write to [e-mail] now"),
        ("My card is 4111 1111 1111 1111, why?", "My card is [number], why?"),
        ("password = hunter2 fails", "password = [key] fails"),
        ("API_KEY: 'abc def'", "API_KEY: [key] def'"),
        ("curl -H 'Authorization: Bearer abcdef.ghijkl'", "curl -H 'Authorization: [key]'"),
        ("AIzaSyA1234567890abcdefghij", "[key]"),
        ("token 0a1b2c3d4e5f60718293a4b5c6d7e8f90", "token [key]"),
        ("line\nbreak\tand\r\nmore", "line break and more"),
        ("How do I set version 1.2.3 on port 8080?", "How do I set version 1.2.3 on port 8080?"),
        ("What is QDRANT_COLLECTION_NAME for?", "What is QDRANT_COLLECTION_NAME for?"),
    ],
)
def test_addresses_keys_and_numbers_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_a_long_question_is_shortened() -> None:
    assert len(mask("why " * 5000)) == MAX_CHARACTERS
