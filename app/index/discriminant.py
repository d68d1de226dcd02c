"""What a question's vector alone tells of whether the documentation answers it."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import Base64Bytes, BaseModel, ConfigDict, FiniteFloat, field_validator

if TYPE_CHECKING:
    import numpy as np

DISCRIMINANT_WEIGHT = 0.08
"""What it adds to a nearness, or takes from it, at most. Decision 0028 has what was measured with other weights."""
_NUMBER_BYTES = 2


class Discriminant(BaseModel):
    """A linear discriminant: in which direction the vectors of answerable questions lie from those of foreign ones.

    It is fitted to one index with its gate, and is a number for each dimension.
    """

    model_config = ConfigDict(frozen=True)

    weights: Base64Bytes
    """One float16 for each dimension, the lowest byte first."""
    offset: FiniteFloat

    @classmethod
    def create(cls, weights: "np.ndarray[tuple[int], np.dtype[np.float64]]", offset: float) -> "Discriminant":
        """From numbers as they were fitted."""
        return cls.model_construct(weights=weights.astype("<f2").tobytes(), offset=float(offset))

    @field_validator("weights")
    @classmethod
    def _refuse_halves(cls, weights: bytes) -> bytes:
        if not weights or len(weights) % _NUMBER_BYTES:
            raise ValueError("the weights are no float16 numbers")
        return weights

    @property
    def dimensions(self) -> int:
        """Of the vectors that it measures."""
        return len(self.weights) // _NUMBER_BYTES

    def measure(self, vector: Sequence[float]) -> float:
        """What a question with this vector gets, from -DISCRIMINANT_WEIGHT to DISCRIMINANT_WEIGHT.

        Raises:
            ValueError: the vector has another number of dimensions.
        """
        import numpy as np  # noqa: PLC0415 - who only reads a record needs none

        weights = np.frombuffer(self.weights, dtype="<f2").astype(np.float32)
        leaning = float(np.asarray(vector, dtype=np.float32) @ weights) - self.offset
        return DISCRIMINANT_WEIGHT * max(-1.0, min(1.0, leaning)) if math.isfinite(leaning) else 0.0
