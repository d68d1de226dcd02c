"""Which command a service starts for which of its sites."""

from pathlib import Path

from app.operations.scheduling import create_runs
from app.settings import load_settings
from app.settings.sites import Site


def test_each_site_is_indexed_by_its_name_wherever_the_one_called_default_stands(tmp_path: Path) -> None:
    settings = load_settings(qdrant={"path": tmp_path}, index={"sources": ("./guide",)})
    sites = [Site(name="guide"), Site(name="default", sources=("./old",)), Site(name="attic")]
    runs = create_runs(settings, sites)
    commands = {name: runs_of_site.commands.index for name, runs_of_site in runs.items()}
    assert set(commands) == {"guide", "default"}
    assert "--site" not in commands["guide"]
    assert commands["default"][-2:] == ("--site", "default")
