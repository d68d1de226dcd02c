"""What was paid for once: kept for who asks later, and shared with who asks while it is made."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from functools import partial
from typing import Generic, TypeVar

from app.caching.run import Register, Run
from app.caching.store import Store
from app.context import CacheUse, Result
from app.observability.metrics import get_metrics
from chains.errors import DeadlineError, IndexingError, ModelAccessError, ModelQuotaError

T = TypeVar("T")
LASTING = (ModelAccessError, ModelQuotaError, IndexingError)
"""What would be the same for each of the waiting callers, so that none of them tries again."""


class Cache(Generic[T]):
    """Values made of parts. `encode` says what of them is kept (None: nothing), `decode` gives the parts back."""

    def __init__(
        self,
        store: Store,
        *,
        encode: Callable[[list[T]], bytes | None],
        decode: Callable[[bytes], list[T]],
        register: Register,
    ) -> None:
        self._store = store
        self._encode = encode
        self._decode = decode
        self._register = register
        self._runs: dict[bytes, Run[T]] = {}

    async def read(
        self,
        generation: str,
        key: bytes,
        make: Callable[[], AsyncIterator[T]],
        *,
        use: CacheUse,
        note: Callable[[Result], None],
        whole: bool,
    ) -> AsyncGenerator[list[T]]:
        """Yield the parts as they come, or all together with `whole`; `make` is called when nobody has made them.

        When a run fails that somebody else has started, before anything came, the callers who wait for it try once
        more, together: what failed may have been that caller's alone, such as a time that was nearly over. A failure
        that would be the same for each of them (`LASTING`) is everybody's at once.

        Raises:
            DeadlineError: the request is over.
            Exception: what `make` raises.
        """
        for is_last in (False, True):
            if use.is_over:
                raise DeadlineError("The request has ended.")
            if use.may_read and (kept := self._store.get(generation, key)) is not None:
                self._note("hit", note)
                yield self._decode(kept)
                return
            joined = self._runs.get(key) if use.may_read else None
            self._note("collapsed" if joined else "miss" if use.may_read else "request", note)
            run = joined or self._start(generation, key, make, use)
            leave = run.join()
            use.at_end(leave)
            has_begun = False
            try:
                async for parts in run.follow(whole=whole):
                    has_begun = True
                    yield parts
            finally:
                leave()
            if is_last or not joined or has_begun or isinstance(run.error, (*LASTING, type(None))):
                run.raise_error()
                return

    def _start(self, generation: str, key: bytes, make: Callable[[], AsyncIterator[T]], use: CacheUse) -> Run[T]:
        """Start a run that others may join from now on, in place of the one before."""
        run = self._runs[key] = Run(
            make,
            use=CacheUse(may_read=use.may_read),
            register=self._register,
            on_end=partial(self._finish, generation, key),
        )
        return run

    def _finish(self, generation: str, key: bytes, run: Run[T]) -> None:
        """Keep what came, unless a fresher run has taken its place."""
        if self._runs.get(key) is not run:
            return
        del self._runs[key]
        if run.is_complete and (value := self._encode(run.parts)) is not None:
            self._store.put(generation, key, value)

    def _note(self, result: Result, note: Callable[[Result], None]) -> None:
        get_metrics().cache_requests.labels(self._store.name, result).inc()
        note(result)
