"""Numbers with their nouns."""


def format_count(number: int, noun: str) -> str:
    """`1 page`, `2 pages`, `12,345 tokens`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
