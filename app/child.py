"""A process that ends with the one that has started it."""

import os
import signal
import sys
from threading import Thread


def end_with_parent() -> None:
    """Stop this process as Ctrl-C does, so that it lets go of its locks, at SIGTERM and at the end of standard input.

    That is a pipe to which nobody writes: it ends with the process that holds its other end. A run that went on alone
    would hold the lock of its site, and nobody could see or cancel it.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin with it ignored
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    Thread(target=_wait_for_parent, name="parent", daemon=True).start()


def _wait_for_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
