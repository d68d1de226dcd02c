"""One Markdown or MDX file: its front matter and the blocks of its page."""

from dataclasses import dataclass

from indexing.blocks import Document, format_link
from indexing.docusaurus.heading_ids import Slugger
from indexing.files import clean_text, decode
from indexing.front_matter import FrontMatter, split_front_matter
from indexing.markdown.inline import LinkFormatter
from indexing.markdown.reader import Context, MarkdownOptions, PartialLoader, is_mdx, read_blocks


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A file that was read. `warnings` say what had to be mended."""

    front_matter: FrontMatter
    document: Document
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """A file of which only the front matter was read."""

    front_matter: FrontMatter
    warnings: tuple[str, ...] = ()


def load_markdown_source(content: bytes) -> MarkdownSource:
    """Reads the front matter from a file's bytes. Raises PageError when the file is binary."""
    decoded = decode(content)
    front_matter = split_front_matter(clean_text(decoded.text))
    return MarkdownSource(front_matter, tuple(filter(None, (decoded.warning, front_matter.warning))))


def load_markdown_page(
    source: MarkdownSource,
    *,
    path: str,
    options: MarkdownOptions | None = None,
    load_partial: PartialLoader | None = None,
    format_target: LinkFormatter = format_link,
) -> MarkdownPage:
    """Reads the page. `path` is the file's: it decides the format, and `load_partial` finds what the file imports."""
    options = options or MarkdownOptions()
    own = source.front_matter.values.get("mdx")
    own_format = own.get("format") if isinstance(own, dict) else None
    context = Context(
        is_mdx(path, own_format if own_format in {"md", "mdx", "detect"} else options.format),
        path,
        options,
        load_partial,
        format_target,
        slugger=Slugger(keeps_case=options.keeps_case),
    )
    blocks = tuple(read_blocks(source.front_matter.body, context))
    title = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), "")
    return MarkdownPage(source.front_matter, Document(title, blocks), source.warnings)
