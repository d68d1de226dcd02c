"""Markdown cut into sentences that can be quoted, each with the code, list or table that belongs to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gemini_emulator.answers.blocks import Block, split_blocks

MIN_WORDS = 4
MAX_CHARACTERS = 600
MAX_PARAGRAPH_CHARACTERS = 10_000
REMEMBERED_TEXTS = 2_048
MAX_ATTACHED_CHARACTERS = 1_500
NEAR = 2
"""So many sentences or blocks before a block of code still have to do with it."""

DANGLING = re.compile(
    r"[*_(]*(?:it|this|that|these|those|they|however|but|and|also|so|otherwise|then|in addition|in fact|in other words"
    r"|instead|therefore|thus|hence|as a (?:result|consequence)|(?:because|as part) of (?:this|that)|similarly"
    r"|again|finally|both|either|to do (?:so|this|that)|for (?:this|that|example|instance)|remember|second(?:ly)?(?=,)"
    r"|third(?:ly)?(?=,)|another|the (?:same|latter|former|exception)|such|yes|no|you just|now|next|given that"
    r"|meanwhile|additionally|on the other hand|as with|one (?:option|other|way)|here|so far|above|below"
    r"|note that this)\b"
    r"(?! (?:is|are) (?:important|possible|common|recommended))",
    re.IGNORECASE,
)
"""How a sentence begins that needs the one before it."""

# Matched pairs in which a full stop ends no sentence: code, images and links, addresses.
_OPAQUE = re.compile(r"`+[^`]*`+|!?\[[^\]]*\]\([^)]*\)|<[^>\s][^>]*>|https?://[^\s)]+")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|excl|resp|fig|sec|vol|ver|avg|max|min|inc|ltd|esp|dr|mr|ms|[A-Z])\.",
    re.IGNORECASE,
)
# A name may begin a sentence in lower case, but after a short word the full stop is more likely an abbreviation's.
_END = re.compile(
    r"(?<=[.!?])[\"'”’)*_\]]*\s+(?=[\"'“‘(*_\[`]*[^\sa-z])|(?:(?<=[\w)*]{3}[.!?])|(?<=[A-Z]{2}[.!?]))\s+(?=[a-z])"
    r"|(?<=[。！？])\s*"
)
_IMPORT = re.compile(r"(?:import|export)\s.*(?:from\s|=|\{)|#!|@import\s")
_TAG_LINE = re.compile(r":::.*|</?[A-Za-z][^>]*>")
_QUESTION = re.compile(r"[?？][\"'”’)*_.]*$")
_LIKE_MARKER = re.compile(r"\[\^?\d+\](?!\()")
_CAPTION = re.compile(r"\[(?:Image|Video)\b[^\]]*\]\.?|!\[[^\]]*\]\([^)]*\)|\*[^*]+\*|_[^_]+_")
"""What stands for a picture, or beside something in italics."""
_BOLD_HEADING = re.compile(r"\*\*[^*]+\*\*:?")
_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<?https?://\S+")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence of the passage, its Markdown kept; or a row of a table, then `head` is the table's head.

    `code` follows the sentence directly or soon after; `attached` is the list, table or code that "…:" introduces.
    """

    text: str
    position: int
    head: str = ""
    code: str = ""
    attached: str = ""

    @property
    def meaning(self) -> str:
        """What is compared with a question: the sentence, or the row's cells after the names of their columns."""
        if not self.head:
            return self.text
        names = self.head.partition("\n")[0]
        return ". ".join(f"{name} {cell}" for name, cell in zip(_cells(names), _cells(self.text), strict=False))


@lru_cache(maxsize=REMEMBERED_TEXTS)
def split_sentences(markdown: str) -> tuple[Sentence, ...]:
    """In reading order. Headings, code, imports, tags, bare links, questions and fragments are no sentences."""
    blocks = list(split_blocks(markdown))
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        if block.kind == "row" and len(block.text) <= MAX_CHARACTERS:
            row = Sentence(block.text, len(found), head=block.head)
            if _word_count(row.meaning) >= MIN_WORDS:
                found.append(row)
        if block.kind != "text":
            continue
        texts = _complete(list(_split(_prose(block.text))))
        for place, text in enumerate(texts):
            following = blocks[number + 1 :][:NEAR] if place >= len(texts) - NEAR else []
            introduces = text.endswith((":", "："))
            attached = _introduced(following) if introduces and place == len(texts) - 1 else ""
            if _is_quotable(text) and (attached or not introduces):
                code = next((block.text for block in following if block.kind == "code"), "")
                found.append(Sentence(text, len(found), code=code, attached=attached))
    return tuple(found)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL_BORDER.split(row.strip().strip("|"))]


def _introduced(following: Sequence[Block]) -> str:
    if following and following[0].kind in {"code", "list", "table"}:
        text = following[0].text
        return text if len(text) <= MAX_ATTACHED_CHARACTERS else ""
    return ""


def _prose(text: str) -> str:
    """One line, without admonition fences and tags that stand alone; empty for an import or a wall of text."""
    lines = [line.strip() for line in text.split("\n")]
    if _IMPORT.match(lines[0]) or len(text) > MAX_PARAGRAPH_CHARACTERS:
        return ""
    return " ".join(line for line in lines if line and not _TAG_LINE.fullmatch(line))


def _split(text: str) -> Iterator[str]:
    masked = _OPAQUE.sub(lambda match: "X" * len(match[0]), text)
    masked = _ABBREVIATION.sub(lambda match: "x" * len(match[0]), masked)
    start = 0
    for end in _END.finditer(masked):
        # The closing quotes and brackets that the match begins with belong to the sentence before it.
        yield text[start : end.start() + len(end[0].rstrip())].strip()
        start = end.end()
    yield text[start:].strip()


def _complete(texts: list[str]) -> list[str]:
    """With the sentence before it in front of each that needs one, where both are short enough to be quoted."""
    whole = texts[:1]
    for before, text in pairwise(texts):
        both = f"{before} {text}"
        joins = DANGLING.match(text) and not DANGLING.match(before) and _is_quotable(before) and _is_quotable(both)
        whole.append(both if joins else text)
    return whole


def _is_quotable(text: str) -> bool:
    if not text or len(text) > MAX_CHARACTERS or _QUESTION.search(text) or _BOLD_HEADING.fullmatch(text):
        return False
    if _CAPTION.fullmatch(text):
        return False
    if _LIKE_MARKER.search(text):  # would be read as a citation
        return False
    return _word_count(_LINK.sub(" ", text)) >= (MIN_WORDS if not _LINK.search(text) else MIN_WORDS - 1)


def _word_count(text: str) -> int:
    """A CJK character counts as a word: those scripts write no spaces."""
    return len(re.findall(r"\w+", _CJK.sub(" x ", text)))
