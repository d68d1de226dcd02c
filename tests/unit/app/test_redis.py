"""What a call to Redis may raise, and what becomes of it. The contract tests ask a real Redis."""

import pytest

from app.redis import RedisLink
from chains.errors import RedisUnavailableError


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("unable to perform operation on <TCPTransport closed=True reading=False>; the handler is closed"),
        ConnectionResetError("cut"),
        TimeoutError(),
    ],
)
async def test_a_connection_that_is_lost_while_it_is_written_on_is_a_redis_that_is_away(error: Exception) -> None:
    async def write(_client: object) -> None:
        raise error

    link = RedisLink("redis://127.0.0.1:9/0", use="caches", seconds=1)
    with pytest.raises(RedisUnavailableError, match=type(error).__name__):
        await link.call(write)
    await link.aclose()
