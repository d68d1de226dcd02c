"""How like the refusals that we know a sentence is, by its words, their neighbours and its cues, in any language."""

import math
import re
from functools import cache
from importlib.resources import files

from chains.refusal.asides import drop_asides
from chains.refusal.cues import find_cues, may_refuse

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_UNCUT = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")
"""Runs of scripts that write no blanks between words; their characters are compared in pairs and threes."""
_LETTERS = 7
"""Words that begin alike are one."""
_TABLE = "likeness.tsv"
INTERCEPT = "(intercept)"


def measure_likeness(sentence: str) -> float:
    """The logarithm of the odds that it refuses, against sentences of manuals; minus infinity where it denies nothing.

    What a sentence quotes does not count.
    """
    features = find_features(sentence)
    if not may_refuse(features):
        return -math.inf
    weights = _load_weights()
    return weights[INTERCEPT] + sum(weights.get(feature, 0.0) for feature in features)


def find_features(sentence: str) -> set[str]:
    """Everything that speaks for or against a refusal."""
    said = drop_asides(sentence)
    return cut_features(said) | {*find_cues(said)}


def cut_features(text: str) -> set[str]:
    """Its words, its pairs of words that are neighbours or next but one, and the same of characters."""
    lower = text.lower().replace("’", "'")
    words = [word[:_LETTERS] for word in _WORD.findall(_UNCUT.sub(" ", lower))]
    features = set(words)
    if words:
        features |= {f"{one} {other}" for one, other in zip(["^", *words], [*words, "$"], strict=True)}
    features |= {f"{one} * {other}" for one, other in zip(words, words[2:], strict=False)}
    for run in _UNCUT.findall(lower):
        whole = f"^{run}$"
        features |= {whole[at : at + length] for length in (1, 2, 3) for at in range(len(whole) + 1 - length)}
    return features


@cache
def _load_weights() -> dict[str, float]:
    lines = files(__package__).joinpath(_TABLE).read_text(encoding="utf-8").splitlines()
    return {feature: float(weight) for feature, _, weight in (line.partition("\t") for line in lines)}
