"""Answers to be compared."""

from collections.abc import Mapping
from typing import Any


def without_id(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What is equal in two deliveries of one answer that were both paid for."""
    assert answer["id"], "every delivery has an id"
    return {key: value for key, value in answer.items() if key != "id"}


def without_cost(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What is equal in two deliveries of one answer, of which one may come from a cache."""
    return {key: value for key, value in without_id(answer).items() if key != "usage"}
