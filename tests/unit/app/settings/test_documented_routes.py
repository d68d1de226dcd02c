"""Each `langserve.yaml` of the documentation that names a chain of ours is one that can be used."""

import re
from pathlib import Path

import pytest

from app.settings import ServerSettings
from app.settings.factories import load_factory
from app.settings.routes import load_langserve_config

DOCS = Path(__file__).parents[4] / "website" / "docs"
EXAMPLES = [
    pytest.param(example, id=f"{page.stem}-{number}")
    for page in sorted(DOCS.glob("*.md"))
    for number, example in enumerate(
        re.findall(r'```yaml title="langserve\.yaml"\n(.*?)```', page.read_text(), re.DOTALL)
    )
    if "chain: ." not in example  # files beside it: test_own_chain_page.py runs them
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_used(example: str, tmp_path: Path) -> None:
    file = tmp_path / "langserve.yaml"
    file.write_text(example)
    for route in load_langserve_config(ServerSettings(langserve_config=file)).routes:
        assert callable(load_factory(route.chain))


def test_there_are_examples() -> None:
    assert EXAMPLES
