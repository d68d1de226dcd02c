"""Text that may be logged: what looks like an address, a key or a card number is masked."""

import re

_PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\b(?:\d[ -]?){13,19}\b"), "[number]"),
    (re.compile(r"(?i)\b(?:bearer|basic)\s+[\w.~+/=-]{8,}"), "[key]"),
    (
        re.compile(r"(?i)\b((?:api[_-]?key|token|secret|password|passwd|pwd)\w*\s*[:=]\s*)[\"']?[^\s\"',;]+[\"']?"),
        r"\1[key]",
    ),
    (re.compile(r"\b(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abpr]|AIza|AKIA|eyJ)[\w.-]{12,}"), "[key]"),
    (re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w-]{32,}\b"), "[key]"),
)
MAX_CHARACTERS = 500


def mask(text: str) -> str:
    """The text, shortened, on one line."""
    text = " ".join(text[: 4 * MAX_CHARACTERS].split())
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text[:MAX_CHARACTERS]
