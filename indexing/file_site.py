"""What a site that is made of one file is, whatever stands in the file."""

from collections.abc import Mapping
from types import MappingProxyType

from indexing.blocks import Article
from indexing.findings import Findings
from indexing.model import Page, SiteOptions
from indexing.pages import create_page


class FileSite:
    """The part of a `Site` that the owner's options tell: a file has one version and one language."""

    default_tags: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    version_labels: Mapping[str, str] = MappingProxyType({})

    def __init__(self, name: str, url: str, options: SiteOptions) -> None:
        self._findings = Findings()
        self.problems = self._findings.problems
        self.unresolved = self._findings.unresolved
        self.unreadable_urls = self._findings.unreadable_urls
        self.default_version = options.version
        self.default_locale = options.locale
        self._name = name
        self._url = url

    def _create_page(self, article: Article, *, url: str, title: str) -> Page:
        return create_page(
            article, url=url, source=self._name, title=title, version=self.default_version, locale=self.default_locale
        )
