"""Answers to be compared."""

from collections.abc import Mapping
from typing import Any


def without_id(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What is equal in two deliveries of one answer."""
    assert answer["id"], "every delivery has an id"
    return {key: value for key, value in answer.items() if key != "id"}
