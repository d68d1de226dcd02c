"""Who listens to a run: callbacks that want to know of each step, such as tracers, `astream_events`, `astream_log`."""

from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import ensure_config, get_async_callback_manager_for_config


def is_listened_to(config: RunnableConfig | None) -> bool:
    """Whether anybody listens. LangChain decides: also by its environment variables and by context variables."""
    return bool(get_async_callback_manager_for_config(ensure_config(config)).handlers)


def has_listeners_of_its_own(config: RunnableConfig | None) -> bool:
    """Whether the caller passed callbacks for this run. Such a run is made for that caller alone, and not shared.

    A tracer that listens to every run of the process does not count: it sees shared runs, too.
    """
    callbacks = (config or {}).get("callbacks") or []
    return bool(callbacks if isinstance(callbacks, list) else callbacks.handlers)
