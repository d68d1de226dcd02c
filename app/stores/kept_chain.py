"""A chain around another one whose answers are kept."""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from app.context import Observation, get_context
from app.observability.masking import mask
from app.stores.answers import Found, StoredAnswer
from app.stores.writer import AnswerWriter, pack
from chains.parts import get_text, is_last_part
from chains.runnables import WrappedChain
from chains.schemas import Usage


class KeptChain(WrappedChain):
    """Hands each answer to the writer, masked, when its last part is there. It must stand outside of the caches."""

    def __init__(
        self,
        chain: Runnable[Any, Any],
        writer: AnswerWriter,
        *,
        site: str,
        route: str,
        model: str,
        with_text: bool,
        get_generation: Callable[[], str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(chain)
        self._writer = writer
        self._site = site
        self._route = route
        self._model = model
        self._with_text = with_text
        self._get_generation = get_generation
        self._clock = clock

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Any:
        """The chain's answer."""
        get_context().observation.wants_vector = True
        answer = await self._chain.ainvoke(input, config, **options)
        if is_last_part(answer):
            self._keep(input, answer, answer, get_text(answer), config)
        return answer

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[Any]:
        """The chain's parts."""
        get_context().observation.wants_vector = True
        first: Mapping[str, Any] = {}
        texts: list[str] = []
        async for part in self._chain.astream(input, config, **options):
            if isinstance(part, Mapping):
                first = first or part
                if self._with_text:
                    texts.append(get_text(part))
                if is_last_part(part):
                    self._keep(input, first, part, "".join(texts), config)
            yield part

    def _keep(
        self, request: Any, first: Mapping[str, Any], last: Mapping[str, Any], text: str, config: RunnableConfig | None
    ) -> None:
        context = get_context()
        observation, usage = context.observation, Usage.model_validate(last.get("usage") or {})
        found = _list_found(first, last)
        is_failed = last["outcome"] == "abstained" or last.get("reason") == "uncited" or bool(last.get("unsupported"))
        answer = StoredAnswer(
            id=str(first.get("id", "")),
            at=self._clock(),
            question=mask(str(_get(request, "query") or "")),
            outcome=str(last["outcome"]),
            reason=str(last.get("reason") or ""),
            site=self._site,
            route=self._route,
            wire=context.wire,
            version=_find_scope("version", request, first, last),
            locale=_find_scope("locale", request, first, last),
            page=mask(_cut(str(_get(request, "page_url") or ""))),
            unsupported=len(last.get("unsupported") or ()),
            found=found,
            model=self._model,
            generation=self._get_generation(),
            cache=context.cache.result or "",
            usage=usage,
            seconds=time.perf_counter() - observation.started,
            steps=_list_steps(observation),
            vector=pack(observation.vector) if is_failed and observation.vector else None,
            text=text if self._with_text else None,
            run=str(run) if (run := (config or {}).get("run_id")) else None,
            thread=context.thread or None,
        )
        self._writer.put(answer, None if is_failed else observation.vector)


def _list_found(first: Mapping[str, Any], last: Mapping[str, Any]) -> tuple[Found, ...]:
    """The passages that were given to the model; when none were, the nearest."""
    cited = set(last.get("cited") or ())
    if given := first.get("sources"):
        return tuple(Found(str(one["url"]), float(one["score"]), one["number"] in cited) for one in given)
    return tuple(Found(str(one["url"]), float(one["score"])) for one in last.get("nearest") or ())


def _find_scope(name: str, request: Any, first: Mapping[str, Any], last: Mapping[str, Any]) -> str:
    """The version or language of what was found, else what was asked for."""
    for source in (*(first.get("sources") or ()), *(last.get("nearest") or ())):
        return str(source.get(name, ""))
    return str(_get(_get(request, "filters") or {}, name) or "")


def _list_steps(observation: Observation) -> dict[str, float]:
    if observation.first_token_seconds is None:
        return dict(observation.seconds)
    return observation.seconds | {"first_token": observation.first_token_seconds}


def _cut(url: str) -> str:
    """Without what may name a reader: query and fragment."""
    return url.partition("#")[0].partition("?")[0]


def _get(request: Any, name: str) -> Any:
    """A field of a request, which a chain of somebody's own may take in a type of its own."""
    return request.get(name) if isinstance(request, Mapping) else getattr(request, name, None)
