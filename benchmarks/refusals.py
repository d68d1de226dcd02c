"""The words by which refusals are recognised: fits their weights anew, and writes the table that the chain reads.

    python -m benchmarks.refusals FOLDER [FOLDER …]

FOLDER: packed manual pages of a language, such as Debian's manpages-de; what stands in them is no refusal, nor are the
right answers of `benchmarks.planted`. Refusals and answers with negations are those that the tests read.
"""

import argparse
import gzip
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.planted import CORPORA, load_answers
from chains.refusal.likeness import INTERCEPT, cut_features
from chains.support import find_claims

SUPPORT = Path(__file__).parent.parent / "tests" / "support"
REFUSALS = ("refusals.txt", "refusals_seldom.txt")
ANSWERS = "answers_with_negations.txt"
TABLE = Path(__file__).parent.parent / "chains" / "refusal" / "likeness.tsv"
PAGES = 400
SENTENCES = 2_500
"""So many of each folder."""
TIMES = 3
"""Answers are closer to refusals than manuals are, and fewer."""
ROUNDS = 15
STEP = 0.3
DECAY = 0.02
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
    """Sentences of packed manual pages, drawn at random."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.gz"))[:PAGES]:
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as page:
            prose = [line.strip() for line in page if line.strip() and not line.startswith((".", "'"))]
        text = _MARKUP.sub("", ("" if _UNCUT.search("".join(prose[:40])) else " ").join(prose))
        found |= dict.fromkeys(one.strip() for one in _END.split(text) if 12 < len(one) < 300)  # noqa: PLR2004
    sentences = [*found]
    random.Random(0).shuffle(sentences)
    return sentences[:SENTENCES]


def fit(refusals: Sequence[str], others: Sequence[str]) -> Mapping[str, float]:
    """Logistic regression by steps that grow smaller for each weight; refusals count a third of all."""
    cut = list(map(cut_features, refusals))
    counted = Counter(feature for features in cut for feature in features)
    known = {feature for feature, count in counted.items() if count > 1}
    share = len(others) / len(refusals) / 3
    examples = [(features & known, 1.0, share) for features in cut]
    examples += [(cut_features(text) & known, 0.0, 1.0) for text in others]
    weights: dict[str, float] = defaultdict(float)
    steps: dict[str, float] = defaultdict(lambda: 1.0)
    order = random.Random(0)
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for features, label, importance in examples:
            error = (_predict(weights, features) - label) * importance
            weights[INTERCEPT] -= 0.05 * error
            for feature in sorted(features):
                slope = error + DECAY * weights[feature]
                steps[feature] += slope * slope
                weights[feature] -= STEP * slope / math.sqrt(steps[feature])
    return {feature: weight for feature, weight in weights.items() if abs(weight) >= SMALLEST or feature == INTERCEPT}


def _predict(weights: Mapping[str, float], features: Iterable[str]) -> float:
    odds = weights.get(INTERCEPT, 0.0) + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


if __name__ == "__main__":
    main(sys.argv[1:])
