"""Which second opinion is asked, as `ANSWER_SUPPORT` says."""

from collections.abc import Callable

from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel

from chains.settings import SupportMethod
from chains.support.embedded_opinion import EmbeddedOpinion
from chains.support.second_opinion import SECONDS, SecondOpinion
from chains.support.written_opinion import WrittenOpinion


def create_second_opinion(
    method: SupportMethod,
    *,
    llm: BaseChatModel,
    embeddings: Embeddings,
    on_failure: Callable[[], None],
    seconds: float = SECONDS,
) -> SecondOpinion | None:
    """Build it; None where strings decide alone. `on_failure` is called when they have to because a model failed."""
    match method:
        case "strings":
            return None
        case "embeddings":
            return EmbeddedOpinion(embeddings, on_failure, seconds=seconds)
        case "model":
            return WrittenOpinion(llm, on_failure, seconds=seconds)
