"""What a request of ChatKit's holds, told from its JSON before the package sees it."""

from collections.abc import Mapping
from typing import Any

from app.middleware.problems import InvalidFieldError

QUESTIONS = frozenset({"threads.create", "threads.add_user_message", "threads.retry_after_item"})
"""Those that ask the model."""
NOT_HERE = {
    "attachments.create": "Files cannot be sent here. Ask in words.",
    "attachments.delete": "Files cannot be sent here. Ask in words.",
    "input.transcribe": "Speech cannot be sent here. Ask in words.",
    "threads.add_client_tool_output": "The assistant calls no tools of the page. Ask a question instead.",
    "threads.add_structured_input": "The assistant asks no forms. Ask a question instead.",
    "threads.custom_action": "The assistant shows no widgets. Ask a question instead.",
    "threads.sync_custom_action": "The assistant shows no widgets. Ask a question instead.",
}
"""Requests of the protocol that are never answered, and what to do instead."""
_TEXTS = frozenset({"input_text", "input_tag", "output_text"})


def count_questions(body: Any) -> int:
    """How many questions a body holds."""
    kind = body.get("type") if isinstance(body, dict) else None
    return int(isinstance(kind, str) and kind in QUESTIONS)


def count_votes(body: Any) -> int:
    """How many answers a body votes for."""
    if not isinstance(body, dict) or body.get("type") != "items.feedback":
        return 0
    items = get_params(body).get("item_ids")
    return max(1, len(items)) if isinstance(items, list) else 1


def get_params(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parameters; empty when there are none that could be read."""
    params = body.get("params")
    return params if isinstance(params, dict) else {}


def create_message(role: str, content: Any, quoted: str | None = None) -> dict[str, Any]:
    """A message as `read_messages` takes it. What the reader has marked in the page comes before the question."""
    parts = content if isinstance(content, list) else []
    texts = [str(part.get("text", "")) for part in parts if isinstance(part, dict) and str(part.get("type")) in _TEXTS]
    quotation = [f"> {line}" for line in (quoted or "").splitlines() if line.strip()]
    return {"role": role, "content": "\n".join([*quotation, *texts])}


def refuse_attachments(params: Mapping[str, Any]) -> None:
    """Raise InvalidFieldError for a message with files."""
    message = params.get("input")
    if isinstance(message, dict) and message.get("attachments"):
        raise InvalidFieldError("Files cannot be sent here. Ask in words.", field="params.input.attachments")
