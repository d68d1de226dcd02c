"""A model's answer while it arrives: what of it may leave, what it cost, and how it ended."""

from collections.abc import Callable

from langchain_core.messages import BaseMessage

from chains.errors import AskdocsError, DeadlineError, ModelQuotaError, ModelTimeoutError
from chains.guard import Guard
from chains.prompts import NOT_IN_DOCS
from chains.refusal.filter import RefusalFilter
from chains.refusal.wordings import words_refusal
from chains.schemas import Ending, Reason, Usage
from chains.source_list import SourceListFilter
from chains.suggestions import SuggestionFilter

_BLOCKED = {"SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "LANGUAGE", "MODEL_ARMOR"}


class Draft:
    """Collects the chunks of one answer. `add` and `finish` return the text that may be sent now."""

    def __init__(
        self,
        guard: Guard,
        *,
        refusal: str = NOT_IN_DOCS,
        is_said: Callable[[str], bool] = lambda _: False,
        suggests: bool = False,
    ) -> None:
        """`refusal`: the sentence with which a refusal ends; `is_said`: whether the passages say what a text says.

        `suggests`: the model was told to write questions to ask next behind a line.
        """
        self._guard = guard
        self._refusal_sentence = refusal
        self._is_said = is_said
        self._is_worded_refusal = False
        self._suggestions = SuggestionFilter(is_asked=suggests)
        self._source_list = SourceListFilter()
        self._refusal = RefusalFilter()
        self._finish_reason = ""
        self.text = ""
        self.usage = Usage()

    @property
    def is_refusal(self) -> bool:
        """Whether the model refuses; then nothing more of it is wanted."""
        return self._refusal.is_refusal or self._is_worded_refusal

    @property
    def cited(self) -> list[int]:
        """The numbers of the sources that the text uses, in order of first use."""
        return self._guard.cited

    @property
    def suggestions(self) -> list[str]:
        """Questions to ask next, as the model wrote them."""
        return self._suggestions.questions

    def add(self, chunk: BaseMessage) -> str:
        """Take one chunk, or the whole answer as one.

        Gemini tells in its metadata why it stopped; nothing raises when it did not finish.
        """
        metadata = chunk.response_metadata
        if (metadata.get("prompt_feedback") or {}).get("block_reason"):
            self._finish_reason = "SAFETY"
        self._finish_reason = metadata.get("finish_reason") or self._finish_reason
        if usage := getattr(chunk, "usage_metadata", None):
            self.usage = self.usage.add(Usage.read(usage))
        text = self._suggestions.add(str(chunk.text))
        return self._send(self._guard.add(self._source_list.feed(self._refusal.add(text))))

    def finish(self, failure: AskdocsError | None) -> str:
        """Take the end of the stream. What was held back is not sent when the model failed before a word had left.

        A refusal ends with the refusal sentence, as a paragraph of its own behind what was said before. A text without
        markers that refuses in words of its own, which no passage says, is one too.
        """
        reason = self._reason(failure)
        held = self._refusal.add(self._suggestions.finish()) + self._refusal.finish(is_whole=not reason)
        if not self.text and not self.is_refusal and reason in {"safety", "quota", "model_unavailable"}:
            return ""
        rest = self._source_list.feed(held) + self._source_list.flush()
        text = self._send(self._guard.add(rest) + self._guard.finish())
        if not reason and not self.cited and words_refusal(self.text) and not self._is_said(self.text):
            self._is_worded_refusal = True
        if self.is_refusal and not self.text.rstrip().endswith(self._refusal_sentence):
            text += self._send(f"\n\n{self._refusal_sentence}" if self.text.strip() else self._refusal_sentence)
        return text

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
        if failure is None:
            return self._find_early_end()
        if self._suggestions.has_ended:  # the answer before them is complete
            return ""
        match failure:
            case ModelQuotaError():
                return "quota"
            case ModelTimeoutError() | DeadlineError():
                return "deadline"
            case _:
                return "model_unavailable"

    def _find_early_end(self) -> Reason:
        """Why the model stopped before its answer was complete; empty when it was."""
        if self._finish_reason == "STOP" or self._suggestions.has_ended:
            return ""
        if self._finish_reason in _BLOCKED:
            return "safety"
        return "max_tokens" if self._finish_reason == "MAX_TOKENS" else "cut_off"

    def _send(self, text: str) -> str:
        self.text += text
        return text
