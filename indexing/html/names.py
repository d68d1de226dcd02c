"""Names with white space between them, as in a `class` attribute."""


def split_names(names: str | None) -> frozenset[str]:
    """The names."""
    return frozenset(names.split()) if names else frozenset()
