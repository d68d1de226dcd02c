"""The commands of one run, each a process of its own; what they write goes to one file."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Ended = Literal["done", "incomplete", "failed", "killed"]
ASKDOCS = (sys.executable, "-c", "from app.child import end_with_parent as e; e(); from app.cli import main; main()")
INDEX = (*ASKDOCS, "index")
CLOSE_GAPS = (*ASKDOCS, "gaps", "--quiet")
MAX_LOG_BYTES = 1_000_000
MAX_DETAIL_CHARACTERS = 300
STOP_SECONDS = 5.0
SOME_PAGES_FAILED = 3
STOPPED = 130
SUCCESSES = frozenset({"done", "incomplete"})


@dataclass(frozen=True, slots=True)
class RunCommands:
    """A run is a process of its own: it takes no CPU from answers in this one, and may be killed without harm."""

    log: Path
    index: Sequence[str] = INDEX
    then: Sequence[str] = ()
    """A command that follows on a run that has changed what is answered; what it says is told, too."""

    async def run(self) -> tuple[Ended, str]:
        """Run them; how they ended, with their last line. When this is cancelled, they are stopped.

        Raises:
            OSError: a process cannot be started, or the log not be written.
        """
        self.log.write_bytes(b"")
        code = await self._wait_for_process(self.index)
        result = _read_code(code)
        detail = self.read_last_line() or f"It left with {code}."
        if self.then and result in SUCCESSES:
            detail = await self._follow(detail)
        return result, detail

    def read_log(self) -> str:
        """What they wrote; the end of it when it is long."""
        try:
            with self.log.open("rb") as log:
                size = log.seek(0, 2)
                log.seek(max(0, size - MAX_LOG_BYTES))
                return log.read().decode(errors="replace")
        except OSError:
            return ""

    def read_last_line(self) -> str:
        """The last line that says something."""
        lines = [line.strip() for line in self.read_log().splitlines() if line.strip()]
        return lines[-1][:MAX_DETAIL_CHARACTERS] if lines else ""

    async def _follow(self, detail: str) -> str:
        """Run what follows; a failure of it is told and makes none of the run: the index is new."""
        written = len(self.read_log())
        code = await self._wait_for_process(self.then)
        said = " ".join(self.read_log()[written:].split())
        return " ".join(filter(None, (detail, said or (f"Gaps: it left with {code}." if code else ""))))[
            :MAX_DETAIL_CHARACTERS
        ]

    async def _wait_for_process(self, command: Sequence[str]) -> int:
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,  # see `app.child`
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for this process, which stops the other
            )
            try:
                return await process.wait()
            except asyncio.CancelledError:
                await _stop(process)
                raise


async def _stop(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _read_code(code: int) -> Ended:
    if code < 0 or code == STOPPED:
        return "killed"
    codes: dict[int, Ended] = {0: "done", SOME_PAGES_FAILED: "incomplete"}
    return codes.get(code, "failed")
