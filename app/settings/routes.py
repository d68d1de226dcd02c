"""`langserve.yaml`: what is served, and to whom."""

import importlib
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.settings.groups import ServerSettings
from app.settings.resources import langserve_yaml
from chains.errors import SettingsError, UsageError

RESERVED_PATHS = frozenset(
    {"/docs", "/feedback", "/health", "/health/ready", "/metrics", "/openapi.json", "/search", "/site"}
)
"""Paths of wires of ours, or that a wire of ours may have."""
RESERVED_FOLDERS = tuple(
    f"{folder}/" for folder in ("/admin", "/chatkit", "/docs/assets", "/mcp", "/pages", "/site", "/v1", "/widget")
)
Endpoint = Literal[
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


class Route(BaseModel):
    """One chain under one path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9_-]+)+$", description="such as /chat")]
    chain: Annotated[str, Field(pattern=r"^[\w.]+:\w+$", description="module:factory")]
    playground: Literal["default", "chat"] = "default"
    public: tuple[Endpoint, ...] = ()
    developer: tuple[Endpoint, ...] = ()

    @model_validator(mode="after")
    def _check_endpoints(self) -> Self:
        twice = sorted(set(self.public) & set(self.developer))
        if twice:
            raise ValueError(f"{', '.join(twice)} stands under public and under developer; choose one")
        if "config_hashes" in self.public:
            raise ValueError("config_hashes opens every endpoint to configuration; it can only be a developer endpoint")
        return self

    @property
    def paths(self) -> list[str]:
        """Every path that the route may answer at, but those below `/c/{hash}`."""
        return [self.path, *(f"{self.path}/{endpoint}" for endpoint in get_args(Endpoint))]

    def load_factory(self) -> Any:
        """Import the chain's factory. Raises SettingsError when there is none of that name."""
        module, _, name = self.chain.partition(":")
        try:
            return getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError) as error:
            raise SettingsError(f"langserve.yaml: the chain {self.chain} cannot be imported: {error}.") from error


class LangServeConfig(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1]
    routes: Annotated[tuple[Route, ...], Field(min_length=1)]

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
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"LANGSERVE_CONFIG names {path}, which does not exist.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        raise SettingsError(f"{path} is not valid YAML: {' '.join(str(error).split())}.") from error
    try:
        return LangServeConfig.model_validate(content)
    except ValidationError as error:
        problems = "; ".join(_format_problem(problem) for problem in error.errors(include_input=True))
        raise SettingsError(f"{path}: {problems}.") from None


def _format_problem(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"unknown key {place}"
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "literal_error":
        return f"{place}: {problem['input']!r} is unknown; {message.lower()}"
    return f"{place}: {message}" if place else message
