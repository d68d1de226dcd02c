"""What may leave of a model's text. It is read as Markdown of a small subset, and written anew."""

from collections.abc import Sequence

from chains.characters import CharacterFilter, strip_invisible
from chains.guard.blocks.reader import Blocks
from chains.guard.escapes import escape_all
from chains.guard.inline import Inline
from chains.guard.line import Mend
from chains.guard.links import LinkPolicy
from chains.retrieval import Passage


class Guard:
    """Cleans a stream of Markdown: `add` what arrives and send what it returns; at the end send `finish`.

    What is not recognised with certainty is escaped, so that every renderer shows it as text. Only what is half read
    is held back. The output does not depend on how the text was cut, and cleaning it again changes nothing.
    """

    def __init__(self, passages: Sequence[Passage], mend: Mend | None = None) -> None:
        """`mend` decides which sources a marker names, from those that it names and its block so far."""
        self.cited: list[int] = []
        """The numbers of the sources that the text cites, each once, in order of first use."""
        self._characters = CharacterFilter()
        self._blocks = Blocks(Inline(LinkPolicy(passages), self.cited, mend))

    def add(self, piece: str) -> str:
        """What may be sent now."""
        return self._blocks.add(self._characters.add(piece))

    def finish(self) -> str:
        """What was still held back, and the end of what is open; call it once, at the end."""
        rest = self._characters.finish()
        return (self._blocks.add(rest) if rest else "") + self._blocks.finish()


def clean(text: str, passages: Sequence[Passage]) -> str:
    """The whole of a text, cleaned."""
    guard = Guard(passages)
    return guard.add(text) + guard.finish()


def escape_markdown(text: str) -> str:
    """Plain text as Markdown of one line that shows it, whatever it holds: for titles, names and the like."""
    plain = " ".join(strip_invisible(text).split())
    return Inline(LinkPolicy(()), []).write(escape_all(plain), "plain")
