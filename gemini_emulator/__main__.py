"""`python -m gemini_emulator --port 8085`: the emulator alone, until Ctrl+C."""

import argparse
import sys

from gemini_emulator.errors import KEY_PREFIX, EmulatorError


def main() -> int:
    """0 when it was stopped, 2 when it could not start."""
    options = _parse_options()
    from gemini_emulator.app import create_app  # noqa: PLC0415  `--help` needs no web framework
    from gemini_emulator.server import base_url, create_server, listen  # noqa: PLC0415

    try:
        listener = listen(options.host, options.port)
    except EmulatorError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    url = base_url(listener)
    sys.stdout.write(
        f"Gemini emulator (not Gemini: answers are extracts, vectors are {options.embeddings}) on {url}\n"
        f"GEMINI_BASE_URL={url}\n"
        f"GEMINI_API_KEY={KEY_PREFIX}key   (any key that begins with {KEY_PREFIX})\n"
    )
    if options.control:
        sys.stdout.write(f"Control: {url}/control/calls\n")
    sys.stdout.flush()
    create_server(create_app(control=options.control, embeddings=options.embeddings)).run(sockets=[listener])
    return 0


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m gemini_emulator", description="Gemini's REST API on loopback, for demos, tests and load."
    )
    parser.add_argument("--port", type=int, default=8085, help="0 picks a free one (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--control", action="store_true", help="add /control: scripted answers, faults, limits")
    parser.add_argument("--embeddings", choices=("minilm", "hash"), default="minilm", help="default: %(default)s")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
