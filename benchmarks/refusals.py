"""The words by which refusals are recognised: fits their weights anew, and writes the table that the chain reads.

    python -m benchmarks.refusals FOLDER [FOLDER …]

FOLDER: packed manual pages of a language, such as Debian's manpages-de; what stands in them is no refusal, nor are the
right answers of `benchmarks.planted`. Refusals and answers with negations are those that the tests read.
"""

import argparse
import gzip
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.planted import CORPORA, load_answers
from chains.refusal.cues import denies, is_cue
from chains.refusal.likeness import INTERCEPT, find_features
from chains.support import find_claims

SUPPORT = Path(__file__).parent.parent / "tests" / "support"
REFUSALS = ("refusals.txt", "refusals_seldom.txt")
ANSWERS = "answers_with_negations.txt"
TABLE = Path(__file__).parent.parent / "chains" / "refusal" / "likeness.tsv"
PAGES = 700
SENTENCES = 2_000
DENIALS = 1_500
"""So many of each folder, and so many more that deny something."""
TIMES = 4
"""Answers are closer to refusals than manuals are, and fewer."""
SHARE = 3
"""All refusals together weigh a third of all other sentences."""
ROUNDS = 250
STEP = 0.08
DECAY_OF_WORDS = 0.5
DECAY_OF_CUES = 0.05
"""Cues tell as much in any wording, words only in the known ones. With the same decay for both, .87 instead of .96 of
120 unseen refusals are recognised."""
SEEN = 3
"""In fewer refusals a word tells what they are about."""
SMALLEST = 0.1
"""Weights that are nearer to 0 are left out."""
_MARKUP = re.compile(r"\\f.|\\-|\\&|\\\(..")
_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_UNCUT = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def main(arguments: Sequence[str] = ()) -> None:
    """Fit, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    folders = parser.parse_args(arguments).folders
    refusals = [text for name in REFUSALS for text in load_wordings(name)]
    others = [sentence for folder in folders for sentence in load_manual(folder)]
    weights = fit(refusals, [*others, *[*load_wordings(ANSWERS), *load_right_sentences()] * TIMES])
    lines = sorted(f"{feature}\t{weight:.2f}" for feature, weight in weights.items())
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(refusals)} refusals, {len(others)} sentences of manuals, {len(lines)} weights")


def load_wordings(name: str) -> list[str]:
    """The texts of a file of the tests, in all languages."""
    lines = (SUPPORT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def load_right_sentences() -> list[str]:
    """What right answers say, as a reader sees it."""
    right = [one.text for corpus in CORPORA for one in load_answers(corpus) if not one.kind]
    return [claim.text for text in right for claim in find_claims(text)]


def load_manual(folder: Path) -> list[str]:
    """Sentences of packed manual pages, drawn at random, and more of them that deny something."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.gz"))[:PAGES]:
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as page:
            prose = [line.strip() for line in page if line.strip() and not line.startswith((".", "'"))]
        text = _MARKUP.sub("", ("" if _UNCUT.search("".join(prose[:40])) else " ").join(prose))
        found |= dict.fromkeys(one.strip() for one in _END.split(text) if 12 < len(one) < 300)  # noqa: PLR2004
    sentences = [*found]
    random.Random(0).shuffle(sentences)
    return sentences[:SENTENCES] + [one for one in sentences[SENTENCES:] if denies(one)][:DENIALS]


def fit(refusals: Sequence[str], others: Sequence[str]) -> Mapping[str, float]:
    """Logistic regression, by Adam on all examples at once: the same weights each time."""
    cut = list(map(find_features, refusals))
    counted = Counter(feature for features in cut for feature in features)
    places = {feature: place for place, feature in enumerate(sorted(f for f, n in counted.items() if n >= SEEN), 1)}
    found = [[places[one] for one in features if one in places] for features in [*cut, *map(find_features, others)]]
    rows = np.repeat(np.arange(len(found)), [len(one) for one in found])
    columns = np.array([place for one in found for place in one])
    is_refusal = np.arange(len(found)) < len(refusals)
    importance = np.where(is_refusal, len(others) / len(refusals) / SHARE, 1.0)
    importance /= importance.mean()
    weights = np.zeros(len(places) + 1)
    decay = np.array([0.0, *(DECAY_OF_CUES if is_cue(feature) else DECAY_OF_WORDS for feature in places)])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for number in range(1, ROUNDS + 1):
        odds = weights[0] + np.bincount(rows, weights=weights[columns], minlength=len(found))
        error = (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - is_refusal) * importance
        slope = np.bincount(columns, weights=error[rows], minlength=len(weights)) + decay * weights
        slope[0] = error.sum()
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        weights -= STEP * (mean / (1 - 0.9**number)) / (np.sqrt(square / (1 - 0.999**number)) + 1e-9)
    fitted = {feature: float(weights[place]) for feature, place in places.items()}
    return {INTERCEPT: float(weights[0])} | {one: weight for one, weight in fitted.items() if abs(weight) >= SMALLEST}


if __name__ == "__main__":
    main(sys.argv[1:])
