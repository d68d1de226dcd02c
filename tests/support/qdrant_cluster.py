"""Three Qdrant servers that are one cluster, on loopback."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.qdrant_server import Node, NoServerError, find_executable, find_free_ports

NODES = 3
_JOIN_SECONDS = 30


class Cluster:
    """Its nodes; each can be killed and started again."""

    def __init__(self, nodes: list[Node], addresses: list[str]) -> None:
        """`addresses` are those under which the nodes reach each other."""
        self.nodes = nodes
        self._addresses = addresses

    @property
    def host(self) -> str:
        """What `QDRANT_HOST` is set to."""
        return ",".join(node.url for node in self.nodes)

    def start(self, number: int) -> None:
        """Start a node, and wait until it knows all others. All but the first one join it."""
        joining = ["--bootstrap", self._addresses[0]] if number else []
        self.nodes[number].start("--uri", self._addresses[number], *joining)

    def wait_for_all(self) -> None:
        """Wait until each node knows all others and has a leader, and every replica of every collection is active."""
        deadline = time.monotonic() + _JOIN_SECONDS
        while not all(_has_joined(node.url) for node in self.nodes):
            if time.monotonic() > deadline:
                raise NoServerError(f"The nodes of the cluster were not together in {_JOIN_SECONDS} s.")
            time.sleep(0.1)

    def list_replicas(self, collection: str) -> list[tuple[int, str]]:
        """Shard and state of every replica, as the first node that answers knows them."""
        for node in self.nodes:
            if node.is_running:
                found = httpx.get(f"{node.url}/collections/{collection}/cluster", timeout=10).json()["result"]
                return sorted(
                    (shard["shard_id"], shard["state"]) for shard in [*found["local_shards"], *found["remote_shards"]]
                )
        return []


@contextmanager
def serving_cluster(environment: Mapping[str, str], nodes: int = NODES) -> Iterator[Cluster]:
    """So many new nodes, which end with the block."""
    executable = find_executable(environment)
    folder = Path(tempfile.mkdtemp(prefix="askdocs-cluster-"))
    folder.chmod(0o755)
    ports = find_free_ports(3 * nodes)
    made: list[Node] = []
    for number in range(nodes):
        http, grpc, peers = ports[3 * number : 3 * number + 3]
        (folder / str(number)).mkdir()
        variables = {"QDRANT__CLUSTER__ENABLED": "true", "QDRANT__CLUSTER__P2P__PORT": str(peers)}
        made.append(Node(executable, folder / str(number), (http, grpc), **variables))
    cluster = Cluster(made, [f"http://127.0.0.1:{port}" for port in ports[2::3]])
    try:
        for number in range(nodes):
            cluster.start(number)
        cluster.wait_for_all()
        yield cluster
    finally:
        for node in made:
            node.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _has_joined(url: str) -> bool:
    found = httpx.get(f"{url}/cluster", timeout=10).json()["result"]
    return len(found["peers"]) == NODES and found["raft_info"]["leader"] is not None
