"""An answer without a model: what the best passages say themselves, word for word."""

import re
from collections.abc import Sequence

from chains.guard import Guard, escape_markdown
from chains.retrieval import Passage
from chains.segmenting import fold_accents, list_words, separate_words
from chains.support.sentences import split_prose

MAX_QUOTES = 4
MIN_WORDS = 3
_MIN_CHARACTERS = 3
"""Of a word that is compared; words of other scripts may be shorter."""
_NOT_PROSE = re.compile(r"^\s*(#|\||`{3}|~{3}|:::|<|import |export |\[\^|!\[)")
_LOOKS_LIKE_MARKER = re.compile(r"\[\^?\d")
_TAG = re.compile(r"<[A-Za-z/!?]")
_CODE = re.compile(r"`+[^`]*`+")


def create_extract(question: str, passages: Sequence[Passage]) -> tuple[str, list[int]]:
    """Quote the sentences that share most words with the question, in the order of the passages.

    Returns the text, and the numbers of the passages that it quotes. Every sentence stands word for word in the passage
    that its marker names. The guard writes it, as it writes what a model says.
    """
    asked = _find_words(question)
    numbers: dict[str, int] = {}
    for passage in passages:
        for sentence in split_sentences(passage.text):
            if not _LOOKS_LIKE_MARKER.search(sentence) and not _TAG.search(_CODE.sub("", sentence)):
                numbers.setdefault(sentence, passage.source.number)
    best = sorted(numbers, key=lambda sentence: -len(asked & _find_words(sentence)))
    quoted = set(best[:MAX_QUOTES])
    text = "\n\n".join(f"> {sentence} [{numbers[sentence]}]" for sentence in numbers if sentence in quoted)
    if not text:
        first = passages[0].source
        text = f"{escape_markdown(first.section)} [{first.number}]"
    guard = Guard(passages)
    return guard.add(text) + guard.finish(), guard.cited


def split_sentences(markdown: str) -> list[str]:
    """The prose sentences of a passage; headings, tables, code and pictures are left out."""
    sentences: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)", _without_fences(markdown)):
        if _NOT_PROSE.match(block):
            continue
        prose = re.sub(r"^\s*(?:[-*+>]|\d+\.)\s+", "", block).strip()
        sentences += [sentence for sentence in split_prose(prose) if len(separate_words(sentence).split()) >= MIN_WORDS]
    return sentences


def _find_words(text: str) -> set[str]:
    return {fold_accents(word) for word in list_words(text) if len(word) >= _MIN_CHARACTERS or not word.isascii()}


def _without_fences(markdown: str) -> str:
    return re.sub(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[^\n]*$|\Z)", "\n", markdown, flags=re.DOTALL | re.MULTILINE)
