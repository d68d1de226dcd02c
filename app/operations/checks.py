"""Checks of what answers depend on, for `/health/ready` and for `askdocs doctor`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from app.index import format_gate
from app.operations.scheduling.service_runs import Runs, ServiceRuns
from app.parts import SiteParts
from app.wires.health import Check, create_cached_check
from chains.errors import AskdocsError, StoreUnavailableError
from chains.settings import AnswerSettings

if TYPE_CHECKING:
    from app.jobs import Jobs

MODEL_CHECK_SECONDS = 30


def create_readiness_checks(sites: Sequence[SiteParts], runs: ServiceRuns | None = None) -> dict[str, Check]:
    """Build the checks of `/health/ready`. An open circuit fails its check at once; the model's check is cached.

    Of several sites, one that can be asked is enough: a site without an index must not take the others away.
    """
    site = sites[0]
    check_model = create_cached_check(create_checks(site)["model"], seconds=MODEL_CHECK_SECONDS)

    async def model() -> str:
        site.process.gemini.raise_if_away()
        return await check_model()

    async def limits() -> str:
        trouble = site.process.counters.trouble
        return f"{trouble}: each process counts for itself" if trouble else "counted in Redis"

    async def caches() -> str:
        trouble = site.process.caches.trouble
        return f"{trouble}: each process keeps for itself" if trouble else "shared in Redis"

    readiness: dict[str, Check] = {"index": partial(_check_indexes, sites), "model": model}
    if runs is not None and runs.jobs is not None:
        readiness["index_jobs"] = partial(_tell_queue, runs.jobs)
    elif runs is not None:
        for name, runs_of_site in runs.of_sites.items():
            key = "index_runs" if len(runs.of_sites) == 1 else f"index_runs {name}"
            readiness[key] = partial(_tell_run, runs_of_site)
    if site.process.settings.limits.redis_url.get_secret_value():
        readiness |= {"limits": limits, "caches": caches}
    return readiness


async def _check_indexes(sites: Sequence[SiteParts]) -> str:
    if len(sites) == 1:
        return await _check_index(sites[0])
    told: list[str] = []
    failures: list[AskdocsError] = []
    for site in sites:
        try:
            told.append(f"{site.name}: {await _check_index(site)}")
        except AskdocsError as error:
            failures.append(error)
            told.append(f"{site.name}: {error}")
    if len(failures) == len(sites):
        raise failures[0]
    return "; ".join(told)


async def _check_index(site: SiteParts) -> str:
    site.guarded_index.breaker.raise_if_open()
    return await create_checks(site)["index"]()


async def _tell_run(runs: Runs) -> str:
    """The last run that the service started. One that failed leaves the index as it was: answers go on."""
    status = await runs.load_status()
    if not status.result:
        return "none yet"
    began = f"{datetime.fromtimestamp(status.started_at, UTC):%F %H:%M} UTC"
    success = (
        f"{datetime.fromtimestamp(status.last_success_at, UTC):%F %H:%M} UTC" if status.last_success_at else "never"
    )
    return f"{status.result}, begun {began}, last success {success}"


async def _tell_queue(jobs: "Jobs") -> str:
    """What workers have to do. Answers do not depend on it: not even when the database is away."""
    try:
        figures = await jobs.records.count()
    except StoreUnavailableError as error:
        return f"unknown, for the queue cannot be read: {error}"
    oldest = f", the oldest for {figures.oldest_seconds:.0f} s" if figures.waiting else ""
    return f"{figures.running} under way, {figures.waiting} waiting{oldest}, {figures.put_off} put off"


def create_checks(site: SiteParts) -> dict[str, Check]:
    """Build the checks of the index and of the model, by name."""
    gemini = site.process.settings.gemini

    async def check_model() -> str:
        await site.process.gemini.check()
        if gemini.is_emulated:
            return "the emulator answers, with sentences of the passages: this is not Gemini"
        return f"{gemini.chat_model} and {gemini.embedding_model} can be used"

    async def check_index() -> str:
        record = await site.index.check()
        run, newest = record.last_run, await site.index.load_record()
        newer = (
            "" if newest.generation == record.generation else "; a newer index waits for a restart with its settings"
        )
        return (
            f"passages: {run.points:,}, pages: {run.pages:,}, indexed {run.started:%F}; "
            f"gate {format_gate(record.calibration)}{newer}"
        )

    return {"index": check_index, "model": check_model}


def describe_answers(settings: AnswerSettings) -> str:
    """What looks at passages and sentences, and costs more than the answer itself where it is a model."""
    proved = {
        "strings": "by strings alone",
        "embeddings": "by strings, with vectors of the embedding model: a call for each answer",
        "model": "by strings, and by the chat model: a call for each answer",
    }
    ordered = {
        "none": "in the order of the search",
        "model": "in an order of the chat model where the search is unsure",
    }
    order = ordered.get(settings.reranker, f"in the order of the cross-encoder in {settings.reranker}")
    return f"sentences are proved {proved[settings.support]}; passages come {order}"
