"""Numbers with their nouns."""


def format_count(number: int, noun: str) -> str:
    """`1 page`, `2 pages`, `12,345 tokens`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def format_chunks(chunks: int, texts: int) -> str:
    """`2 chunks`, and how many texts these are where some stand in several places: `300 chunks (120 different)`."""
    return format_count(chunks, "chunk") + (f" ({texts:,} different)" if texts < chunks else "")
