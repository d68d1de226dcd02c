"""`python -m benchmarks [NAME …]`: run these benchmarks, or all of them; each prints its table."""

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Run what the arguments name."""
    here = Path(__file__).parent
    known = sorted(path.stem for path in here.glob("*.py") if not path.stem.startswith("_"))
    chosen = sys.argv[1:] or known
    if unknown := set(chosen) - set(known):
        sys.exit(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
    for name in chosen:
        print(f"\n# {name}\n", flush=True)
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
