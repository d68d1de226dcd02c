"""A wheel is installed into empty environments and used in empty folders, without network behind the downloads.

`python -m release.trial WHEEL [PYTHON …]` tries it with each interpreter.
"""

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from release.commands import ROOT, ReleaseError, Words, run
from release.offline import put_offline

QUESTION = "How do I index my own documentation?"
REFUSALS = {
    "REDIS_URL": ("redis://127.0.0.1:6379", "redis"),
    "DATABASE_URL": ("postgresql://a@127.0.0.1/a", "postgres"),
    "ANSWER_RERANKER": ("a-folder", "rerank"),
}
"""Settings, and the extra that each of them wants."""


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment that holds askdocs and what it brings, and an empty folder."""

    python: Path
    folder: Path
    packages: int
    megabytes: float

    @property
    def askdocs(self) -> Path:
        """The command."""
        return self.python.parent / "askdocs"


def main() -> None:
    """Try a wheel with the interpreters that are named, or with this one."""
    wheel = Path(sys.argv[1]).resolve()
    for python in sys.argv[2:] or [sys.executable]:
        try_wheel(wheel, Path(python))


def try_wheel(wheel: Path, python: Path) -> None:
    """Try it alone, where what an extra brings is refused, and with the extra `demo`, which answers a question.

    Raises:
        ReleaseError: something is not as it should be.
    """
    version = run([python, "-c", "import platform; print(platform.python_version())"]).strip()
    with installed(wheel, python) as alone:
        _tell(version, wheel, alone, "alone")
        check_refusals(alone)
        check_other_package(alone)
    with installed(wheel, python, extras=["demo"]) as environment:
        _tell(version, wheel, environment, "with the extra demo")
        ask_demo(environment)


@contextmanager
def installed(wheel: Path, python: Path, *, extras: Sequence[str] = ()) -> Iterator[Environment]:
    """An environment that pip has filled without network, from what it had downloaded before."""
    with TemporaryDirectory(prefix="askdocs-trial-") as name:
        base = Path(name)
        (base / "empty").mkdir()
        (base / "constraints.txt").write_text("\n".join(read_pins()))
        wanted = f"{wheel}[{','.join(extras)}]" if extras else str(wheel)
        run([python, "-m", "venv", base / "environment"])
        inside = base / "environment" / "bin" / "python"
        pip: Words = [inside, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        run([*pip, "download", "--only-binary=:all:", "--dest", base / "downloads",
             "--constraint", base / "constraints.txt", wanted], folder=base)  # fmt: skip
        run(put_offline(*pip, "install", "--no-index", "--find-links", base / "downloads", wanted), folder=base)
        packages = len(list((base / "downloads").glob("*.whl")))
        size = sum(path.stat().st_size for path in (base / "environment").rglob("*") if path.is_file())
        yield Environment(inside, base / "empty", packages, size / 1e6)


def read_pins(lock: Path = ROOT / "requirements" / "all.lock") -> list[str]:
    """The exact versions of a lock, without their hashes: a built wheel has none."""
    return re.findall(r"^[\w.-]+==[^\\\n]+?(?= *\\?$)", lock.read_text(), re.MULTILINE)


def use(environment: Environment, *arguments: str, expected: int = 0, **variables: str) -> str:
    """Run the command `askdocs` offline in the empty folder."""
    said = run(
        put_offline(environment.askdocs, *arguments),
        folder=environment.folder,
        environment={"COLUMNS": "300", "GEMINI_API_KEY": "", "GOOGLE_API_KEY": "", **variables},
        expected=expected,
    )
    return " ".join(said.split())


def check_refusals(environment: Environment) -> None:
    """What wants an extra is refused with the command that installs it."""
    _demand("askdocs[demo]", use(environment, "demo", expected=2))
    for name, (value, extra) in REFUSALS.items():
        said = use(environment, "status", expected=2, **{name: value})
        _demand(f"{name} wants the extra `{extra}`. Install it: `pip install 'askdocs[{extra}]'`.", said)
        print(f"  {said}")


def check_other_package(environment: Environment) -> None:
    """A package named `app` that is found before ours gives one sentence."""
    other = environment.folder.parent / "other"
    (other / "app").mkdir(parents=True)
    (other / "app" / "__init__.py").write_text("")
    said = use(environment, "--version", expected=2, PYTHONPATH=str(other))
    _demand("is another package, with a name that askdocs has itself", said)
    print(f"  {said}")


def ask_demo(environment: Environment) -> None:
    """The demo answers a question about our own documentation, with a citation."""
    script = Path(__file__).with_name("ask_demo.py")
    started = time.monotonic()
    said = run(
        put_offline(environment.python, script, environment.askdocs, QUESTION),
        folder=environment.folder,
        environment={"GEMINI_API_KEY": "", "GOOGLE_API_KEY": "", "LOG_LEVEL": "error"},
    )
    told = json.loads(said.splitlines()[-1])
    answer = told["answer"]
    if answer["outcome"] != "answered" or not answer["cited"]:
        raise ReleaseError(f"The demo did not answer: {answer}")
    cited = answer["sources"][answer["cited"][0] - 1]["url"]
    print(f"  demo: ready after {told['ready']:.0f} s, answered after {time.monotonic() - started:.0f} s: {cited}")


def _tell(version: str, wheel: Path, environment: Environment, how: str) -> None:
    said = use(environment, "--version")
    _demand(f"askdocs {wheel.name.split('-')[1]}", said)
    size = f"{environment.packages} packages, {environment.megabytes:.0f} MB"
    print(f"Python {version}, {how}: {said}, {size}")


def _demand(expected: str, said: str) -> None:
    if expected not in said:
        raise ReleaseError(f"Expected {expected!r}, but askdocs said: {said}")


if __name__ == "__main__":
    main()
