"""Proof of each sentence: whether the passages that a sentence cites say what it says.

Strings alone decide, without a model; a second opinion of a model can be asked.
"""

from chains.support.claims import find_claims
from chains.support.mending import Mender
from chains.support.opinions import create_second_opinion
from chains.support.scoring import THRESHOLD, score_support
from chains.support.second_opinion import NO_OPINION, Doubt, Opinion, SecondOpinion
from chains.support.verdict import Judge

__all__ = [
    "NO_OPINION",
    "THRESHOLD",
    "Doubt",
    "Judge",
    "Mender",
    "Opinion",
    "SecondOpinion",
    "create_second_opinion",
    "find_claims",
    "score_support",
]
