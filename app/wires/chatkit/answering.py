"""An answer as ChatKit's events."""

from collections.abc import Iterator
from datetime import UTC, datetime

from chatkit.errors import CustomStreamError
from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    NoticeEvent,
    ProgressUpdateEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    URLSource,
)

from app.wires.answer_events import AnswerEnd, AnswerEvent, AnswerFailure, AnswerStart, AnswerText
from app.wires.source_links import Citation, MarkerLinker, format_nearest
from chains.schemas import ChatResponse, Outcome

_NOTICES: dict[Outcome, NoticeEvent] = {
    "extractive": NoticeEvent(
        level="info",
        title="Written without the model",
        message="The model did not answer, so these are sentences of the documentation, word for word.",
    ),
    "blocked": NoticeEvent(
        level="info",
        title="Written without the model",
        message="The model's safety filter stopped the answer, so these are sentences of the documentation.",
    ),
    "truncated": NoticeEvent(
        level="warning", title="Not complete", message="The answer broke off. Ask again, or ask for a part of it."
    ),
}


class Message:
    """Translates the events of one answer: its text with plain markers, a footnote behind each, a notice at the end."""

    def __init__(self, thread_id: str) -> None:
        self._thread_id = thread_id
        self._linker = MarkerLinker([], links=False)
        self._item = AssistantMessageItem(id="", thread_id=thread_id, created_at=datetime.now(UTC), content=[])
        self._text = ""
        self._annotations: list[Annotation] = []

    def translate(self, event: AnswerEvent) -> Iterator[ThreadStreamEvent]:
        """What is sent for an event. Raises CustomStreamError for a failure."""
        match event:
            case AnswerStart():
                yield from self._begin(event)
            case AnswerText():
                yield from self._write(self._linker.add(event.text))
            case AnswerEnd():
                yield from self._write(self._linker.finish() + format_nearest(event.answer.nearest))
                yield from self._end(event.answer)
            case AnswerFailure():
                raise CustomStreamError(event.error.message, allow_retry=True)

    def _begin(self, start: AnswerStart) -> Iterator[ThreadStreamEvent]:
        self._linker = MarkerLinker(start.sources, links=False)
        self._item.id = f"message_{start.id}"  # the delivery, which a vote names
        if start.sources:
            noun = "passage" if len(start.sources) == 1 else "passages"
            yield ProgressUpdateEvent(text=f"Reading {len(start.sources)} {noun}")
        yield ThreadItemAddedEvent(item=self._item.model_copy(deep=True))
        content = AssistantMessageContent(text="", annotations=[])
        yield self._update(AssistantMessageContentPartAdded(content_index=0, content=content))

    def _write(self, text: str) -> Iterator[ThreadStreamEvent]:
        if not text:
            return
        self._text += text
        yield self._update(AssistantMessageContentPartTextDelta(content_index=0, delta=text))
        for citation in self._linker.citations[len(self._annotations) :]:
            annotation = _create_annotation(citation)
            added = AssistantMessageContentPartAnnotationAdded(
                content_index=0, annotation_index=len(self._annotations), annotation=annotation
            )
            self._annotations.append(annotation)
            yield self._update(added)

    def _end(self, answer: ChatResponse) -> Iterator[ThreadStreamEvent]:
        content = AssistantMessageContent(text=self._text, annotations=self._annotations)
        yield self._update(AssistantMessageContentPartDone(content_index=0, content=content))
        self._item.content = [content]
        yield ThreadItemDoneEvent(item=self._item)
        if notice := _NOTICES.get(answer.outcome):
            yield notice

    def _update(
        self,
        update: AssistantMessageContentPartAdded
        | AssistantMessageContentPartTextDelta
        | AssistantMessageContentPartAnnotationAdded
        | AssistantMessageContentPartDone,
    ) -> ThreadItemUpdatedEvent:
        return ThreadItemUpdatedEvent(item_id=self._item.id, update=update)


def _create_annotation(citation: Citation) -> Annotation:
    source = citation.source
    url = URLSource(title=source.title or source.url, description=source.section or None, url=source.url)
    return Annotation(source=url, index=citation.end)
