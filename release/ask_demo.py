"""Starts `askdocs demo` in the working folder, asks it one question, and prints the answer as JSON.

`python ask_demo.py ASKDOCS QUESTION`: of the standard library alone, so that any Python runs it.
"""

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request

SECONDS = 600
"""A first start embeds all pages, which took 100 seconds of a core that six others shared."""


def main() -> None:
    """Ask, then stop the demo as Ctrl-C does."""
    program, question = sys.argv[1:]
    started = time.monotonic()
    demo = subprocess.Popen([program, "demo", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        address = find_address(demo)
        ready = time.monotonic() - started
        request = urllib.request.Request(
            f"{address}/chat", json.dumps({"query": question}).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            answer = json.load(response)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=60)
    print(json.dumps({"ready": ready, "exit_code": demo.returncode, "answer": answer}))


def find_address(demo: "subprocess.Popen[str]") -> str:
    """What the demo prints once it is ready."""
    assert demo.stdout is not None
    said = ""
    for line in demo.stdout:
        said += line
        if found := re.search(r"start here\s+(http://\S+?)/?\s*$", line):
            return found[1]
    sys.exit(f"The demo has ended:\n{said}")


if __name__ == "__main__":
    main()
