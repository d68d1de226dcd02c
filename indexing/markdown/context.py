"""How a Markdown file is read: what its site says about all files, and what it shares with those that it imports."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from indexing.blocks import Block
from indexing.formatting import format_link
from indexing.javascript import ModuleLoader
from indexing.markdown.heading_ids import Slugger
from indexing.markdown.inline import LinkFormatter
from indexing.markdown.literals import Literals, Unresolved, load_no_module

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
    has_emoji: bool = True
    """`:rocket:` is a picture."""
    npm_converters: tuple[str, ...] = ()
    """The package managers to which code blocks marked `npm2yarn` are converted."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What admonitions are called that have no title, by their kinds; others are called by their kind."""

    def get_label(self, kind: str) -> str:
        """What an admonition without a title is called."""
        label = self.labels.get(kind, kind)
        return label[:1].upper() + label[1:]


@dataclass(slots=True)
class Context:
    """What the readers of a file and of everything that is nested in it share."""

    mdx: bool
    path: str = ""
    """Where the file is: the paths of what it imports are relative to it."""
    options: MarkdownOptions = MarkdownOptions()
    load: ModuleLoader = load_no_module
    format_target: LinkFormatter = format_link
    depth: int = 0
    slugger: Slugger = field(default_factory=Slugger)
    literals: Literals = field(default_factory=lambda: Literals("", load_no_module, {}))
    unresolved: Unresolved = field(default_factory=Unresolved)
    tabs: list[Mapping[str, str]] = field(default_factory=list)
    """The labels that each of the `<Tabs>` around gives to its tabs, by their values."""

    def create_partial(self, path: str, values: Mapping[str, object]) -> "Context":
        """The context of an imported file. It is compiled by itself: its ids do not know those of this file."""
        return replace(
            self,
            mdx=is_mdx(path, self.options.format),
            path=path,
            depth=self.depth + 1,
            slugger=Slugger(keeps_case=self.options.keeps_case),
            literals=Literals(path, self.load, values),
            tabs=[],
        )


@dataclass(frozen=True, slots=True)
class Children:
    """What stands inside a component's tags: the value of `children`."""

    blocks: tuple[Block, ...]


def is_mdx(path: str, markdown_format: str) -> bool:
    """Whether the file is compiled as MDX."""
    return markdown_format == "mdx" or (markdown_format == "detect" and path.endswith(".mdx"))
