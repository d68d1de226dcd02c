"""How both engines search dense vectors: exactly while there are few, else by small copies of them that are rescored.

The figures are measured in decision 0031. A search of small copies finds more candidates than are wanted, and the
vectors themselves, read for those alone, decide. There is no graph (HNSW): under filters it may find nothing.
"""

from dataclasses import dataclass
from functools import cache

from app.index.qdrant import models

QUANTIZED_FROM_KB = 10_000
"""A segment with fewer kB of vectors is searched exactly: 800 × 3072 take 0.4 ms."""
SEGMENTS = 2
"""Each one that is searched brings candidates of its own to be rescored."""
NO_GRAPH = 0
"""Links a point has in the graph."""
_BINARY_FROM_DIMENSIONS = 384
"""One bit a number says enough of a vector that is so long; shorter ones get a byte a number."""
_LONG_FROM_DIMENSIONS = 1024
_OVERSAMPLING_OF_LONG, _OVERSAMPLING_OF_OTHERS = 4.0, 6.0
RRF_K = 10
"""A passage at rank p of one half of a search counts 1 / (RRF_K + p). The larger, the less the first ranks differ."""
EXACT = models.SearchParams(exact=True)
"""For a search among few points, whose cosines are shown."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What is chosen for vectors of one length."""

    is_binary: bool
    """A bit for each number, else a byte."""
    params: models.SearchParams
    """For a search of the candidates that are ranked."""


@cache
def choose_tuning(dimensions: int) -> Tuning:
    """The choice for vectors of this length."""
    oversampling = _OVERSAMPLING_OF_LONG if dimensions >= _LONG_FROM_DIMENSIONS else _OVERSAMPLING_OF_OTHERS
    return Tuning(
        is_binary=dimensions >= _BINARY_FROM_DIMENSIONS,
        params=models.SearchParams(
            quantization=models.QuantizationSearchParams(rescore=True, oversampling=oversampling)
        ),
    )
