"""What stands around a page of the demo: its header, the list of pages, and how it looks in light and dark."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template
from urllib.parse import quote, urlencode

from app.wires.pages.code import format_code_styles

STYLES = """\
:root { color-scheme: light dark; --text: #1c1e21; --dim: #59616b; --page: #fff; --shade: #f5f6f8; --line: #dadee4;
  --link: #1d5fa8; --accent: #e9f2fc; font: 16px/1.65 system-ui, sans-serif; scroll-padding-top: 6.5rem; }
@media (prefers-color-scheme: dark) { :root { --text: #e3e6ea; --dim: #a5adb8; --page: #15181c; --shade: #1e2227;
  --line: #3a414a; --link: #8ec5ff; --accent: #1d2b3a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); }
a { color: var(--link); }
.top { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem;
  padding: .6rem 1.25rem; background: var(--page); border-bottom: 1px solid var(--line); }
.top strong { margin-inline-end: auto; font-size: 1.1rem; }
.top strong a { color: inherit; text-decoration: none; }
.to-pages { display: none; }
.strip { flex: 0 0 calc(100% + 2.5rem); margin: .4rem -1.25rem -.6rem; padding: .5rem 1.25rem; font-size: .9rem;
  background: var(--accent); }
.frame { display: grid; grid-template-columns: 15rem minmax(0, 46rem); gap: 3rem; max-width: 68rem; margin: 0 auto;
  padding: 1.5rem 1.25rem 6rem; }
.pages { font-size: .92rem; position: sticky; top: 7rem; align-self: start; max-height: calc(100vh - 8rem);
  overflow-y: auto; }
.pages h2 { font-size: .8rem; text-transform: uppercase; letter-spacing: .04em; color: var(--dim);
  margin: 1.2rem 0 .3rem; }
.pages ul { list-style: none; margin: 0; padding: 0; }
.pages li a { display: block; padding: .2rem .6rem; border-radius: .3rem; color: inherit; text-decoration: none; }
.pages li a:hover { background: var(--shade); }
.pages li a[aria-current] { background: var(--accent); color: var(--link); font-weight: 600; }
.starters { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 2rem; padding: 0; list-style: none; }
.starters a { display: block; border: 1px solid var(--line); border-radius: 2rem; padding: .35rem .9rem;
  text-decoration: none; }
.starters a:hover { border-color: var(--link); }
main { overflow-wrap: break-word; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 2.2rem 0 .8rem; padding-bottom: .3rem;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 1.2rem; margin: 1.8rem 0 .6rem; }
code { font: .88em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--shade);
  border-radius: .25rem; padding: .1em .35em; }
pre { overflow-x: auto; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: .4rem;
  background: var(--shade); }
pre code { padding: 0; background: none; }
.table { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; }
td, th { border: 1px solid var(--line); padding: .35rem .7rem; text-align: start; vertical-align: top; }
th { background: var(--shade); }
blockquote { margin: 0 0 1rem; padding-inline-start: 1rem; border-inline-start: 4px solid var(--line); }
img { max-width: 100%; }
.admonition { border-inline-start: 4px solid var(--link); background: var(--accent); border-radius: .3rem;
  padding: .6rem 1rem .1rem; margin: 1rem 0; }
.admonition-title { font-weight: 600; margin: 0 0 .3rem; }
:target { outline: 2px solid var(--link); outline-offset: 4px; border-radius: .2rem; }
@media (max-width: 56rem) {
  .frame { grid-template-columns: minmax(0, 1fr); gap: 1rem; }
  .pages { position: static; max-height: none; order: 2; border-top: 1px solid var(--line); }
  .top { position: static; }
  .top .to-pages { display: inline; }
  .top strong { flex-basis: 100%; }
}
"""
_PAGE = Template("""\
<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
$metas<link rel="icon" href="data:,">
<style>$styles</style>
<script src="/widget/askdocs.js" defer $options></script>
</head>
<body>
<header class="top"><strong><a href="/">askdocs demo</a></strong><a class="to-pages" href="#pages">Pages</a>$links
$strip</header>
<div class="frame">
<nav class="pages" id="pages" aria-label="Pages">$pages</nav>
<main>$body</main>
</div>
</body>
</html>
""")


def format_page(
    title: str,
    body: str,
    *,
    language: str,
    version: str,
    pages: Mapping[str, Sequence[tuple[str, str]]],
    current: str,
    links: Mapping[str, str],
    strip: str,
    questions: Sequence[str],
) -> str:
    """One page as HTML. `pages` are paths and titles by folder, `links` addresses by what they are called.

    `questions` are what the panel offers. The panel reads the page's language and version in its head.
    """
    options = {"data-search": "", "data-history": "browser", "data-questions": "|".join(questions)}
    return _PAGE.substitute(
        title=escape(title),
        language=escape(language or "en"),
        metas=_format_metas({"docsearch:language": language, "docsearch:version": version}),
        styles=STYLES + format_code_styles(),
        options=" ".join(
            f'{name}="{escape(value)}"' for name, value in options.items() if value or name != "data-questions"
        ),
        links="".join(f'<a href="{escape(address)}">{escape(name)}</a>' for name, address in links.items()),
        strip=f'<p class="strip" role="note">{escape(strip)}</p>' if strip else "",
        pages=_format_list(pages, current),
        body=body,
    )


def _format_metas(metas: Mapping[str, str]) -> str:
    return "".join(f'<meta name="{name}" content="{escape(content)}">\n' for name, content in metas.items() if content)


def format_starters(questions: Iterable[str]) -> str:
    """The questions as links that open the panel, which sends them when the reader says so."""
    items = "".join(
        f'<li><a href="{escape("/?" + urlencode({"ask": question}))}">{escape(question)}</a></li>'
        for question in questions
    )
    return f'<ul class="starters" aria-label="Questions to begin with">{items}</ul>' if items else ""


def _format_list(pages: Mapping[str, Sequence[tuple[str, str]]], current: str) -> str:
    """The pages, each folder under a heading of its own."""
    return "".join(
        (f"<h2>{escape(_name(folder))}</h2>" if folder else "")
        + f"<ul>{''.join(_format_item(path, title, is_current=path == current) for path, title in found)}</ul>"
        for folder, found in pages.items()
    )


def _format_item(path: str, title: str, *, is_current: bool) -> str:
    marked = ' aria-current="page"' if is_current else ""
    return f'<li><a href="{escape(quote(path))}"{marked}>{escape(title)}</a></li>'


def _name(folder: str) -> str:
    """A folder's name as a heading: `getting-started` is Getting started."""
    text = folder.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]
