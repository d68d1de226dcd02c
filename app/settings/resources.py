"""Files that come with askdocs: in the wheel they stand in `app/data`, in a checkout where they are edited."""

from pathlib import Path

_PACKAGED = Path(__file__).parents[1] / "data"
_CHECKOUT = Path(__file__).parents[2]


def langserve_yaml() -> Path:
    """The default `langserve.yaml`."""
    return _find("langserve.yaml", "langserve.yaml")


def demo_docs() -> Path:
    """The Markdown pages of askdocs' own documentation, which the demo answers from."""
    return _find("docs", "website/docs")


def widget_folder() -> Path:
    """The panel for any site, bundled by `npm run build:element`."""
    return _PACKAGED / "widget"


def _find(packaged: str, checkout: str) -> Path:
    path = _PACKAGED / packaged
    return path if path.exists() else _CHECKOUT / checkout
