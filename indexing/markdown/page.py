"""One Markdown or MDX file: its front matter and the blocks of its page."""

from dataclasses import dataclass

from indexing.blocks import Article
from indexing.files.decoding import clean_text, decode
from indexing.formatting import format_link
from indexing.javascript import ModuleLoader
from indexing.markdown.context import Context, MarkdownOptions, is_mdx
from indexing.markdown.front_matter import FrontMatter, split_front_matter
from indexing.markdown.heading_ids import Slugger
from indexing.markdown.inline import LinkFormatter
from indexing.markdown.literals import Literals, load_no_module
from indexing.markdown.reader import read_blocks


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A file that was read. `warnings` say what had to be mended."""

    front_matter: FrontMatter
    article: Article
    warnings: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    """What its page shows that its text does not tell: components and expressions, as they are written."""


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A file of which only the front matter was read."""

    front_matter: FrontMatter
    warnings: tuple[str, ...] = ()


def read_markdown_file(content: bytes) -> MarkdownFile:
    """Reads the front matter from a file's bytes. Raises PageError when the file is binary."""
    decoded = decode(content)
    front_matter = split_front_matter(clean_text(decoded.text))
    return MarkdownFile(front_matter, tuple(filter(None, (decoded.warning, front_matter.warning))))


def read_markdown_page(
    file: MarkdownFile,
    *,
    path: str,
    options: MarkdownOptions | None = None,
    load: ModuleLoader = load_no_module,
    format_target: LinkFormatter = format_link,
) -> MarkdownPage:
    """Reads the page. `path` is the file's: it decides the format, and `load` finds what the file imports."""
    options = options or MarkdownOptions()
    own = file.front_matter.values.get("mdx")
    own_format = own.get("format") if isinstance(own, dict) else None
    context = Context(
        is_mdx(path, own_format if own_format in {"md", "mdx", "detect"} else options.format),
        path,
        options,
        load,
        format_target,
        slugger=Slugger(keeps_case=options.keeps_case),
        literals=Literals(path, load, {"frontMatter": dict(file.front_matter.values), "props": {}}),
    )
    blocks = tuple(read_blocks(file.front_matter.body, context))
    title = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), "")
    return MarkdownPage(file.front_matter, Article(title, blocks), file.warnings, tuple(context.unresolved.names))
