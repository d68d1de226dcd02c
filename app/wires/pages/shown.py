"""Which pages the demo can show, and what it offers to ask about them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from app.wires.pages.starters import Starters
from indexing.blocks import Article

SITE_PATH = "/site/"


@dataclass(frozen=True, slots=True)
class SitePages:
    """Pages that can be shown: titles by path, in order, and what stands on the page at a URL.

    Paths are decoded, as the server sees them: a page is found however its reader's program encodes a blank, a `%` or a
    letter.
    """

    titles: dict[str, str]
    load_article: Callable[[str], Article | None]
    starters: Starters = field(default_factory=Starters)
    languages: set[str] = field(default_factory=set)

    def add(self, url: str, title: str) -> None:
        """The page at this URL can be shown."""
        self.titles[unquote(urlsplit(url).path)] = title

    @property
    def first(self) -> str:
        """The path of the page to begin with: that of the site's root, else the first; empty where there is none."""
        return SITE_PATH if SITE_PATH in self.titles else next(iter(self.titles), "")

    @property
    def language(self) -> str:
        """That of the pages, where all are in one; else English."""
        (language,) = self.languages if len(self.languages) == 1 else ("en",)
        return language or "en"
