"""Proof of each sentence: whether the passages that a sentence cites say what it says. Strings alone, no model."""

from chains.support.claims import find_claims
from chains.support.mending import Mender
from chains.support.scoring import THRESHOLD, score_support
from chains.support.verdict import Judge

__all__ = ["THRESHOLD", "Judge", "Mender", "find_claims", "score_support"]
