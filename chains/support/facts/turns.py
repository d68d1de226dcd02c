"""The words that turn a sentence around: denials, words with an opposite, and words that exclude something."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from chains.support.words import find_tokens

LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
NEGATIONS = frozenset(
    """
    not no never cannot nor neither nobody nothing none without unable nicht kein keine keinen keinem keiner keines nie
    niemals ohne niemand pas jamais sans aucun aucune personne nunca jamás sin nadie ningún ninguna
    """.split()  # noqa: SIM905 - as a text it can be read
)
SPACELESS_NEGATION = re.compile("不|没|無|沒|ませ|ない|なし|なく|않|없")
_NO_DENIAL = re.compile(
    r"\b(?:no matter|no\.|whether or not|if not|no problem|nicht nur|no solo)"
    r"|(?:\bnot|n't) (?:only|just|merely|simply|necessarily|always)\b"
    r"|\b(?:no|not|never) (?:more|less|fewer|longer|later|earlier|older|larger|smaller|shorter) than\b"
)
"""What denies nothing, or not all of it."""
_IN_NO_DENIAL = frozenset({"no", "not", "never", "nicht"})
"""Without one of these words, or a contraction, there is none of it."""
_VERBS = """
enable/disable increase/decrease increase/reduce raise/lower grow/shrink require/forbid allow/forbid allow/deny
allow/prohibit allow/prevent allow/block permit/forbid permit/deny accept/reject accept/refuse accept/deny
include/exclude add/remove add/delete keep/delete keep/remove keep/drop keep/discard keep/lose retain/delete
preserve/lose preserve/discard
open/close start/stop begin/end upgrade/downgrade succeed/fail show/hide encrypt/decrypt pass/drop pass/discard
ignore/count skip/run finish/cancel finish/interrupt lock/unlock import/export attach/detach connect/disconnect
expand/collapse merge/split damage/repair encourage/discourage recommend/discourage continue/stop continue/abort
"""
_OTHERS = """
before/after always/never minimum/maximum required/optional mandatory/optional upper/lower oldest/newest older/newer
old/new first/last true/false on/off more/less more/fewer most/least same/different same/differ same/differs
same/another everybody/only everyone/only anybody/only anyone/only everything/only everywhere/only
identical/different internal/external public/private mutable/immutable synchronous/asynchronous ascending/descending
success/failure safe/unsafe safe/dangerous damaged/whole damaged/intact broken/whole broken/intact lost/kept
automatically/manually automatic/manual temporary/permanent everybody/nobody everyone/nobody anybody/nobody
everything/nothing both/neither all/none often/rarely often/never usually/never usually/rarely sometimes/never
visible/hidden encrypted/plain encrypted/unencrypted stable/experimental stable/unstable possible/impossible
supported/unsupported known/unknown valid/invalid fast/slow faster/slower quickly/slowly cheap/expensive free/paid
longer/shorter larger/smaller bigger/smaller higher/lower high/low best/worst better/worse inside/outside above/below
together/separately immediately/later immediately/eventually early/late earlier/later local/remote strict/lenient
many/few strong/weak simple/complex simple/complicated easy/hard easy/difficult online/offline static/dynamic
part/separate complete/partial full/empty global/local explicit/implicit eager/lazy positive/negative finished/cancelled
"""
_LIMITS = """
only alone until unless except instead rather unlike optional free empty just but other than beyond besides apart
separate separately different single own hidden secret forbid refuse reject deny prevent avoid stop skip ignore omit
lack missing fail less few fewer hardly rarely seldom exclude disable off discard safe unsafe keep stay remain remove
drop impossible unsupported invalid independent least most enough already still whole same alike private unnecessary
shortest longest smallest largest lowest highest latest earliest minimum maximum regardless differ outside against yet
exactly limit prohibit discourage strongly unchanged unknown undefined wrong error stale deprecated obsolete longer
end anymore
"""
"""Where a passage has one of these, a sentence may deny something, and be right, though the passage denies nothing."""


def _inflect(word: str) -> Iterator[str]:
    yield word
    yield from (word + ending for ending in ("s", "es", "d", "ed", "ing"))
    yield from (word[:-1] + ending for ending in ("ing", "ies", "ied"))
    yield from (word + word[-1] + ending for ending in ("ed", "ing"))


def _read_pairs(text: str) -> list[tuple[str, str]]:
    return [(one, other) for one, _, other in (pair.partition("/") for pair in text.split())]


_FORMS = {
    **{form: verb for pair in _read_pairs(_VERBS) for verb in pair for form in _inflect(verb)},
    **{word: word for pair in _read_pairs(_OTHERS) for word in pair},
    "denies": "deny", "denied": "deny", "kept": "keep", "lost": "lose", "shown": "show", "hid": "hide", "ran": "run",
    "began": "begin", "begun": "begin", "forbidden": "forbid", "forbade": "forbid", "grown": "grow", "shrunk": "shrink",
}  # fmt: skip
_LIMITING = frozenset(form for word in _LIMITS.split() for form in _inflect(word)) | {"forbidden", "kept", "differs"}


def _find_counterparts(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


COUNTERPARTS = _find_counterparts(_read_pairs(_VERBS + _OTHERS))
"""The opposites of each word that has any."""
SMALL = frozenset({"on", "off"})
"""Opposites only where everything else is equal: mostly they are none."""


_TURNING = NEGATIONS.union(_LIMITING, _FORMS)
_KEPT_SENTENCES = 2_000
"""Passages are cited again and again, so that most of their sentences have been read before."""


class Turns(NamedTuple):
    """What of a sentence's words could turn it around."""

    may_deny: bool
    """Any of them, or a part of one, could deny."""
    may_limit: bool
    """They exclude something without a denial."""
    opposites: frozenset[str]
    """Those that have an opposite, in their base form."""


@lru_cache(_KEPT_SENTENCES)
def read_turns(sentence: str) -> Turns:
    """What could turn a sentence of a passage around."""
    return find_turns(sentence, find_tokens(sentence))


def find_turns(text: str, tokens: Iterable[str]) -> Turns:
    """Look for them. `tokens`: all words of the text, in small letters where it is of ASCII alone."""
    is_ascii = text.isascii()
    if not is_ascii:
        lower = text.lower().replace("’", "'")
        tokens = LETTERS.findall(lower)
    words = _TURNING.intersection(tokens)
    may_deny = not NEGATIONS.isdisjoint(words) or "n't" in (text if is_ascii else lower)
    may_deny = may_deny or (not is_ascii and SPACELESS_NEGATION.search(text) is not None)
    return Turns(may_deny, not _LIMITING.isdisjoint(words), find_opposites(words))


def find_opposites(words: frozenset[str]) -> frozenset[str]:
    """The base forms of those words that have an opposite."""
    return frozenset([_FORMS[word] for word in words & _FORMS.keys()])


def have_opposites(one: Turns, other: Turns) -> bool:
    """Whether any word of the one has an opposite in the other."""
    return any(not COUNTERPARTS[word].isdisjoint(other.opposites) for word in one.opposites)


def find_whole_words(lower: str) -> list[str]:
    """The words of a text in small letters, without what denies nothing or not all of it."""
    lower = lower.replace("’", "'")
    words = LETTERS.findall(lower)
    if _IN_NO_DENIAL.isdisjoint(words) and "n't" not in lower:
        return words
    return LETTERS.findall(_NO_DENIAL.sub(" ", lower))


def count_denials(lower: str) -> int:
    """How often a text in small letters denies something; "neither … nor" is one denial."""
    words = find_whole_words(lower)
    return sum(map(is_denial, words)) - (words.count("nor") if "neither" in words else 0)


def is_denial(word: str) -> bool:
    """Whether this word denies something."""
    return word in NEGATIONS or word.endswith("n't")


def denies_wholly(text: str) -> bool:
    """Whether a sentence that may deny something denies it: "not only" does not."""
    return _NO_DENIAL.search(text.lower().replace("’", "'")) is None


def denies_beside(clauses: Iterable[str], word: str) -> bool:
    """Whether any of the clauses that have a word, given in its base form, denies it."""
    cut = [find_whole_words(clause.lower()) for clause in clauses]
    own = [tokens for tokens in cut if any(_FORMS.get(token) == word for token in tokens)]
    return any(is_denial(token) and _FORMS.get(token) != word for tokens in own for token in tokens)
