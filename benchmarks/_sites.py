"""Documentation sites made by a script, as Markdown sources and as Docusaurus builds them: every page is another."""

import json
import random
from pathlib import Path

SECTIONS = 12
URL = "https://bench.example"
_BEGINS = ("ba", "de", "fi", "go", "lu", "mi", "no", "pe", "ra", "so", "tu", "ve")
_ENDS = ("bar", "din", "ket", "lom")
_WORDS = [begin + end for begin in _BEGINS for end in _ENDS]

_CONFIG = """module.exports = {{
  title: 'Bench', url: '{url}', baseUrl: '/', future: {{v4: false}},
  presets: [['classic', {{docs: {{routeBasePath: '/'}}, blog: false}}]],
}};
"""
_CHROME = "".join(
    f'<li class="theme-doc-sidebar-item-link menu__list-item"><a class=menu__link href=/group/page-{number}>Page</a>'
    for number in range(60)
)


def write_sources(folder: Path, pages: int, *, versions: int = 1) -> None:
    """A Docusaurus project of `pages` Markdown files of about 6 KB: prose, lists, code, tables, admonitions.

    With several versions, every sixth page differs in each of them and the others are the same.
    """
    folder.mkdir(parents=True)
    (folder / "docusaurus.config.js").write_text(_CONFIG.format(url=URL), encoding="utf-8")
    names = [f"{version}.0" for version in range(1, versions)]
    if names:
        (folder / "versions.json").write_text(json.dumps(names), encoding="utf-8")
    for number in range(pages):
        version, page = divmod(number, pages // versions)
        docs = folder / "versioned_docs" / f"version-{version}.0" if version else folder / "docs"
        file = docs / f"group-{page // 50}" / f"page-{page}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(format_markdown(page if page % 6 else number), encoding="utf-8")


def format_markdown(number: int) -> str:
    """One page of twelve sections."""
    source = random.Random(number)
    parts = [f"---\ntitle: Page {number}\nsidebar_position: {number % 50}\n---\n\n{_prose(source, 30)}\n"]
    parts += (
        f"## {_heading(source)} {section}\n\n{_prose(source, 45)}\n\n{_extra(source, section)}\n"
        for section in range(SECTIONS)
    )
    return "\n".join(parts)


def _extra(source: random.Random, section: int) -> str:
    match section % 4:
        case 0:
            return f"```bash\naskdocs {_prose(source, 8)}\nexit 0\n```"
        case 1:
            return "\n".join(f"- {_prose(source, 8)}" for _ in range(3))
        case 2:
            rows = "\n".join(f"| {_prose(source, 2)} | {_prose(source, 3)} |" for _ in range(3))
            return f"| name | meaning |\n|---|---|\n{rows}"
        case _:
            return f":::note\n\n{_prose(source, 20)} See [there](./page-{section}.md) and `{_prose(source, 1)}`.\n\n:::"


def write_build(folder: Path, pages: int) -> None:
    """What Docusaurus would build of such pages: minified, with a sidebar of 60 links, about 18 KB each."""
    for number in range(pages):
        file = folder / f"group-{number // 50}" / f"page-{number}" / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_format_html(number), encoding="utf-8")
    (folder / "index.html").write_text("<!doctype html><html lang=en><title>Bench</title><body><main>Bench</main>")


def _format_html(number: int) -> str:
    source = random.Random(number)
    url = f"{URL}/group-{number // 50}/page-{number}"
    body = "".join(_format_section(source, section) for section in range(SECTIONS))
    return (
        '<!doctype html><html lang=en class="docs-wrapper plugin-docs plugin-id-default docs-version-current">'
        '<head><meta charset=UTF-8><meta name=generator content="Docusaurus v3.10.2">'
        f"<title data-rh=true>Page {number} | Bench</title><meta data-rh=true name=docusaurus_locale content=en>"
        "<meta data-rh=true name=docusaurus_version content=current>"
        f"<meta data-rh=true name=docusaurus_tag content=docs-default-current><link rel=canonical href={url}></head>"
        f"<body><nav class=navbar>Bench</nav><aside><ul class=menu__list>{_CHROME}</ul></aside><main><article>"
        f'<div class="theme-doc-markdown markdown"><header><h1>Page {number}</h1></header><p>{_prose(source, 30)}'
        f"{body}</div></article></main><footer>Copyright</footer></body></html>"
    )


def _format_section(source: random.Random, section: int) -> str:
    heading = f"{_heading(source)} {section}"
    name = heading.lower().replace(" ", "-")
    lines = "".join(
        f'<span class=token-line style="color:#393A34"><span class="token plain">{_prose(source, 5)}</span><br></span>'
        for _ in range(2)
    )
    return (
        f'<h2 class="anchor anchorTargetStickyNavbar" id={name}>{heading}<a href=#{name} class=hash-link>#</a></h2>'
        f"<p>{_prose(source, 45)}<ul><li>{_prose(source, 8)}<li>{_prose(source, 8)}</ul>"
        f'<div class=language-bash><pre class="prism-code language-bash"><code>{lines}</code></pre>'
        f"</div><table><thead><tr><th>name<th>meaning<tbody><tr><td>{_prose(source, 2)}<td>{_prose(source, 3)}</table>"
    )


def _heading(source: random.Random) -> str:
    return " ".join(source.choices(_WORDS, k=2)).capitalize()


def _prose(source: random.Random, words: int) -> str:
    return " ".join(source.choices(_WORDS, k=words))
