"""How a Markdown file is read: what its site says about all files, and what it shares with those that it imports."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from indexing.formatting import format_link
from indexing.markdown.heading_ids import Slugger
from indexing.markdown.inline import LinkFormatter

PartialLoader = Callable[[str, str], tuple[str, str] | None]
"""Takes a file's path and what it imports; gives the imported file's path and text, or None."""

MarkdownFormat = Literal["mdx", "md", "detect"]
"""How a file is read; "detect" goes by its suffix."""


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """What a Docusaurus site's configuration says about all of its files."""

    format: MarkdownFormat = "detect"
    keeps_case: bool = False
    """Heading ids are not made lower case (`markdown.anchors.maintainCase`)."""
    has_comment_ids: bool = True
    """`<!-- #id -->` sets a heading's id: only without `markdown.mdx1Compat.comments`."""


@dataclass(slots=True)
class Context:
    """What the readers of a file and of everything that is nested in it share."""

    mdx: bool
    path: str = ""
    """Where the file is: the paths of what it imports are relative to it."""
    options: MarkdownOptions = MarkdownOptions()
    load_partial: PartialLoader | None = None
    format_target: LinkFormatter = format_link
    depth: int = 0
    slugger: Slugger = field(default_factory=Slugger)
    partials: dict[str, str] = field(default_factory=dict)
    """The paths of imported files, by the names of their components."""


def is_mdx(path: str, markdown_format: str) -> bool:
    """Whether the file is compiled as MDX."""
    return markdown_format == "mdx" or (markdown_format == "detect" and path.endswith(".mdx"))
