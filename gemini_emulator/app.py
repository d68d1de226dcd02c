"""The emulator as an ASGI app: routes, keys, and what happens around each call."""

from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from gemini_emulator.catalogue import MODELS, find_model
from gemini_emulator.control.routes import create_control_routes
from gemini_emulator.control.schemas import Fault, Method
from gemini_emulator.control.state import State
from gemini_emulator.embeddings import Embedder, EmbeddingMode, create_embedder
from gemini_emulator.errors import (
    KEY_PREFIX,
    ApiError,
    EmulatorError,
    exhausted,
    invalid_argument,
    key_invalid,
    key_missing,
    model_not_found,
)
from gemini_emulator.methods import EVENT_STREAM, Call, Methods
from gemini_emulator.responses import CutResponse, until_client_leaves
from gemini_emulator.schemas import MAX_BODY_BYTES

VERSIONS = ("v1beta", "v1", "v1alpha")
CLIENT_LEFT = 499


def create_app(*, control: bool = False, embeddings: EmbeddingMode | Embedder = "minilm") -> Starlette:
    """Gemini's REST API; with `control`, also the routes by which tests steer it.

    `app.state.emulator` is the `State`; a server that stops calls its `close`.
    """
    state = State()
    embedder = create_embedder(embeddings) if isinstance(embeddings, str) else embeddings
    endpoint = _Endpoint(state, Methods(state, embedder))
    routes: list[BaseRoute] = []
    for version in VERSIONS:
        routes += [
            Route(f"/{version}/models", endpoint.list_models),
            Route(f"/{version}/models/{{name}}", endpoint.get_model),
            Route(f"/{version}/models/{{name}}:{{method}}", endpoint.call, methods=["POST"]),
        ]
    if control:
        routes += create_control_routes(state)
    app = Starlette(routes=routes, exception_handlers={HTTPException: _to_json, Exception: _to_internal_error})
    app.state.emulator = state
    return app


class _Endpoint:
    """One method of this for each shape of address."""

    def __init__(self, state: State, methods: Methods) -> None:
        self._state = state
        self._methods = methods

    async def list_models(self, request: Request) -> Response:
        """`GET /models`, all on one page."""
        return await self._serve(request, "list")

    async def get_model(self, request: Request) -> Response:
        """`GET /models/{model}`."""
        return await self._serve(request, "get")

    async def call(self, request: Request) -> Response:
        """`POST /models/{model}:{method}`."""
        method = request.path_params["method"]
        if method not in self._methods.by_name:
            name, version = request.path_params["name"], _version(request)
            return _from_error(model_not_found(name, version, method))
        return await self._serve(request, cast("Method", method))

    async def _serve(self, request: Request, method: Method) -> Response:
        self._state.count_call(method)
        fault = self._state.take_fault(method)
        try:
            body = await _read_body(request)
        except ClientDisconnect:
            self._state.calls.cancelled_by_client += 1
            return Response(status_code=CLIENT_LEFT)
        except ApiError as error:
            return _from_error(error)

        async def work() -> Response:
            try:
                return await self._answer(request, method, body, fault)
            except ApiError as error:
                return _from_error(error)
            except EmulatorError as error:
                return _from_error(ApiError(500, str(error)))

        response = await until_client_leaves(request, work)
        if response is None:
            self._state.calls.cancelled_by_client += 1
            return Response(status_code=CLIENT_LEFT)
        self._state.count_status(response.status_code)
        return response if fault.cut_after is None else CutResponse(response)

    async def _answer(self, request: Request, method: Method, body: bytes, fault: Fault) -> Response:
        name = request.path_params.get("name", "")
        await self._state.pause(fault.hang)
        if fault.status is not None:
            raise _error_of(fault, name)
        _check_key(request)
        self._state.take_quota(method, name)
        sse = request.query_params.get("alt") == "sse"
        if fault.body is not None:
            is_stream = sse and method == "streamGenerateContent"
            return Response(fault.body, media_type=EVENT_STREAM if is_stream else "application/json")
        if method == "list":
            return JSONResponse({"models": [model.to_json() for model in MODELS.values()]})
        model = find_model(name, version=_version(request), method=method)
        if method == "get":
            return JSONResponse(model.to_json())
        return await self._methods.by_name[method](Call(model, body, fault, sse=sse))


def _check_key(request: Request) -> None:
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key")
    if not key:
        raise key_missing()
    if not key.startswith(KEY_PREFIX):
        raise key_invalid()


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise invalid_argument(f"Request payload size exceeds the limit: {MAX_BODY_BYTES} bytes.")
    return bytes(body)


def _error_of(fault: Fault, model: str) -> ApiError:
    if fault.status == 429:  # noqa: PLR2004
        error = exhausted(retry_delay=fault.retry_delay, quota_id=fault.quota_id, model=model)
    elif fault.status == 400 and fault.message is None:  # noqa: PLR2004
        error = key_invalid()
    else:
        error = ApiError(fault.status or 500, "The emulator was told to fail.")
        if fault.retry_delay is not None:
            error.details = exhausted(retry_delay=fault.retry_delay, quota_id=None, model=model).details
    error.message = fault.message or error.message
    return error


def _version(request: Request) -> str:
    return request.url.path.strip("/").partition("/")[0]


def _from_error(error: ApiError) -> Response:
    return JSONResponse(error.to_json(), status_code=error.code)


async def _to_json(_: Request, error: Exception) -> Response:
    """Starlette's own 404 and 405."""
    code = error.status_code if isinstance(error, HTTPException) else 500
    return _from_error(ApiError(code, "The emulator has no such method; its README lists what it has."))


async def _to_internal_error(_: Request, __: Exception) -> Response:
    return _from_error(ApiError(500, "The emulator failed; its log says how."))
