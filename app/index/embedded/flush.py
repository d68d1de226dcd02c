"""One flush for the updates of several threads."""

import threading

import qdrant_edge as edge


class GroupFlush:
    """Makes a shard's updates durable. Threads that wait while another one flushes are served by one flush together."""

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._flushing = threading.Lock()
        self._updates = 0
        self._durable = 0

    def flush(self, shard: edge.EdgeShard) -> None:
        """What this thread has written until now is durable afterwards. Blocks."""
        with self._counting:
            self._updates += 1
            mine = self._updates
        with self._flushing:
            if self._durable >= mine:
                return
            with self._counting:
                covered = self._updates
            shard.flush()
            self._durable = covered
