"""Which versions, languages and tags an index holds, and how readers call them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from chains.errors import UnknownScopeError
from chains.schemas import Filters

_NEXT = frozenset({"next", "current"})
_LATEST = frozenset({"latest", "stable", "last"})


_UNSAID = frozenset({"So", "Sk", "Cf"})
"""Pictures, and characters that nobody sees: `2.x 🚀` is called `2.x`."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")


class KnownScopes(BaseModel):
    """What a question may ask for; all empty in an index that was made before this was noted."""

    model_config = ConfigDict(frozen=True)

    versions: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    labels: Mapping[str, str] = {}
    """What the site calls its versions, such as `2.x (stable)`, by their names."""

    def resolve(self, filters: Filters, default_version: str) -> Filters:
        """The same filters with the names that the index has for them.

        A version may be called by its label, with or without what stands in brackets in it, in any case, with a `v`
        before it, `next` for the current one and `latest` for the default one; a language by the name of a dialect
        (`de-AT`), or without that where there is one dialect of it alone. Signs and what nobody sees do not count.

        Raises:
            UnknownScopeError: the index has nothing of the kind.
        """
        version = self._find_version(filters.version, default_version) if self.versions else filters.version
        locale = self._find_locale(filters.locale) if self.locales else filters.locale
        if self.tags and filters.docusaurus_tag and not set(filters.docusaurus_tag) & set(self.tags):
            raise UnknownScopeError("tag", ", ".join(filters.docusaurus_tag), self.tags)
        return filters.model_copy(update={"version": version, "locale": locale})

    def _find_version(self, asked: str, default_version: str) -> str:
        if not asked or asked in self.versions:
            return asked
        wanted = _normalize(asked)
        names = {wanted} | (_NEXT if wanted in _NEXT else set())
        for version in self.versions:
            called = {_normalize(version), _normalize(self.labels.get(version, version))}
            if called & names or (wanted in _LATEST and version == default_version):
                return version
        short = [one for one in self.versions if wanted == _normalize(_IN_BRACKETS.sub("", self.labels.get(one, "")))]
        if wanted and len(short) == 1:
            return short[0]
        raise UnknownScopeError("version", asked, self._format_versions())

    def _format_versions(self) -> tuple[str, ...]:
        named = [(version, self.labels.get(version, "")) for version in self.versions]
        return tuple(f"{version} ({label})" if label not in {"", version} else version for version, label in named)

    def _find_locale(self, asked: str) -> str:
        if not asked or asked in self.locales:
            return asked
        wanted = asked.lower().replace("_", "-")
        for name in (wanted, wanted.partition("-")[0]):
            for locale in self.locales:
                if locale.lower().replace("_", "-") == name:
                    return locale
        dialects = [locale for locale in self.locales if locale.lower().replace("_", "-").partition("-")[0] == wanted]
        if len(dialects) == 1:
            return dialects[0]
        raise UnknownScopeError("language", asked, self.locales)


class ScopeCollector:
    """Takes the scopes of pages."""

    def __init__(self) -> None:
        self._versions: dict[str, None] = {}
        self._locales: dict[str, None] = {}
        self._tags: dict[str, None] = {}

    def add(self, version: str, locale: str, tag: str) -> None:
        """Take a page; what is empty names nothing."""
        self._versions[version] = self._locales[locale] = self._tags[tag] = None

    def create(self, labels: Mapping[str, str]) -> KnownScopes:
        """What was seen; labels of versions that have no page are left out."""
        versions = _sort(self._versions)
        return KnownScopes(
            versions=versions,
            locales=_sort(self._locales),
            tags=_sort(self._tags),
            labels={version: labels[version] for version in versions if version in labels},
        )


def _sort(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if name))


def _normalize(name: str) -> str:
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) not in _UNSAID)
    name = " ".join(shown.casefold().split())
    return name[1:] if name[:1] == "v" and name[1:2].isdigit() else name
