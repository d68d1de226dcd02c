"""The image without Docker: the Dockerfile's steps, each stage on a layer of its own over this machine's files.

`python -m release.image` as root on Linux. The stage's base is this machine with an empty Python; what the steps write
stays in the layer, which goes when all is done. Then the service is started from the result, as `compose.yaml` does.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from release.artefacts import export
from release.commands import ROOT, ReleaseError, read_git, run
from release.dockerfile import Instruction, load_instructions, put_in, read_pairs
from release.offline import put_offline

_SYSTEM_PYTHON = "/usr/bin/python3"
"""The system's, with Debian's package python3-venv: one below a home is closed to other users."""
_PYTHON = "/usr/local/python"
_PATH = f"{_PYTHON}/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(slots=True)
class Stage:
    """One stage: its root, and what its steps have set so far."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": _PATH})
    arguments: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = "root"
    commands: dict[str, list[str]] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """What steps may name."""
        return self.arguments | self.environment

    def resolve(self, path: str) -> Path:
        """Where a path of the image lies here."""
        return self.root / str(Path(self.folder) / path).lstrip("/")

    def run(self, command: str) -> str:
        """Run a step as its shell would. pip's own settings of this machine hold, so that it finds its index."""
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        variables = [f"{name}={value}" for name, value in (pip | self.variables).items()]
        inside = ["/bin/sh", "-ec", f"cd {self.folder}\n{command}"]
        return run(["chroot", self.root, "/usr/bin/env", "-i", "HOME=/root", *variables, *inside])


def main() -> None:
    """Build and start in a mount namespace that ends with its process; only then the folder is emptied."""
    if len(sys.argv) > 1:
        stage = build(Path(sys.argv[1]), load_instructions(ROOT / "Dockerfile"))
        _show(stage)
        start(stage)
        return
    with TemporaryDirectory(prefix="askdocs-image-") as name:
        command = ["unshare", "--mount", sys.executable, "-m", "release.image", name]
        sys.exit(subprocess.run(command, check=False).returncode)


def build(base: Path, steps: list[Instruction]) -> Stage:
    """Run all steps, and return the last stage."""
    context = export(ROOT, base / "context")
    given = {"VERSION": read_git("describe", "--tags", "--always"), "REVISION": read_git("rev-parse", "HEAD")}
    stages: dict[str, Stage] = {}
    stage = Stage(base)
    for step in steps:
        print(f"{step.name} {step.text[:100]}", flush=True)
        if step.name == "FROM":
            stage = _create_stage(base / f"stage-{len(stages)}")
            stages[step.words[2] if "AS" in step.words else str(len(stages))] = stage
        else:
            _follow(step, stage, stages, context, given)
    return stage


def _follow(step: Instruction, stage: Stage, stages: dict[str, Stage], context: Path, given: dict[str, str]) -> None:
    match step.name:
        case "ARG":
            name, _, value = step.text.partition("=")
            stage.arguments[name] = given.get(name, value.strip('"'))
        case "ENV":
            stage.environment |= read_pairs(step.text, stage.variables)
        case "LABEL":
            stage.labels |= read_pairs(step.text, stage.variables)
        case "WORKDIR":
            stage.folder = step.text
            stage.resolve(".").mkdir(parents=True, exist_ok=True)
        case "USER":
            stage.user = step.text
        case "COPY":
            _copy(step, stage, stages, context)
        case "RUN":
            print("  " + stage.run(step.text).strip().replace("\n", "\n  "), flush=True)
        case "CMD" | "ENTRYPOINT" | "HEALTHCHECK":
            stage.commands[step.name] = step.command


def _copy(step: Instruction, stage: Stage, stages: dict[str, Stage], context: Path) -> None:
    *sources, target = [put_in(word, stage.variables) for word in step.words if not word.startswith("--")]
    other = next((word.removeprefix("--from=") for word in step.words if word.startswith("--from=")), None)
    into = stage.resolve(target)
    for source in sources:
        path = stages[other].resolve(source) if other else context / source
        if path.is_dir():
            shutil.copytree(path, into, symlinks=True, dirs_exist_ok=True)
        else:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, into)


def _create_stage(folder: Path) -> Stage:
    """A layer over this machine's files that holds, as the official image of Python does, `python` with pip."""
    root, upper, work = folder / "root", folder / "upper", folder / "work"
    for path in (root, upper, work):
        path.mkdir(parents=True)
    run(["mount", "-t", "overlay", "overlay", "-o", f"lowerdir=/,upperdir={upper},workdir={work}", root])
    for name in ("proc", "dev"):
        run(["mount", "--rbind", f"/{name}", root / name])
    stage = Stage(root)
    if any((root / path).exists() for path in ("opt/askdocs", "data", "home/askdocs")):
        raise ReleaseError("This machine has /opt/askdocs, /data or /home/askdocs: the image would not begin empty.")
    stage.run(f"{_SYSTEM_PYTHON} -m venv {_PYTHON}")
    return stage


def _show(stage: Stage) -> None:
    size = run(["du", "--summarize", "--bytes", stage.resolve("/opt/askdocs")]).split()[0]
    print(f"labels: {stage.labels}\n/opt/askdocs: {int(size) / 1e6:.0f} MB", flush=True)
    for tool in ("pip", "gcc", "cc", "make"):
        if (found := stage.resolve(f"/opt/askdocs/bin/{tool}")).exists():
            raise ReleaseError(f"The image has a tool that builds: {found}.")


def start(stage: Stage) -> None:
    """Make its root read-only but for /tmp and /data, and let `release.image_run` use it without network."""
    shutil.copytree(ROOT / "website" / "docs" / "contributing", stage.resolve("/site"))
    data = stage.root.with_name("data")
    data.mkdir()
    run(["chroot", stage.root, "chown", stage.user, "/data"])
    shutil.copystat(stage.resolve("/data"), data)
    os.chown(data, stage.resolve("/data").stat().st_uid, stage.resolve("/data").stat().st_gid)
    run(["mount", "--bind", data, stage.resolve("/data")])
    run(["mount", "-t", "tmpfs", "tmpfs", stage.resolve("/tmp")])
    run(["mount", "-o", "remount,ro", stage.root])
    told = {
        "root": str(stage.root),
        "user": stage.user,
        "folder": stage.folder,
        "environment": stage.environment,
        "command": stage.commands["ENTRYPOINT"] + stage.commands["CMD"],
        "entrypoint": stage.commands["ENTRYPOINT"],
        "health": stage.commands["HEALTHCHECK"],
    }
    using = [sys.executable, "-m", "release.image_run", json.dumps(told)]
    print(run(put_offline(*using, is_root=True)), end="")


if __name__ == "__main__":
    main()
