"""Whether answers say what their passages say, and all that a reference answer says."""

from collections import Counter
from collections.abc import Iterable, Sequence

from app.evaluation.answering import Answer
from app.evaluation.statistics import mean
from chains.schemas import ChatResponse
from chains.support import THRESHOLD, find_claims, score_support

PROOF_METRICS = ("supported_sentences", "wrong_citations", "completeness")


def measure_proofs(written: Sequence[tuple[Answer, ChatResponse]]) -> dict[str, float]:
    """Means over the answers that cite something; completeness over those whose question has a reference answer."""
    cited = [response for _, response in written if response.cited]
    marked = [is_wrong for response in cited for is_wrong in _find_wrong_citations(response)]
    complete = [
        _measure_completeness(answer.question.answer, response.response)
        for answer, response in written
        if answer.question.answer
    ]
    return {
        "supported_sentences": mean([_share_supported(response) for response in cited]),
        "wrong_citations": mean([float(is_wrong) for is_wrong in marked]),
        **({"completeness": mean(complete)} if complete else {}),
    }


def count_refusals(answers: Iterable[Answer]) -> dict[str, int]:
    """How many answers abstained, by reason."""
    responses = [answer.response for answer in answers if answer.response is not None]
    return dict(Counter(response.reason for response in responses if response.outcome == "abstained"))


def _share_supported(response: ChatResponse) -> float:
    """The share of the sentences of an answer that the passages which they cite support."""
    sentences = len(find_claims(response.response))
    return 1 - len(response.unsupported) / sentences if sentences else 1.0


def _find_wrong_citations(response: ChatResponse) -> list[bool]:
    """For each sentence with a marker of its own, whether what it names does not say it."""
    return [claim.text in response.unsupported for claim in find_claims(response.response) if claim.numbers]


def _measure_completeness(reference: str, response: str) -> float:
    """The share of the sentences of a reference answer that an answer says, by the scorer of sentences."""
    said = "\n".join(claim.text for claim in find_claims(response))
    wanted = [claim.text for claim in find_claims(reference)]
    return mean([float(score_support(text, [said]) >= THRESHOLD) for text in wanted]) if wanted else 1.0
