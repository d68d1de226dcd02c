"""A request that one node of a cluster does not answer is answered by another one."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from app.index import IndexFactory
from app.index.server.client import ServerClient, create_server_client, parse_hosts
from app.settings import QdrantSettings
from chains.errors import IndexMissingError, IndexUnavailableError, SettingsError
from tests.support.raw_server import Server, Step, serving
from tests.support.sites import SIGNATURE

EXISTS = b'{"result": {"exists": true}, "status": "ok", "time": 0}'
FOUND = b'{"result": {"points": [{"id": 7, "version": 1, "score": 0.5}]}, "status": "ok", "time": 0}'
CUT: Sequence[Step] = (None,)


def answer(body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


FAILING = answer(b'{"status": {"error": "the leader is away"}}', "500 Internal Server Error")
UNKNOWN = answer(b'{"status": {"error": "no such collection"}}', "404 Not Found")


@asynccontextmanager
async def opening(*nodes: Sequence[Step], below: str = "") -> AsyncIterator[tuple[ServerClient, list[Server]]]:
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(serving(*steps)) for steps in nodes]
        host = ",".join(f"127.0.0.1:{server.port}" if not below else f"{server.url}{below}" for server in servers)
        client = create_server_client(QdrantSettings(host=host, timeout_seconds=1))
        yield client, servers
        await client.close()


@pytest.mark.parametrize("fault", [CUT, [FAILING], [5.0]])
async def test_what_one_node_does_not_answer_another_one_does_from_then_on(fault: Sequence[Step]) -> None:
    for nodes in (fault, [answer(EXISTS)]), ([answer(EXISTS)], fault):
        async with opening(*nodes) as (client, servers):
            assert await client.collection_exists("docs")
            good, bad = servers if nodes[1] is fault else servers[::-1]
            seen = bad.connections
            assert await client.collection_exists("docs")
            assert (len(good.requests), bad.connections) == (2, seen)


@pytest.mark.parametrize("fault", [CUT, [FAILING]])
async def test_a_search_goes_to_another_node_too(fault: Sequence[Step]) -> None:
    for nodes in (fault, [answer(FOUND)]), ([answer(FOUND)], fault):
        async with opening(*nodes) as (client, _):
            assert [point.id for point in (await client.query_points("docs", [1.0])).points] == [7]


async def test_a_request_names_the_node_that_it_is_sent_to_and_keeps_its_path_and_body() -> None:
    async with opening(CUT, [answer(EXISTS)], below="/qdrant") as (client, servers):
        await client.collection_exists("docs")
        sent = servers[1].requests[-1]
    assert sent.startswith(b"GET /qdrant/collections/docs/exists ")
    assert f"127.0.0.1:{servers[1].port}".encode() in sent


async def test_nodes_that_all_fail_are_named_and_asked_twice() -> None:
    async with opening([FAILING], [FAILING], [FAILING]) as (client, servers):
        with pytest.raises(IndexUnavailableError, match="the leader is away") as caught:
            await client.collection_exists("docs")
        assert [len(server.requests) for server in servers] == [2, 2, 2]
        assert all(str(server.port) in str(caught.value) for server in servers)
        with pytest.raises(IndexUnavailableError, match="the leader is away"):
            await client.query_points("docs", [1.0])


async def test_what_a_node_refuses_is_not_asked_of_another_one() -> None:
    async with opening([UNKNOWN], [UNKNOWN]) as (client, servers):
        with pytest.raises(IndexMissingError, match="no such collection"):
            await client.query_points("docs", [1.0])
        assert sum(len(server.requests) for server in servers) == 1


async def test_behind_one_address_a_cut_connection_is_tried_once_more_and_a_failure_is_not() -> None:
    async with opening(CUT) as (client, servers):
        with pytest.raises(IndexUnavailableError, match="cut the connection"):
            await client.query_points("docs", [1.0])
        assert servers[0].connections == 2
    async with opening([FAILING]) as (client, servers):
        with pytest.raises(IndexUnavailableError, match="the leader is away"):
            await client.query_points("docs", [1.0])
        assert len(servers[0].requests) == 1


def test_several_hosts_stand_with_commas_between_them() -> None:
    assert parse_hosts("a, b:7000,https://c") == ["http://a:6333", "http://b:7000", "https://c:6333"]


@pytest.mark.parametrize("hosts", ["a,", ",a", "a,,b", "a;b", "a b,c"])
def test_a_list_with_a_hole_is_refused(hosts: str) -> None:
    with pytest.raises(SettingsError, match="several nodes of one cluster with commas"):
        parse_hosts(hosts)


async def test_the_sites_of_a_process_share_its_connections_until_the_last_one_closes() -> None:
    async with serving(UNKNOWN) as server:
        factory = IndexFactory(QdrantSettings(host=f"127.0.0.1:{server.port}"), SIGNATURE)
        indexes = [factory.create(f"site{number}") for number in range(5)]
        for index in indexes:
            with pytest.raises(IndexMissingError):
                await index.load_record()
        for index in indexes[:-1]:
            await index.aclose()
        assert server.connections == 1
        with pytest.raises(IndexMissingError):
            await indexes[-1].load_record()
        await indexes[-1].aclose()
        assert server.connections == 1
