"""`langserve.yaml`: what is served, and to whom."""

from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from app.settings.extras import is_installed
from app.settings.groups import ServerSettings
from app.settings.resources import langserve_yaml
from app.settings.route_problems import format_problems
from app.settings.sites import DEFAULT_SITE, Site, check_sites
from app.settings.wires import DEFAULT_WIRES, OWN_PATHS, WireName, list_models
from app.settings.yaml_file import load_yaml
from chains.errors import SettingsError, UsageError

RESERVED_PATHS = frozenset(
    {"/api/chat", "/docs", "/feedback", "/health", "/health/ready", "/metrics", "/openapi.json", "/search", "/site"}
)
"""Paths of wires of ours, or that a wire of ours may have."""
RESERVED_FOLDERS = tuple(
    f"{folder}/"
    for folder in ("/admin", "/api/chat", "/chatkit", "/docs/assets", "/mcp", "/pages", "/site", "/v1", "/widget")
)
EndpointName = Literal[
    "invoke",
    "batch",
    "stream",
    "stream_log",
    "stream_events",
    "playground",
    "input_schema",
    "output_schema",
    "config_schema",
    "config_hashes",
]

PLAYGROUND_NEEDS: dict[str, tuple[EndpointName, ...]] = {
    "default": ("stream_log",),
    "chat": ("stream_log", "input_schema", "output_schema", "config_hashes"),
}
"""What LangServe's pages call: without one of these they stay blank, or do nothing."""


class Route(BaseModel):
    """One chain under one path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9_-]+)+$", description="such as /chat")]
    chain: Annotated[str, Field(pattern=r"^([\w.]+|.+\.py):\w+$", description="module:factory or ./file.py:factory")]
    site: str = ""
    """The name of the site from which it answers; empty: the first one."""
    playground: Literal["default", "chat"] = "default"
    wires: Annotated[tuple[WireName, ...], Field(min_length=1)] = DEFAULT_WIRES
    open_wires: tuple[WireName, ...] = ()
    """Those that want no key when `API_KEYS` is set."""
    public: tuple[EndpointName, ...] = ()
    """LangServe's endpoints for everyone who may ask."""
    developer: tuple[EndpointName, ...] = ()

    @field_validator("chain")
    @classmethod
    def _find_file(cls, chain: str, info: ValidationInfo) -> str:
        """A file's path counts from the folder of `langserve.yaml`."""
        folder: Path = (info.context or {}).get("folder", Path())
        return str((folder / chain).resolve()) if chain.rpartition(":")[0].endswith(".py") else chain

    @model_validator(mode="after")
    def _check_wires(self) -> Self:
        for key, names in (("wires", self.wires), ("open_wires", self.open_wires)):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{', '.join(twice)} stands twice under {key}; name each once")
        if closed := [name for name in self.open_wires if name not in self.wires]:
            raise ValueError(f"{', '.join(closed)} stands under open_wires and not under wires; add it there")
        if "langserve" not in self.wires and (self.public or self.developer):
            raise ValueError("public and developer list LangServe's endpoints; add langserve to wires, or remove them")
        return self

    @model_validator(mode="after")
    def _check_endpoints(self) -> Self:
        twice = sorted(set(self.public) & set(self.developer))
        if twice:
            raise ValueError(f"{', '.join(twice)} stands under public and under developer; choose one")
        if "config_hashes" in self.public:
            raise ValueError("config_hashes opens every endpoint to configuration; it can only be a developer endpoint")
        self._check_playground()
        return self

    def _check_playground(self) -> None:
        """Whoever may open the page must reach what it calls."""
        reached = self.public if "playground" in self.public else (*self.public, *self.developer)
        missing = [name for name in PLAYGROUND_NEEDS[self.playground] if name not in reached]
        if "playground" in (*self.public, *self.developer) and missing:
            kind = "" if self.playground == "default" else f"{self.playground} "
            where = "public" if "playground" in self.public else "developer"
            raise ValueError(f"the {kind}playground needs {', '.join(missing)} as well; add what is missing to {where}")

    @property
    def paths(self) -> list[str]:
        """Every path that the route may answer at, but those below `/c/{hash}`; also those of a further route."""
        own = (path.strip("/") for path in OWN_PATHS.values())
        return [self.path, *(f"{self.path}/{name}" for name in (*get_args(EndpointName), *own))]


class LangServeConfig(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1]
    sites: Annotated[tuple[Site, ...], Field(min_length=1)] = (Site(name=DEFAULT_SITE),)
    routes: Annotated[tuple[Route, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_sites(self) -> Self:
        check_sites(self.sites)
        known = [site.name for site in self.sites]
        for route in self.routes:
            if route.site and route.site not in known:
                names = ", ".join(known)
                raise ValueError(f"the route {route.path} names the site {route.site}; the sites are {names}")
        return self

    @model_validator(mode="after")
    def _check_paths(self) -> Self:
        taken: dict[str, str] = {}
        for route in self.routes:
            if route.path in {other.path for other in self.routes if other is not route}:
                raise ValueError(f"two routes have the path {route.path}")
            for path in route.paths:
                if path in RESERVED_PATHS or f"{path}/".startswith(RESERVED_FOLDERS):
                    raise ValueError(f"the path {route.path} collides with {path}, which is ours; choose another one")
                if path in taken:
                    raise ValueError(f"the routes {taken[path]} and {route.path} collide at {path}; rename one of them")
                taken[path] = route.path
        return self

    @model_validator(mode="after")
    def _check_models(self) -> Self:
        """All routes answer at one address there, so callers cannot be told apart by their route."""
        served = [route for route in self.routes if "openai" in route.wires]
        if len({"openai" in route.open_wires for route in served}) > 1:
            raise ValueError("openai stands under open_wires of some routes only; it has one address: name it in all")
        if any("askdocs" in list_models(route.path, is_first=False) for route in served if route is not self.routes[0]):
            raise ValueError("the path /askdocs collides with the model askdocs, which is the first route; rename it")
        return self

    def open_all_wires(self) -> Self:
        """The same, where the first route opens ChatKit too when its package is installed: for the demo."""
        first, *others = self.routes
        if "chatkit" in first.wires or not is_installed("chatkit"):
            return self
        opened = first.model_copy(update={"wires": (*first.wires, "chatkit")})
        return self.model_copy(update={"routes": (opened, *others)})

    def find_site(self, name: str = "") -> Site:
        """The site of a name; without one, the first, which is meant where nobody names a site.

        Raises:
            UsageError: there is none of this name.
        """
        for site in self.sites:
            if name in {"", site.name}:
                return site
        known = ", ".join(site.name for site in self.sites)
        raise UsageError(f"langserve.yaml has no site {name}. Its sites are {known}.")

    def list_sites_of_key(self, key: str) -> list[str]:
        """The sites that name a key of `API_KEYS`; empty for a key that may ask all."""
        return [site.name for site in self.sites if key in site.keys]

    def find_site_route(self, site: str) -> Route:
        """The first route that answers from a site.

        Raises:
            UsageError: none does.
        """
        for route in self.routes:
            if self.find_site(route.site).name == site:
                return route
        raise UsageError(f"No route of langserve.yaml answers from the site {site}. Add one with `site: {site}`.")

    def choose_route(self, path: str = "", site: str = "") -> Route:
        """The route at a path, or else the first that answers from a site, or else the first.

        Raises:
            UsageError: there is none, or the route answers from another site.
        """
        if not site:
            return self.find_route(path)
        route = self.find_route(path) if path else self.find_site_route(self.find_site(site).name)
        if (found := self.find_site(route.site).name) != site:
            raise UsageError(f"The route {path} answers from the site {found}, not from {site}.")
        return route

    def find_route(self, path: str = "") -> Route:
        """The route at a path; without one, the first, which answers where nobody names a route.

        Raises:
            UsageError: there is none at this path.
        """
        for route in self.routes:
            if path in {"", route.path}:
                return route
        known = ", ".join(route.path for route in self.routes)
        raise UsageError(f"langserve.yaml has no route {path}. Its routes are {known}.")


def load_langserve_config(settings: ServerSettings) -> LangServeConfig:
    """Read the file that `LANGSERVE_CONFIG` names, else `langserve.yaml` here, else the packaged one.

    Raises:
        SettingsError: the file is missing or unreadable, or holds something unknown; the message names it.
    """
    path = settings.langserve_config or Path("langserve.yaml")
    if settings.langserve_config is None and not path.exists():
        path = langserve_yaml()
    try:
        content = load_yaml(path)
    except FileNotFoundError:
        raise SettingsError(f"LANGSERVE_CONFIG names {path}, which does not exist.") from None
    try:
        config = LangServeConfig.model_validate(content, context={"folder": path.parent})
    except ValidationError as error:
        problems = format_problems(error, LangServeConfig, content)
        raise SettingsError(f"{path}: {problems.removesuffix('?')}{'?' if problems.endswith('?') else '.'}") from None
    _check_root_path(settings.server_root_path, config)
    _check_keys(settings, config)
    return config


def _check_keys(settings: ServerSettings, config: LangServeConfig) -> None:
    for site in config.sites:
        if unknown := sorted(set(site.keys) - settings.named_keys.keys()):
            raise SettingsError(
                f"The site {site.name} of langserve.yaml names the key {unknown[0]}, which is not in API_KEYS. Add it "
                "there, or remove the name."
            )


def _check_root_path(prefix: str, config: LangServeConfig) -> None:
    """With a prefix that our own paths begin with, nobody could tell whether a proxy has taken it off."""
    paths = {*RESERVED_PATHS, *RESERVED_FOLDERS, *(route.path for route in config.routes)}
    same = sorted(path for path in paths if prefix and f"{path}/".startswith(f"{prefix}/"))
    if same:
        raise SettingsError(f"SERVER_ROOT_PATH: {prefix} is the beginning of {same[0]}, which is ours; choose another.")
