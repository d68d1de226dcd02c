"""One writer per site on a server: a point with an expiry, taken and kept by conditional upserts."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from app.index.holder import describe_this_process, format_holder
from app.index.qdrant import AsyncQdrantClient, models
from app.index.server.registry import ORDERING, Registry, create_lock_id
from chains.errors import IndexBusyError, IndexUnavailableError

_COLLECTIONS = "/collections"
"""What the lock of the collections is made of: no site can be called so."""
_TRIES = 100
_PAUSE_SECONDS = 0.2
"""Creating a collection on a busy server takes a second."""
IsHeld = Callable[[], Awaitable[bool]]
"""Asks the server whether the lock is still ours: a machine that sleeps loses it, and notices when it wakes."""


@dataclass(frozen=True)
class LockTimes:
    """How long a dead holder on another machine keeps the lock, and how often a living one says that it lives.

    Clocks must agree better than the lifetime.
    """

    lifetime_seconds: float = 60.0
    heartbeat_seconds: float = 15.0


@asynccontextmanager
async def locking_server(
    client: AsyncQdrantClient, registry: Registry, site: str, times: LockTimes
) -> AsyncIterator[IsHeld]:
    """Hold the lock of a site while the block runs. A holder that died on this machine is succeeded at once.

    When the lock is lost, because this process slept longer than its lifetime, the block is cancelled.

    Raises:
        IndexBusyError: somebody else holds it, or took it over.
    """
    lock = _ServerLock(client, registry.name, create_lock_id(site), times)
    await lock.acquire(await registry.load(lock.id))
    if (found := await registry.load(lock.id)) is None or found["token"] != lock.token:
        raise IndexBusyError(_describe(registry.name, found, times))
    owner = asyncio.current_task()
    lost = False

    async def beat() -> None:
        nonlocal lost
        expires = time.monotonic() + times.lifetime_seconds
        while True:
            await asyncio.sleep(times.heartbeat_seconds)
            with suppress(IndexUnavailableError):  # the next beat may get through
                began = time.monotonic()
                await lock.renew()
                found = await registry.load(lock.id)
                if found is None or found["token"] != lock.token:
                    break
                expires = began + times.lifetime_seconds
            if time.monotonic() > expires:
                break
        lost = True
        if owner is not None:
            owner.cancel()

    heartbeat = asyncio.create_task(beat())

    async def is_held() -> bool:
        found = await registry.load(lock.id)
        return found is not None and found["token"] == lock.token

    try:
        yield is_held
    except asyncio.CancelledError:
        if lost and owner is not None and not owner.uncancel():
            found = await registry.load(lock.id)
            raise IndexBusyError(_describe(registry.name, found, times)) from None
        raise
    finally:
        heartbeat.cancel()
        with suppress(IndexUnavailableError):  # it expires by itself
            await asyncio.shield(lock.release())


@asynccontextmanager
async def creating_collection(client: AsyncQdrantClient, registry: Registry) -> AsyncIterator[None]:
    """Within the block nobody removes an empty collection: a run says in it what it begins, and creates where.

    Raises:
        IndexBusyError: somebody else has held the lock for long.
    """
    async with AsyncExitStack() as held:
        for left in reversed(range(_TRIES)):
            try:
                await held.enter_async_context(locking_server(client, registry, _COLLECTIONS, LockTimes()))
                break
            except IndexBusyError:
                if not left:
                    raise
                await asyncio.sleep(_PAUSE_SECONDS)
        yield


@asynccontextmanager
async def removing_collection(client: AsyncQdrantClient, registry: Registry) -> AsyncIterator[None]:
    """Within the block nobody creates one. Raises IndexBusyError when somebody does, or removes one."""
    async with locking_server(client, registry, _COLLECTIONS, LockTimes()):
        yield


class _ServerLock:
    def __init__(self, client: AsyncQdrantClient, collection: str, lock_id: str, times: LockTimes) -> None:
        self.id = lock_id
        self.token = uuid4().hex
        self._client = client
        self._collection = collection
        self._times = times
        self._holder = describe_this_process()

    async def acquire(self, found: dict[str, Any] | None) -> None:
        """Insert the lock; replace one that has expired, or whose holder was found dead."""
        free: list[models.Condition] = [
            models.FieldCondition(key="expires_at", range=models.Range(lt=time.time())),
        ]
        if found is not None and _is_dead(found, self._holder):
            free.append(_has_token(found["token"]))
        await self._upsert(models.Filter(should=free))

    async def renew(self) -> None:
        """Put off the expiry, if the lock is still ours."""
        await self._upsert(models.Filter(must=[_has_token(self.token)]))

    async def release(self) -> None:
        """Delete the lock, if it is still ours."""
        ours = models.Filter(must=[models.HasIdCondition(has_id=[self.id]), _has_token(self.token)])
        await self._client.delete(self._collection, models.FilterSelector(filter=ours))

    async def _upsert(self, condition: models.Filter) -> None:
        payload = {**self._holder, "token": self.token, "expires_at": time.time() + self._times.lifetime_seconds}
        point = models.PointStruct(id=self.id, vector={}, payload=payload)
        await self._client.upsert(self._collection, [point], update_filter=condition, ordering=ORDERING)


def _has_token(token: str) -> models.FieldCondition:
    return models.FieldCondition(key="token", match=models.MatchValue(value=token))


def _is_dead(found: dict[str, Any], here: dict[str, str | int]) -> bool:
    """Only a process of this machine can be looked for."""
    if found["host"] != here["host"] or os.name == "nt":
        return False
    try:
        os.kill(found["pid"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # alive, of another user
        return False
    return False


def _describe(collection: str, found: dict[str, Any] | None, times: LockTimes) -> str:
    holder = format_holder(found) if found else "another process"
    return (
        f"The index is being written by {holder} (lock in {collection}). Wait until it is done, or stop it; the lock "
        f"of a dead process ends after {times.lifetime_seconds:g} s."
    )
