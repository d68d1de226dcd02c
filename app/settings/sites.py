"""The sites that a process serves: which documentation, for whom, and how much of it."""

import re
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from app.settings.schedules import is_schedule

DEFAULT_SITE = "default"
"""The name of the only site where `langserve.yaml` names none."""
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
_ORIGIN = re.compile(r"https?://[^/\s*?#@]+")


class Site(BaseModel):
    """One documentation site, with an index, limits, answers and gaps of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    sources: tuple[str, ...] = ()
    """Folders, files and addresses that its index is made of."""
    languages: tuple[str, ...] = ()
    """The locales of its pages that are indexed; empty: all."""
    schedule: str = ""
    """When the service indexes it, as cron says it, in UTC; empty: never."""
    hosts: tuple[str, ...] = ()
    """Names under which the service is asked for this site alone, as the `Host` header has them."""
    keys: tuple[str, ...] = ()
    """Names in `API_KEYS` that may ask this site; they may ask no other but those that name them, too."""
    cors_origins: tuple[str, ...] = ()
    """Origins of its web pages; empty: `CORS_ORIGINS`."""
    tokens_per_day: Annotated[int, Field(ge=0)] = 0
    """Gemini's tokens a day for this site, beside those of the whole service; 0: as many as that has."""

    @field_validator("hosts")
    @classmethod
    def _check_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise ValueError(f"{host!r} is no host such as ask.example.org, in small letters and without a path")
            if host.endswith((":80", ":443")):
                raise ValueError(f"{host!r}: leave the port out; no client sends one that goes without saying")
        return hosts

    @field_validator("cors_origins")
    @classmethod
    def _check_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is not an origin such as https://docs.example.org (no path, no *)")
        return origins

    @model_validator(mode="after")
    def _check_schedule(self) -> Self:
        if self.schedule and not is_schedule(self.schedule):
            raise ValueError(f"{self.schedule!r} is no time of cron's with five fields, such as 0 3 * * *")
        if self.schedule and not self.sources:
            raise ValueError(f"the site {self.name} has a schedule and no sources; say what is indexed")
        return self


def check_sites(sites: Sequence[Site]) -> None:
    """Raise ValueError for two sites that cannot be told apart."""
    names = [site.name for site in sites]
    hosts = [host for site in sites for host in site.hosts]
    for what, values in (("name", names), ("host", hosts)):
        if twice := sorted({value for value in values if values.count(value) > 1}):
            raise ValueError(f"two sites have the {what} {twice[0]}; each needs its own")
