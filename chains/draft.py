"""A model's answer while it arrives: what of it may leave, what it cost, and how it ended."""

import re

from langchain_core.messages import BaseMessage

from chains.errors import AskdocsError, DeadlineError, ModelQuotaError, ModelTimeoutError
from chains.guard import MARKER, Guard
from chains.prompts import ANSWER_RULES, NOT_IN_DOCS
from chains.schemas import Ending, Reason, Usage
from chains.source_list import SourceListFilter

MAX_PREAMBLE = 400
"""How many characters are held back while nothing tells yet whether the text answers or refuses.

Some models say a lot before they refuse. The first marker tells that a text answers.
"""
_RULES = [rule for line in ANSWER_RULES.splitlines() if (rule := line.strip("- ")[:60])]
_ANSWERS = re.compile(rf"{MARKER.pattern}|`{{3}}|~{{3}}")
"""A marker or a block of code tells that a text answers."""
_QUOTE_BEFORE = re.compile("[\"'‘’‚“”„«»‹›「『>][*_]*\\Z")
_QUOTE_BEHIND = re.compile("[\\s*_`\"'‘’“”«»‹›」』.)]*\\Z")
_BLOCKED = {"SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "LANGUAGE", "MODEL_ARMOR"}


class Draft:
    """Collects the chunks of one answer. `add` and `finish` return the text that may be sent now."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._source_list = SourceListFilter()
        self._beginning: str | None = ""
        """What has arrived while it may still lead to the refusal sentence; None once that is decided."""
        self._finish_reason = ""
        self.text = ""
        self.usage = Usage()
        self.is_refusal = False

    @property
    def cited(self) -> list[int]:
        """The numbers of the sources that the text uses, in order of first use."""
        return self._guard.cited

    def add(self, chunk: BaseMessage) -> str:
        """Take one chunk, or the whole answer as one.

        Gemini tells in its metadata why it stopped; nothing raises when it did not finish.
        """
        metadata = chunk.response_metadata
        if (metadata.get("prompt_feedback") or {}).get("block_reason"):
            self._finish_reason = "SAFETY"
        self._finish_reason = metadata.get("finish_reason") or self._finish_reason
        if usage := getattr(chunk, "usage_metadata", None):
            self.usage = Usage(
                input_tokens=self.usage.input_tokens + usage["input_tokens"],
                cached_tokens=self.usage.cached_tokens + usage.get("input_token_details", {}).get("cache_read", 0),
                output_tokens=self.usage.output_tokens + usage["output_tokens"],
            )
        return self._send(self._guard.add(self._source_list.feed(self._hold_back_refusal(str(chunk.text)))))

    def finish(self, failure: AskdocsError | None) -> str:
        """Take the end of the stream. What was held back is not sent when the model failed before a word had left."""
        held, self._beginning = self._beginning or "", None
        reason = self._reason(failure)
        self.is_refusal = self.is_refusal or (not reason and _ends_with_refusal(held))
        if self.is_refusal or (not self.text and reason in {"safety", "quota", "model_unavailable"}):
            return ""
        rest = self._source_list.feed(held) + self._source_list.flush()
        return self._send(self._guard.add(rest) + self._guard.finish())

    def end(self, failure: AskdocsError | None) -> Ending:
        """Tell how the answer came out. `failure` is the error that ended the stream, if there was one."""
        if self.is_refusal:
            return Ending("abstained", "not_in_docs")
        reason = self._reason(failure)
        if not reason and self.text.strip():
            return Ending("answered", "" if self.cited else "uncited")
        if self.text.strip():
            return Ending("truncated", "cut_off" if reason in {"quota", "model_unavailable"} else reason)
        return Ending("blocked" if reason == "safety" else "extractive", reason or "cut_off")

    def _reason(self, failure: AskdocsError | None) -> Reason:
        match failure:
            case None:
                pass
            case ModelQuotaError():
                return "quota"
            case ModelTimeoutError() | DeadlineError():
                return "deadline"
            case _:
                return "model_unavailable"
        if self._finish_reason in _BLOCKED:
            return "safety"
        if self._finish_reason == "MAX_TOKENS":
            return "max_tokens"
        return "" if self._finish_reason == "STOP" else "cut_off"

    def _hold_back_refusal(self, text: str) -> str:
        if self.is_refusal:
            return ""
        if self._beginning is None:
            return text
        self._beginning += text
        answer = _ANSWERS.search(self._beginning)
        if _refuses(self._beginning[: answer.start()] if answer else self._beginning):
            self.is_refusal = True
            return ""
        if any(rule in self._beginning for rule in _RULES):  # it recites what it was told
            self.is_refusal = True
            return ""
        if not answer and (len(self._beginning) <= MAX_PREAMBLE or _ends_like_refusal(self._beginning)):
            return ""
        text, self._beginning = self._beginning, None
        return text

    def _send(self, text: str) -> str:
        self.text += text
        return text


def _refuses(text: str) -> bool:
    """Whether a text says the refusal sentence near its beginning. A text that quotes the sentence is an answer."""
    places = (found.start() for found in re.finditer(re.escape(NOT_IN_DOCS), text))
    return any(place <= MAX_PREAMBLE and not _is_quoted(text[:place]) for place in places)


def _is_quoted(before: str) -> bool:
    """Whether the words that follow this text stand in quotation marks, in a quotation or in code."""
    line = before.rpartition("\n")[2]
    if line.lstrip().startswith(">") or _QUOTE_BEFORE.search(line):
        return True
    return bool(line.count("`") % 2 or line.count('"') % 2)


def _ends_with_refusal(text: str) -> bool:
    """Whether a text ends with the refusal sentence, quoted or not. Asked of a whole text that has no marker."""
    _, found, behind = text.rpartition(NOT_IN_DOCS)
    return bool(found and _QUOTE_BEHIND.match(behind))


def _ends_like_refusal(text: str) -> bool:
    lengths = range(max(1, len(text) - MAX_PREAMBLE), len(NOT_IN_DOCS))
    return any(text.endswith(NOT_IN_DOCS[:length]) for length in lengths)
