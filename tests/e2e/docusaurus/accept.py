"""`python -m tests.e2e.docusaurus.accept`: build every variant and keep the result as the golden file."""

from tests.e2e.docusaurus.building import build, ensure_docusaurus, read_build, save_golden
from tests.e2e.docusaurus.fixture import VARIANTS


def main() -> None:
    """Build, read, write."""
    ensure_docusaurus()
    save_golden({variant.name: read_build(build(variant) / "build", variant) for variant in VARIANTS})


if __name__ == "__main__":
    main()
