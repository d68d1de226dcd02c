"""Questions to ask next: how a heading becomes one, and how those of a model come out of its answer."""

from chains.suggestions.generic import is_generic
from chains.suggestions.line import NEXT_RULE, SuggestionFilter
from chains.suggestions.wording import create_question, repeats

__all__ = ["NEXT_RULE", "SuggestionFilter", "create_question", "is_generic", "repeats"]
