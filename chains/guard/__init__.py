"""The guard of answers: what may leave of the text that a model wrote, and plain text put into Markdown safely."""

from chains.characters import strip_invisible
from chains.guard.guard import Guard, clean, escape_markdown
from chains.guard.links import encode_url
from chains.guard.markers import MARKER

__all__ = ["MARKER", "Guard", "clean", "encode_url", "escape_markdown", "strip_invisible"]
