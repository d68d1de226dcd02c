"""What 1 to 10,000 sites and 1 to 1,000 answers a second need: arithmetic and a small simulation.

    python -m benchmarks scaling

All it is made of stands in `_scaling/figures.py`. Writes `artifacts/scaling.md`, whose tables belong into
`website/docs/scaling.md`, and `artifacts/scaling.svg`, which belongs into `website/static/img`: a test compares them.
"""

from benchmarks._load.processes import ROOT
from benchmarks._scaling.report import draw, format_answers, format_sites, plan_all


def main() -> None:
    """Print the tables; a second."""
    answers, stored = plan_all()
    tables = f"{format_answers(answers)}\n{format_sites(stored)}"
    print(tables)
    artifacts = ROOT / "artifacts"
    artifacts.mkdir(exist_ok=True)
    (artifacts / "scaling.md").write_text(tables, encoding="utf-8")
    (artifacts / "scaling.svg").write_text(draw(answers, stored), encoding="utf-8")


if __name__ == "__main__":
    main()
