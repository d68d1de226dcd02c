"""Files from the disk, as bytes or as clean text. Their sizes are distrusted."""

from pathlib import Path

from indexing.errors import PageError, UnreadableError
from indexing.files.decoding import DecodedText, clean_text, decode

_MAX_PAGE_BYTES = 10_000_000
"""A larger page is not read: no page that a person wrote comes near it."""


def load_bytes(path: Path, limit: int = _MAX_PAGE_BYTES) -> bytes:
    """The file's bytes. Raises PageError when it is larger than `limit` or cannot be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise UnreadableError(message) from error
    if len(content) > limit:
        message = f"is larger than {limit // 1_000_000} MB and was left out; split the page or exclude it"
        raise PageError(message)
    return content


def load_text(path: Path) -> DecodedText:
    """The file as clean text. Raises PageError for a binary file, one that is too large or cannot be read."""
    decoded = decode(load_bytes(path))
    return DecodedText(clean_text(decoded.text), decoded.warning)
