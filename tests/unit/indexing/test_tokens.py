"""Tokens, estimated."""

from indexing.tokens import estimate_max_tokens


def test_tokens_are_estimated_high() -> None:
    assert estimate_max_tokens("The quick brown fox jumps over the lazy dog.") >= 10
    assert estimate_max_tokens("1234567890") == 10
    assert estimate_max_tokens("汉字") == 2
    assert estimate_max_tokens("😀") == 4
    assert estimate_max_tokens("") == 0
