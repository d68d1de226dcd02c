"""Text without what tells who wrote it or opens a door: e-mails, phones, keys, numbers, addresses, users' folders."""

from app.observability.masking.identities import IDENTITIES
from app.observability.masking.keys import KEYS
from app.observability.masking.machines import MACHINES

RULES = (*KEYS, *IDENTITIES, *MACHINES)
MAX_CHARACTERS = 500
"""Of a text in the log."""


def mask(text: str) -> str:
    """The text, where each thing found is a word in brackets, such as `[e-mail]`."""
    for is_worth_trying, rules in RULES:
        if is_worth_trying(text):
            for pattern, replacement in rules:
                text = pattern.sub(replacement, text)
    return text


def mask_line(text: str) -> str:
    """The same on one line, shortened: for the log."""
    return mask(" ".join(text[: 4 * MAX_CHARACTERS].split()))[:MAX_CHARACTERS]
