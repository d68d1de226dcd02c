"""ChatKit's protocol of a whole service: keys, limits, what is kept where, and callers that leave."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from app.server import create_app
from app.settings import Settings
from app.settings.resources import langserve_yaml
from chains.errors import SettingsError
from tests.support.services import Control, serving

KEYS = {"docs": "d" * 20, "shop": "s" * 20}
MESSAGE = {
    "input": {
        "content": [{"type": "input_text", "text": "How is a cast-iron pan washed?"}],
        "attachments": [],
        "inference_options": {},
    }
}
CREATE = {"type": "threads.create", "params": MESSAGE}


@pytest.fixture
def opened(kitchen: Callable[..., Settings], tmp_path: Path) -> Callable[..., Settings]:
    """Settings of a service that opens ChatKit, with its database in a folder of the test's."""
    config = yaml.safe_load(langserve_yaml().read_text())
    config["routes"][0]["wires"] = ["chat", "langserve", "chatkit"]
    (tmp_path / "langserve.yaml").write_text(yaml.safe_dump(config))

    def create(**groups: dict[str, Any]) -> Settings:
        server = {"langserve_config": tmp_path / "langserve.yaml"} | groups.pop("server", {})
        return kitchen(server=server, stores={"data_path": tmp_path / "kept"}, **groups)

    return create


@pytest.fixture
def client(opened: Callable[..., Settings]) -> Iterator[httpx.Client]:
    with serving(opened()) as address, httpx.Client(base_url=address, headers={"X-Reader-Id": "anne"}) as client:
        yield client


def count_rows(folder: Path, table: str) -> int:
    with sqlite3.connect(folder / "kept" / "askdocs.db") as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count


def test_a_question_is_answered_and_kept_in_the_folder_that_is_named(client: httpx.Client, tmp_path: Path) -> None:
    answer = client.post("/chatkit", json=CREATE)
    assert "https://kitchen.example/pans#washing" in answer.text
    assert (count_rows(tmp_path, "thread"), count_rows(tmp_path, "thread_item")) == (1, 2)


def test_a_thread_outlives_the_service(opened: Callable[..., Settings]) -> None:
    for _ in range(2):
        with serving(opened()) as address, httpx.Client(base_url=address, headers={"X-Reader-Id": "anne"}) as client:
            threads = client.post("/chatkit", json={"type": "threads.list", "params": {}}).json()["data"]
            client.post("/chatkit", json=CREATE)
    assert [thread["title"] for thread in threads] == ["How is a cast-iron pan washed?"]


def test_keys_are_asked_for_and_share_no_threads(opened: Callable[..., Settings]) -> None:
    keys = ",".join(f"{name}:{key}" for name, key in KEYS.items())
    listing = {"type": "threads.list", "params": {}}
    with serving(opened(server={"api_keys": keys})) as address:

        def post(body: Any, key: str) -> httpx.Response:
            headers = {"X-Reader-Id": "anne"} | ({"Authorization": f"Bearer {key}"} if key else {})
            return httpx.post(f"{address}/chatkit", json=body, headers=headers)

        assert post(listing, "").status_code == 401
        assert post(CREATE, KEYS["docs"]).status_code == 200
        assert len(post(listing, KEYS["docs"]).json()["data"]) == 1
        assert post(listing, KEYS["shop"]).json()["data"] == []


def test_only_questions_are_counted(opened: Callable[..., Settings]) -> None:
    with serving(opened(limits={"address_per_minute": 1})) as address:
        statuses = [
            httpx.post(f"{address}/chatkit", json=body).status_code
            for body in (CREATE, *[{"type": "threads.list", "params": {}}] * 3, CREATE)
        ]
    assert statuses == [200, 200, 200, 200, 429]


def test_a_caller_that_leaves_stops_the_model_and_keeps_what_was_said(
    client: httpx.Client, control: Control, tmp_path: Path
) -> None:
    control.script(*[f"Pans are washed by hand, word {number}. " for number in range(200)])
    control.fail(method="streamGenerateContent", chunk_delay=0.05)
    with client.stream("POST", "/chatkit", json=CREATE) as answer:
        for line in answer.iter_lines():
            if "text_delta" in line:
                break
    deadline = time.monotonic() + 20
    while control.calls()["cancelled_by_client"] < 1 or count_rows(tmp_path, "thread_item") < 3:
        assert time.monotonic() < deadline, (str(control.calls()), count_rows(tmp_path, "thread_item"))
        time.sleep(0.02)
    (thread,) = client.post("/chatkit", json={"type": "threads.list", "params": {}}).json()["data"]
    items = client.post("/chatkit", json={"type": "items.list", "params": {"thread_id": thread["id"]}}).json()["data"]
    assert [item["type"] for item in items] == ["assistant_message", "user_message"]
    assert items[0]["content"][0]["text"].startswith("Pans are washed by hand")
    control.script("By hand [1].")
    more = {"type": "threads.add_user_message", "params": {"thread_id": thread["id"], **MESSAGE}}
    assert "By hand [1]." in client.post("/chatkit", json=more).text


def test_a_folder_that_cannot_be_written_is_refused_at_start(opened: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(SettingsError, match="Set DATA_PATH to a folder with write rights"):
        create_app(opened())


def test_a_service_that_opens_it_nowhere_keeps_nothing(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    with serving(kitchen(stores={"data_path": tmp_path / "kept"})) as address:
        assert httpx.post(f"{address}/chatkit", json=CREATE).status_code == 404
    assert not (tmp_path / "kept").exists()


def test_a_thread_belongs_to_the_site_in_which_it_was_begun(opened: Callable[..., Settings], tmp_path: Path) -> None:
    settings = opened()
    config = yaml.safe_load((tmp_path / "langserve.yaml").read_text())
    config["sites"] = [{"name": "default"}, {"name": "shop", "hosts": ["shop.example"]}]
    config["routes"].append({**config["routes"][0], "path": "/shop", "site": "shop"})
    (tmp_path / "langserve.yaml").write_text(yaml.safe_dump(config))
    with serving(settings) as address, httpx.Client(base_url=address, headers={"X-Reader-Id": "anne"}) as client:
        thread = client.post("/chatkit", json=CREATE).text.partition('"id":"')[2].partition('"')[0]
        load = {"type": "threads.get_by_id", "params": {"thread_id": thread}}
        everything = {"type": "threads.list", "params": {}}
        assert client.post("/chatkit", json=load).json()["id"] == thread
        for path, host in (("/shop/chatkit", address.partition("//")[2]), ("/chatkit", "shop.example")):
            assert client.post(path, json=load, headers={"Host": host}).status_code == 404
            assert client.post(path, json=everything, headers={"Host": host}).json()["data"] == []
