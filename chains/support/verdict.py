"""Which sentences of a response the passages do not support."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from chains.retrieval import Passage
from chains.support.candidates import Candidates
from chains.support.claims import Claim, find_claims, read_claims
from chains.support.evidence import Evidence, Match
from chains.support.scoring import (
    THRESHOLD,
    Sentence,
    has_wrong_fact,
    is_contradicted,
    is_doubtful,
    is_likely,
    is_likely_in_answer,
    is_of_another_language,
    score,
    weigh_match,
)
from chains.support.second_opinion import Doubt

_MIN_WORDS = 3
"""A sentence with fewer words that carry meaning claims nothing that words could prove, such as "Here is how"."""
_MARGIN = 0.3
"""So much better another passage must support the sentence: a marker that is moved wrongly is worse than one that is
left, because the sentence then counts as supported."""
_NO_CLAIM = ("?", "？", ":", "：")
"""Questions, and what leads to a list or to code."""
_CLOSING = "'\"”’»)"
_MAX_END = 20
"""So many closing marks may follow a question mark."""
_STOPS = ".!…。！"


class Judge:
    """Judges sentences by the passages that were given. Only those that are cited are cut, each once.

    What was found when a marker came is not sought again for the verdict at the end.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._texts = {passage.source.number: _format(passage) for passage in passages}
        self._candidates = Candidates(self._texts)
        self._evidence: dict[tuple[int, ...], Evidence] = {}
        self._sentences: dict[tuple[str, tuple[str, ...]], Sentence] = {}
        self._matches: dict[tuple[Sentence, tuple[int, ...]], Match] = {}
        self._supported: dict[tuple[Sentence, tuple[int, ...]], bool] = {}
        self._wrong: dict[tuple[Sentence, tuple[int, ...]], bool] = {}

    def read(self, claim: Claim) -> Sentence:
        """The sentence that is judged. A marker may come before its full stop, which tells nothing."""
        key = (claim.text.rstrip(_STOPS), claim.code)
        sentence = self._sentences.get(key)
        if sentence is None:
            sentence = self._sentences[key] = Sentence(*key)
        return sentence

    def find_better(self, sentence: Sentence, number: int) -> int:
        """The passage that says a sentence clearly better than this one does, or this one.

        One of another language says nothing that could be compared with the sentence's words. Where this one says the
        opposite, the sentence is wrong and not its marker.
        """
        own = self._match(sentence, (number,))
        if is_likely(own) and self._is_supported(sentence, (number,)):
            return number
        matches = {other: self._match(sentence, (other,)) for other in self._candidates.find(sentence.words)}
        scores = {other: self._score(sentence, (other,)) for other, match in matches.items() if is_likely(match)}
        best = max(scores, key=lambda other: scores[other], default=number)
        if best == number or scores[best] < self._score(sentence, (number,)) + _MARGIN:
            return number
        return number if is_contradicted(sentence, own) else best

    @property
    def texts(self) -> Mapping[int, str]:
        """Those of the passages, by number."""
        return self._texts

    def find_unsupported(self, response: str, opinions: Mapping[Doubt, float] = MappingProxyType({})) -> list[str]:
        """The sentences, as a reader sees them, that the passages which they cite do not support, each once, in order.

        A sentence without a marker is compared with what its paragraph cites, or a marker that stands alone below it;
        in a paragraph without one, with all that the response cites. A response that cites nothing is `uncited`, which
        says it of every sentence. Words decide, except of a doubt of which there is an opinion.
        """
        unsupported = [
            claim.text
            for claim, sentence, numbers in self._read_claims(response)
            if not self._is_supported(sentence, numbers, opinions)
        ]
        return list(dict.fromkeys(unsupported))

    def find_doubts(self, response: str) -> list[Doubt]:
        """The sentences of which a second opinion is worth asking."""
        read = dict.fromkeys((sentence, numbers) for _, sentence, numbers in self._read_claims(response))
        doubts = [Doubt(sentence, numbers, self._match(sentence, numbers)) for sentence, numbers in read]
        return [doubt for doubt in doubts if is_doubtful(doubt.sentence, doubt.match)]

    def says(self, text: str) -> bool:
        """Whether the passages together say a sentence of this text, in whatever language both are."""
        numbers = tuple(self._texts)
        return any(is_likely(self._match(self.read(claim), numbers)) for claim in find_claims(text))

    def _read_claims(self, response: str) -> Iterator[tuple[Claim, Sentence, tuple[int, ...]]]:
        """What a response claims, with the passages to compare each claim with; nothing when it cites none."""
        claims, cited = read_claims(response)
        for claim in claims if cited else ():
            sentence = self.read(claim)
            is_claim = not claim.text[-_MAX_END:].rstrip(_CLOSING).endswith(_NO_CLAIM)
            if is_claim and len(set(sentence.words)) >= _MIN_WORDS:
                yield claim, sentence, tuple(sorted(claim.numbers or claim.block or cited))

    def _is_supported(
        self, sentence: Sentence, numbers: tuple[int, ...], opinions: Mapping[Doubt, float] = MappingProxyType({})
    ) -> bool:
        match = self._match(sentence, numbers)
        opinion = opinions.get(Doubt(sentence, numbers, match)) if opinions else None
        if opinion is not None:
            return self._is_likely(sentence, numbers, match, opinion)
        key = (sentence, numbers)
        if key not in self._supported:
            may_be = self._is_likely(sentence, numbers, match, weigh_match(match))
            may_be = may_be or is_of_another_language(sentence, match.evidence)
            self._supported[key] = may_be and not self._has_wrong_fact(sentence, numbers)
        return self._supported[key]

    def _is_likely(self, sentence: Sentence, numbers: tuple[int, ...], match: Match, by_words: float) -> bool:
        """Whether a sentence reaches the threshold; other passages are looked at only where they decide."""
        if by_words >= THRESHOLD:
            return True
        return is_likely_in_answer(by_words, sentence, match, lambda: self._candidates.compare(sentence.words, numbers))

    def _score(self, sentence: Sentence, numbers: tuple[int, ...]) -> float:
        return score(sentence, self._match(sentence, numbers), is_wrong=self._has_wrong_fact(sentence, numbers))

    def _has_wrong_fact(self, sentence: Sentence, numbers: tuple[int, ...]) -> bool:
        key = (sentence, numbers)
        if key not in self._wrong:
            is_wrong = has_wrong_fact(sentence, self._match(sentence, numbers))
            self._wrong[key] = is_wrong or not self._candidates.have(sentence.proper_names)
        return self._wrong[key]

    def _match(self, sentence: Sentence, numbers: tuple[int, ...]) -> Match:
        key = (sentence, numbers)
        match = self._matches.get(key)
        if match is None:
            match = self._matches[key] = self._cut(numbers).match(sentence.words)
        return match

    def _cut(self, numbers: tuple[int, ...]) -> Evidence:
        evidence = self._evidence.get(numbers)
        if evidence is None:
            cut = [self._candidates.cut(number) for number in numbers if number in self._texts]
            evidence = self._evidence[numbers] = Evidence(cut)
        return evidence


def _format(passage: Passage) -> str:
    return f"{passage.source.title}\n{passage.source.section}\n{passage.text}"
