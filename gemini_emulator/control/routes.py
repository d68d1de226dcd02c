"""`/control/…`: present only where the app was created with `control=True`."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gemini_emulator.control.schemas import Faults, Latency, Limits, Script
from gemini_emulator.control.state import State

B = TypeVar("B", bound=BaseModel)


def create_control_routes(state: State) -> list[Route]:
    """Each POST answers 204, or 422 with what is wrong; `GET /control/calls` answers a `Calls`."""

    def _set_latency(latency: Latency) -> None:
        state.latency = latency

    def _set_limits(limits: Limits) -> None:
        state.limits = limits.limits

    async def get_calls(_: Request) -> Response:
        return JSONResponse(state.calls.model_dump())

    async def reset(_: Request) -> Response:
        state.reset()
        return Response(status_code=204)

    return [
        _post("/control/script", Script, lambda script: state.script.extend(script.answers)),
        _post("/control/faults", Faults, lambda faults: state.faults.extend(faults.faults)),
        _post("/control/limits", Limits, _set_limits),
        _post("/control/latency", Latency, _set_latency),
        Route("/control/calls", get_calls),
        Route("/control/reset", reset, methods=["POST"]),
    ]


def _post(path: str, kind: type[B], apply: Callable[[B], None]) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            body = kind.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"detail": error.errors(include_url=False, include_context=False)}, status_code=422)
        apply(body)
        return Response(status_code=204)

    return Route(path, endpoint, methods=["POST"])
