"""Groups of what is alike, by average linkage: two groups are as far apart as their members are on average."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MAX_DISTANCE = 0.86
"""Groups are joined up to here; a distance is 1 minus the likeness of `compare_questions`.

On 122 questions that our own documentation does not answer, .82 to .9 are equally good (ARI .49 to .52), and so are .7
to .9 on 110 questions of Redux' readers (.17 to .20).
"""


def group(
    likeness: NDArray[np.float32], known: Sequence[int | None], *, max_distance: float = MAX_DISTANCE
) -> list[list[int]]:
    """The members of each group, by their numbers, the largest first.

    Where `known` names a group, its members stay together, and two known groups are never joined; what is alike joins
    them.
    """
    members, distances = _start(likeness, known)
    chain: list[int] = []
    alive = np.ones(len(members), dtype=bool)
    # Chains of nearest neighbours: each is nearer than the one before, and ends at two that are nearest to each other.
    # Average linkage allows to join these at once, in whatever order they are found, and needs n² steps for all.
    while alive.sum() > 1:
        if not chain:
            chain.append(int(np.argmax(alive)))
        here = chain[-1]
        row = distances[here]
        there = int(np.argmin(row))
        if len(chain) > 1 and row[chain[-2]] <= row[there]:
            there = chain[-2]
        if row[there] > max_distance:  # nothing is near enough: this group is complete
            alive[here] = False
            distances[:, here] = np.inf
            chain.pop()
            continue
        if len(chain) < 2 or there != chain[-2]:  # noqa: PLR2004 - it has no neighbour before it
            chain.append(there)
            continue
        chain = chain[:-2]
        _join(distances, here, there, len(members[here]), len(members[there]))
        members[there] += members[here]
        members[here] = []
        alive[here] = False
    return sorted((sorted(found) for found in members if found), key=lambda found: (-len(found), found))


def _start(likeness: NDArray[np.float32], known: Sequence[int | None]) -> tuple[list[list[int]], NDArray[np.float32]]:
    """Known groups and single questions, and the distances between them; infinite between known groups."""
    by_name: dict[int, list[int]] = {}
    members: list[list[int]] = []
    for number, name in enumerate(known):
        if name is None:
            members.append([number])
        elif name in by_name:
            by_name[name].append(number)
        else:
            by_name[name] = [number]
            members.append(by_name[name])
    if len(members) < len(known):
        likeness = _average_rows(_average_rows(likeness, members).T, members)
    distances = 1 - likeness
    fixed = [place for place, found in enumerate(members) if known[found[0]] is not None]
    distances[np.ix_(fixed, fixed)] = np.inf
    np.fill_diagonal(distances, np.inf)
    return members, distances


def _average_rows(rows: NDArray[np.float32], members: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    averaged = np.empty((len(members), rows.shape[1]), dtype=np.float32)
    for place, found in enumerate(members):
        averaged[place] = rows[found[0]] if len(found) == 1 else rows[found].mean(axis=0)
    return averaged


def _join(distances: NDArray[np.float32], gone: int, kept: int, gone_size: int, kept_size: int) -> None:
    """Put both into `kept`: its distances are the means of both, by their sizes."""
    joined = (gone_size * distances[gone] + kept_size * distances[kept]) / (gone_size + kept_size)
    distances[kept] = joined
    distances[:, kept] = joined
    distances[kept, kept] = np.inf
    distances[gone] = np.inf
    distances[:, gone] = np.inf
