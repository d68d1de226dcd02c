"""Which folders hold a docs plugin's versions, and under which paths they are served."""

import json
from dataclasses import dataclass
from pathlib import Path

from indexing.docusaurus.config import SiteConfig
from indexing.docusaurus.docs_plugins import DocsOptions
from indexing.errors import ReadingError
from indexing.files.loading import load_text

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class DocsVersion:
    """One version of one docs plugin."""

    name: str
    folder: Path
    path: str
    """Its part of the URL: empty for the last version."""
    is_last: bool
    docs: DocsOptions

    @property
    def label(self) -> str:
        """What readers see: the configuration's label, Docusaurus' own for the current version, else nothing."""
        return self.docs.version_labels.get(self.name, "Next" if self.name == CURRENT and not self.is_last else "")

    @property
    def tag(self) -> str:
        """What Docusaurus calls it in `docusaurus_tag`."""
        return f"docs-{self.docs.id}-{self.name}"


def list_versions(site_folder: Path, docs: DocsOptions) -> list[DocsVersion]:
    """The versions that are built, newest first. Raises ReadingError for a `versions.json` that is no list of names."""
    prefix = "" if docs.id == "default" else f"{docs.id}_"
    names = [] if docs.disables_versioning else _load_names(site_folder / f"{prefix}versions.json")
    if docs.includes_current and CURRENT not in names:
        names.insert(0, CURRENT)
    if docs.only_versions:
        names = [name for name in names if name in docs.only_versions]
    last = docs.last_version or next((name for name in names if name != CURRENT), CURRENT)
    versions: list[DocsVersion] = []
    for name in names:
        default = "" if name == last else "next" if name == CURRENT else name
        folder = docs.path if name == CURRENT else f"{prefix}versioned_docs/version-{name}"
        path = docs.version_paths.get(name, default)
        versions.append(DocsVersion(name, site_folder / folder, path, name == last, docs))
    return versions


def find_localized_folder(site_folder: Path, config: SiteConfig, version: DocsVersion, locale: str) -> Path:
    """Where the translated files of a version are."""
    plugin = "docusaurus-plugin-content-docs"
    plugin = plugin if version.docs.id == "default" else f"{plugin}-{version.docs.id}"
    folder = version.name if version.name == CURRENT else f"version-{version.name}"
    return find_locale_folder(site_folder, config, locale) / plugin / folder


def find_locale_folder(site_folder: Path, config: SiteConfig, locale: str) -> Path:
    """Where the translations of a language are."""
    return site_folder / config.i18n_path / config.locale_paths.get(locale, locale)


def _load_names(path: Path) -> list[str]:
    if not path.is_file():
        return []
    try:
        names = json.loads(load_text(path).text)
    except json.JSONDecodeError as error:
        message = f"{path} is not JSON (line {error.lineno}): {error.msg}."
        raise ReadingError(message) from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        message = f"{path} must be a list of version names."
        raise ReadingError(message)
    return names
