"""Which version each page of a built site belongs to, and which version is meant where nobody names one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from indexing.errors import ReadingError

CURRENT = "current"
"""What pages without a version in their path are called where other pages are the same docs of older versions."""
VERSION_NAME = re.compile(
    r"v\d+(?:\.\d+)*(?:\.x)?|\d+(?:\.\d+)+|\d+\.x|\d+(?:\.\d+)+(?:[-.]?(?:a|b|rc|alpha|beta|dev|pre)\.?\d*)|"
    r"latest|stable|next|dev|devel|development|main|master|trunk|nightly|edge|unstable|canary|current|preview|lts",
    re.IGNORECASE,
)
"""What a version is called in a path. A number alone is none: it may be a year, a page or a status."""
_UNRELEASED = re.compile(r"[-.]?(?:alpha|beta|a|b|rc|dev|pre)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}|\d{3}))?")
_PREFERRED = ("stable", "latest", CURRENT, "lts")
_LAST_CHOICES = (
    "next",
    "dev",
    "devel",
    "development",
    "main",
    "master",
    "trunk",
    "nightly",
    "edge",
    "unstable",
    "canary",
)
_DEEPEST = 3
"""A version stands among the first parts of a path: `/v1/…`, `/en/v1/…`, `/docs/en/v1/…`."""


@dataclass(frozen=True, slots=True)
class ListedVersions:
    """What mike's `versions.json` lists: the versions, newest first, and their other names."""

    names: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other names, such as `latest`, with the version that each stands for."""


@dataclass(frozen=True, slots=True)
class FoundVersions:
    """The version of each page by its URL; `default` is the one that a question means which names none."""

    by_url: Mapping[str, str]
    default: str = ""
    copies: frozenset[str] = frozenset()
    """URLs under an alias whose pages also stand under the version itself."""


def match_version(pattern: str, path: str) -> str:
    """The version in a path by the owner's pattern: the group that is called `version`, else the first group, else all.

    Empty for no match. Raises ReadingError for a pattern that is none.
    """
    match = _compile(pattern).search(path)
    if not match:
        return ""
    group = "version" if "version" in match.re.groupindex else min(match.re.groups, 1)
    return match[group] or ""


def find_versions_by_pattern(paths: Mapping[str, str], pattern: str) -> FoundVersions:
    """As the owner's pattern says. `paths` are those of the pages below the site, by URL."""
    regex = _compile(pattern)
    parted: dict[str, tuple[str, str]] = {}
    for url, path in paths.items():
        match = regex.search(path)
        rest = f"{path[: match.start()]}/{path[match.end() :]}" if match else path
        parted[url] = match_version(pattern, path), _strip(rest)
    return _create(parted, ListedVersions())


def explain_no_match(pattern: str, paths: Iterable[str]) -> str:
    """The sentence about a pattern that finds no version at all."""
    example = next(iter(paths), "/")
    return f"--version-from '{pattern}' finds no version in any path, such as {example}: the pages have none."


def find_versions_by_path(
    paths: Mapping[str, str], locales: Mapping[str, str], listed: ListedVersions, redirect: str = ""
) -> FoundVersions | None:
    """What the paths of the pages tell, by URL; None where there is no sign that they hold versions.

    A sign is `versions.json`, a path as Read the Docs has it (`/en/latest/…`), or the same page under two versions.
    `locales` are the pages' languages by URL, `redirect` is where the site's front page leads.
    """
    known = {*listed.names, *listed.aliases}
    parted = {url: _part(path, locales.get(url, ""), known) for url, path in paths.items()}
    if not any(version for version, _rest in parted.values()):
        return None
    if not known and not _is_hosted(paths, locales) and not _has_twice(parted):
        return None
    return _create(parted, listed, _part(redirect, "", known)[0] if redirect else "")


def choose_default(names: Iterable[str]) -> str:
    """The version that a reader expects first: `stable`, `latest`, the newest release, else what there is."""
    known = list(dict.fromkeys(name for name in names if name))
    for preferred in _PREFERRED:
        if preferred in known:
            return preferred
    releases = [name for name in known if name.lower() not in _LAST_CHOICES]
    return max(releases or known, key=_order, default="")


def _create(parted: Mapping[str, tuple[str, str]], listed: ListedVersions, redirect: str = "") -> FoundVersions:
    """`parted` holds, by URL, each page's version and its path without it."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    for url, (version, rest) in parted.items():
        pages[version].setdefault(rest, url)
    named = {rest for version, rests in pages.items() if version for rest in rests if rest}
    unnamed = "" if named.isdisjoint(pages.get("", ())) else CURRENT
    copies = {
        url
        for alias, version in listed.aliases.items()
        for rest, url in pages.get(alias, {}).items()
        if rest in pages.get(version, {})
    }
    by_url = {
        url: listed.aliases.get(version, version) or unnamed
        for url, (version, _rest) in parted.items()
        if url not in copies
    }
    first = next((listed.aliases[alias] for alias in _PREFERRED if alias in listed.aliases), "")
    redirect = listed.aliases.get(redirect, redirect)
    default = unnamed or (redirect if redirect in by_url.values() else first)
    default = default or (listed.names[0] if listed.names else choose_default(by_url.values()))
    return FoundVersions(by_url, default, frozenset(copies))


def _part(path: str, locale: str, known: set[str]) -> tuple[str, str]:
    """The version in a path, and the path without it."""
    parts = path.strip("/").split("/")
    for position, part in enumerate(parts[:_DEEPEST]):
        is_version = part in known if known else bool(VERSION_NAME.fullmatch(part))
        if is_version and (position + 1 < len(parts) or path.endswith("/")):
            return part, _strip("/".join((*parts[:position], *parts[position + 1 :])))
        if known and not _is_language(part, locale):
            break
    return "", _strip(path)


def _is_hosted(paths: Mapping[str, str], locales: Mapping[str, str]) -> bool:
    """Whether all pages stand below a language and a version, as Read the Docs publishes them."""
    pages = [(url, path.strip("/").split("/")) for url, path in paths.items() if _strip(path)]
    return bool(pages) and all(
        len(parts) > 1 and _is_language(parts[0], locales.get(url, "")) and VERSION_NAME.fullmatch(parts[1])
        for url, parts in pages
    )


def _has_twice(parted: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a page stands in two versions; front pages do not count, because every folder has one."""
    seen: dict[str, str] = {}
    for url, (version, rest) in parted.items():
        is_front = bool(version) and _strip(urlsplit(url).path).endswith(f"/{version}")
        if rest and not is_front and seen.setdefault(rest, version) != version:
            return True
    return False


def _strip(path: str) -> str:
    simple = path.strip("/").removesuffix(".html")
    return "" if simple == "index" else simple.removesuffix("/index")


def _is_language(part: str, locale: str) -> bool:
    return bool(_LANGUAGE.fullmatch(part)) and (not locale or part.lower()[:2] == locale.lower()[:2])


def _order(name: str) -> tuple[tuple[int, ...], bool]:
    """Sorts versions by their numbers; a release comes after what led to it."""
    before = _UNRELEASED.split(name)[0]
    return tuple(int(number) for number in re.findall(r"\d{1,9}", before)), before == name


@lru_cache(maxsize=8)
def _compile(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        message = f"--version-from {pattern!r} is no regular expression: {error}. Write it like '/(v[0-9]+)/'."
        raise ReadingError(message) from error
