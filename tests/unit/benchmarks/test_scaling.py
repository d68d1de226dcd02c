"""What the page on scaling says is what is computed from the figures."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from benchmarks._scaling.figures import FIGURES, PLAN
from benchmarks._scaling.report import draw, format_answers, format_sites, plan_all, plan_answers, plan_sites
from benchmarks._scaling.simulation import simulate

WEBSITE = Path(__file__).parents[3] / "website"
planned = cache(plan_all)


def test_the_page_shows_the_tables_and_the_plot_of_today() -> None:
    answers, stored = planned()
    page = (WEBSITE / "docs/scaling.md").read_text()
    cure = "run `python -m benchmarks scaling`, and copy what it writes"
    assert format_answers(answers) in page, cure
    assert format_sites(stored) in page, cure
    assert draw(answers, stored) == (WEBSITE / "static/img/scaling.svg").read_text(), cure


def test_the_page_names_the_figures_that_it_is_made_of() -> None:
    page = (WEBSITE / "docs/scaling.md").read_text()
    for figure in (
        f"{FIGURES.answer_ms} ms of CPU",
        f"{FIGURES.first_process_mb} MB",
        f"{FIGURES.next_process_mb} MB",
        f"{FIGURES.answer_mb} MB",
        f"{FIGURES.site_mb} MB and {FIGURES.site_start_ms} ms",
        f"{FIGURES.own_collection_mb} MB each",
        f"{FIGURES.prompt_tokens:,} tokens",
        f"{PLAN.quota_requests:,} calls a minute",
        f"LIMIT_CONCURRENT_ANSWERS={PLAN.at_once}",
    ):
        assert figure in page


def test_without_enough_processes_readers_are_refused_and_with_enough_nobody_is() -> None:
    assert simulate(100, 1, 1, FIGURES, PLAN).refused > 0.2
    assert plan_answers(50).outcome.refused == 0


def test_a_busy_core_makes_everybody_wait() -> None:
    calm, busy = (simulate(rate, 1, 1, FIGURES, replace(PLAN, at_once=5000)) for rate in (10, 180))
    assert busy.busy > 0.9
    assert busy.p95 > calm.p95


def test_gemini_writes_as_much_as_its_quota_allows() -> None:
    outcome = simulate(100, 20, 1, FIGURES, replace(PLAN, quota_requests=3000))
    assert 0.45 < outcome.written < 0.6
    assert simulate(100, 20, 1, FIGURES, PLAN).written == 1


def test_a_cluster_has_three_nodes_or_as_many_as_hold_all_copies() -> None:
    assert [plan_sites(sites).nodes for sites in (1, 20)] == [1, 3]
    large = plan_sites(10_000)
    assert large.copies * large.gigabytes <= large.nodes * PLAN.node_gb * PLAN.busy
    assert large.keys > 0
