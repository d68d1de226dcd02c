"""Versions and languages of a built site's pages: what their heads say, else what their paths tell."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indexing.built.site import HtmlFile
from indexing.errors import PageError
from indexing.files.loading import load_bytes
from indexing.findings import Findings
from indexing.model import SiteOptions
from indexing.path_versions import (
    FoundVersions,
    ListedVersions,
    choose_default,
    explain_no_match,
    find_versions_by_path,
    find_versions_by_pattern,
)

_LIST_NAME = "versions.json"
_MAX_SHOWN = 8


def label_versions(
    files: Sequence[HtmlFile],
    options: SiteOptions,
    findings: Findings,
    *,
    base: str = "",
    listed: ListedVersions | None = None,
    redirect: str = "",
) -> tuple[list[HtmlFile], str]:
    """The files with their versions, without copies under other names, and the default version (empty for none).

    `base` is the path below which the site stands, `redirect` where its front page leads.
    """
    if any(file.head.doc_id for file in files) and not options.version_from:
        return list(files), ""  # Docusaurus says the version of each doc
    found = _find(files, options, base, listed or ListedVersions(), redirect)
    if found is None:
        return list(files), choose_default(file.head.version for file in files)
    labelled = [replace(file, version=found.by_url[file.url]) for file in files if file.url not in found.copies]
    names = list(dict.fromkeys(file.version for file in labelled if file.version))
    if options.version_from and not names:
        paths = (_get_path(file.url, base) for file in files)
        findings.assumptions.append(explain_no_match(options.version_from, paths))
    if not options.version_from:
        shown = ", ".join(names[:_MAX_SHOWN]) + (", …" if len(names) > _MAX_SHOWN else "")
        findings.assumptions.append(
            f"Paths name versions: {shown}; {found.default} is what a question without a version means "
            "(--version-from PATTERN overrides)."
        )
    if found.copies:
        findings.assumptions.append(f"Pages left out because they are copies under another name: {len(found.copies)}.")
    return labelled, found.default


def load_listed_versions(root: Path, findings: Findings) -> ListedVersions:
    """What mike's `versions.json` in a site's folder lists; nothing where there is none."""
    path = root / _LIST_NAME
    if not path.is_file():
        return ListedVersions()
    try:
        return read_listed_versions(load_bytes(path))
    except PageError as error:
        findings.report(_LIST_NAME, str(error))
        return ListedVersions()


def read_listed_versions(content: bytes) -> ListedVersions:
    """Reads `versions.json`. Raises PageError for a list that is none of mike's."""
    try:
        entries = json.loads(content)
    except (ValueError, RecursionError) as error:
        message = f"is not JSON ({error}) and was not used"
        raise PageError(message) from error
    names: list[str] = []
    aliases: dict[str, str] = {}
    for entry in entries if isinstance(entries, list) else []:
        name = entry.get("version") if isinstance(entry, dict) else entry
        if not isinstance(name, str) or not name:
            message = "is no list of versions as mike writes it, and was not used"
            raise PageError(message)
        names.append(name)
        others = entry.get("aliases") if isinstance(entry, dict) else None
        aliases |= {alias: name for alias in others or () if isinstance(alias, str)}
    return ListedVersions(tuple(names), aliases)


def _find(
    files: Sequence[HtmlFile], options: SiteOptions, base: str, listed: ListedVersions, redirect: str
) -> FoundVersions | None:
    paths = {file.url: _get_path(file.url, base) for file in files}
    if options.version_from:
        return find_versions_by_pattern(paths, options.version_from)
    if any(file.head.version for file in files):
        return None
    return find_versions_by_path(paths, {file.url: file.head.locale for file in files}, listed, redirect)


def _get_path(url: str, base: str) -> str:
    """A page's path below the site, with a slash at its beginning."""
    path = unquote(urlsplit(url).path)
    return "/" + path.removeprefix(f"/{base.strip('/')}").lstrip("/")
