"""The command `askdocs`: it looks whether the packages that it finds are askdocs' own before it runs any of them."""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("app", "chains", "indexing")


def main() -> None:
    """Run the command line, or say that another package stands in its way and leave with exit code 2."""
    other = find_other(Path(__file__).resolve().parent)
    if other:
        sys.stderr.write(
            f"Error: {other} is another package, with a name that askdocs has itself. Install askdocs into an "
            "environment of its own (`pipx install askdocs`, or a container), and start it without PYTHONPATH.\n"
        )
        sys.exit(2)
    from app.cli import main as run  # noqa: PLC0415 - only now is it known to be ours

    run()


def find_other(home: Path) -> str:
    """Where a package lies that is found instead of ours; empty when there is none.

    One that was installed into the same environment lies in our folder, and has overwritten our files.
    """
    for name in PACKAGES:
        spec = find_spec(name)
        places = [Path(place).resolve() for place in (spec.submodule_search_locations or ())] if spec else []
        if places != [home / name]:
            return str(places[0] if places else f"`{name}`")
    return "" if hasattr(import_module("app"), "__version__") else str(home / "app")
