"""Proof of each sentence: whether the passages that a sentence cites say what it says. Strings alone, no model."""

from chains.support.mending import Mender
from chains.support.scoring import THRESHOLD, score_support
from chains.support.verdict import Judge

__all__ = ["THRESHOLD", "Judge", "Mender", "score_support"]
