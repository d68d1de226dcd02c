"""Real servers, and the same index on both engines. A test whose server is missing fails, and says what is missing."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from qdrant_client import QdrantClient

from app.index import Index, Signature, create_index
from app.settings import QdrantSettings, StoreSettings
from tests.support.chart import Helm, NoChartToolsError, running_helm
from tests.support.postgres_server import NoPostgresError, serving_postgres
from tests.support.qdrant_server import NoServerError, serving_qdrant
from tests.support.redis_server import NoRedisError, RedisServer, owning_redis, serving_redis
from tests.support.sites import SIGNATURE
from tests.support.stores import Clock, empty_postgres

ENVIRONMENT = dict(os.environ)
"""As it was before the tests' own fixtures cleaned it."""

OpenIndex = Callable[..., Index]
"""Opens the test's index: each call as another process would. Takes another signature as `signature`."""


@pytest.fixture(scope="session")
def qdrant_url() -> Iterator[str]:
    try:
        with serving_qdrant(ENVIRONMENT) as url:
            yield url
    except NoServerError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def helm() -> Iterator[Helm]:
    try:
        with running_helm() as process:
            yield process
    except NoChartToolsError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with serving_redis(ENVIRONMENT, tmp_path_factory.mktemp("redis")) as url:
            yield url
    except NoRedisError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One that a module may kill, hold and start again."""
    try:
        with owning_redis(ENVIRONMENT, tmp_path_factory.mktemp("redis")) as server:
            yield server
    except NoRedisError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    try:
        with serving_postgres(ENVIRONMENT) as url:
            yield url
    except NoPostgresError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(params=["sqlite", "postgres"])
def store_settings(request: pytest.FixtureRequest, tmp_path: Path) -> StoreSettings:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return StoreSettings(data_path=tmp_path)
    return empty_postgres(request.getfixturevalue("postgres_url"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server_settings(qdrant_url: str, tmp_path: Path) -> Iterator[QdrantSettings]:
    """A collection name of its own on the server; what bears it is removed afterwards."""
    name = f"test-{uuid4().hex[:12]}"
    yield QdrantSettings(host=qdrant_url, collection_name=name, path=tmp_path / "data")
    client = QdrantClient(url=qdrant_url, check_compatibility=False)
    for collection in client.get_collections().collections:
        if collection.name.startswith(name):
            client.delete_collection(collection.name)
    client.close()


@pytest.fixture
def embedded_settings(tmp_path: Path) -> QdrantSettings:
    return QdrantSettings(path=tmp_path / "data")


@pytest.fixture(params=["embedded", "server"])
async def open_index(request: pytest.FixtureRequest) -> AsyncIterator[OpenIndex]:
    settings: QdrantSettings = request.getfixturevalue(f"{request.param}_settings")
    opened: list[Index] = []

    def open_one(signature: Signature = SIGNATURE) -> Index:
        opened.append(create_index(settings, signature))
        return opened[-1]

    yield open_one
    for index in opened:
        await index.aclose()
