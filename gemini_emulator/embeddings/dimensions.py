"""Vectors of any length from 128 to 3072, out of the 384 numbers that MiniLM gives.

The whole vector is 3072 long and of length 1: the 384 numbers, turned by a fixed rotation, eight times. A shorter one
is cut from its end and not normalised again, as Gemini does below 3072. So a prefix of a long vector is the short one,
cosines at 384, 768, 1536 and 3072 are those of MiniLM, and because of the rotation any other prefix is a random
projection, which keeps them nearly.
"""

from functools import cache
from hashlib import shake_128

import numpy as np
from numpy.typing import NDArray

from gemini_emulator.embeddings import NATIVE_DIMENSIONS, Vectors
from gemini_emulator.schemas import MAX_DIMENSIONS

REPEATS = MAX_DIMENSIONS // NATIVE_DIMENSIONS


def resize(vectors: Vectors, dimensions: int) -> NDArray[np.float32]:
    """Shape (texts, 384) → (texts, dimensions); rows have length √(dimensions / 3072), about."""
    turned = vectors @ _rotation() / np.float32(np.sqrt(REPEATS))
    return np.tile(turned, (1, REPEATS))[:, :dimensions]


@cache
def _rotation() -> Vectors:
    """Random signs, then a discrete cosine transform: orthonormal, and the same on every machine."""
    size = NATIVE_DIMENSIONS
    bits = np.unpackbits(np.frombuffer(shake_128(b"gemini_emulator rotation").digest(size // 8), dtype=np.uint8))
    signs = np.where(bits == 1, 1.0, -1.0)
    rows, columns = np.arange(size)[:, None], np.arange(size)[None, :]
    cosines = np.cos(np.pi * (rows + 0.5) * columns / size) * np.sqrt(2 / size)
    cosines[:, 0] /= np.sqrt(2)
    rotation: Vectors = (signs[:, None] * cosines).astype(np.float32)
    return rotation
