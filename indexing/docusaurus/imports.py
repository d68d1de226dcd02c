"""What a site's files import from other files of the site."""

from collections.abc import Callable, Sequence
from pathlib import Path
from posixpath import splitext

from indexing.errors import PageError
from indexing.files.loading import load_text

_SUFFIXES = ("", ".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", ".cts", ".cjs", ".json", "/index.ts", "/index.js")


class ImportLoader:
    """Loads files that stand in one of `folders`; `report` is told the path of the importer and what is wrong."""

    def __init__(self, site_folder: Path, folders: Sequence[Path], report: Callable[[str, str], None]) -> None:
        self._site_folder = site_folder.resolve()
        self._folders = [folder.resolve() for folder in folders]
        self._report = report

    def load(self, importer: str, specifier: str) -> tuple[str, str] | None:
        """The path and the text of an imported file; None where it is outside the site or cannot be read."""
        for path in self._list_candidates(importer, specifier):
            if not path.is_file() or not splitext(path.name)[1]:
                continue
            if not any(path.is_relative_to(folder) for folder in self._folders):
                return None
            try:
                return str(path), load_text(path).text
            except PageError as error:
                self._report(importer, f"imports {specifier}, which {error}")
                return None
        return None

    def _list_candidates(self, importer: str, specifier: str) -> list[Path]:
        name = specifier.removeprefix("@site/")
        base = Path(importer).parent if name == specifier else self._site_folder
        try:
            return [(base / f"{name}{suffix}").resolve() for suffix in _SUFFIXES]
        except (OSError, ValueError):  # a name that no file can have
            return []
