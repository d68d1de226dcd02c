"""The API described and shown: `GET /openapi.json` says what is really answered; `GET /docs` lets one read and try it.

The scripts of the page come from this server, never from somebody else's.
"""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.middleware.access import DeveloperGate
from app.wires.content_security_policy import create_policy
from app.wires.wire import Wire

ASSETS = "/docs/assets"
_PROBLEM = {
    "title": "Problem",
    "description": "An error (RFC 9457); `detail` says what to do.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string", "description": "the same as in the header X-Request-ID and in the log"},
        "errors": {"type": "array", "items": {"type": "object"}, "description": "the fields that are wrong"},
    },
}
_PROBLEMS = {
    "400": "The body is not valid JSON, or a parameter cannot be used.",
    "401": "A key is wanted, or the one given is wrong.",
    "408": "The body did not arrive in time.",
    "413": "The body is too large.",
    "415": "The body is not application/json.",
    "422": "A field is wrong; `errors` names it.",
    "429": "Too many questions or searches; Retry-After says when to come back.",
    "500": "A defect; the log has it under the request_id.",
    "502": "The model answered nonsense.",
    "503": "The model or the index is away, or too many answers are under way; see Retry-After.",
    "504": "No answer in time.",
}
_OF_BODIES = {"408", "413", "415", "502"}
_KEYS = {
    "Bearer": {"type": "http", "scheme": "bearer", "description": "one of `API_KEYS`, or `DEVELOPER_TOKEN`"},
    "Key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "the same in a header of its own"},
}


def add_api_docs(app: FastAPI, wires: Sequence[Wire], gate: DeveloperGate, *, wants_keys: bool) -> None:
    """Add the page behind `gate`; `/openapi.json`, which holds nothing secret, stays open."""
    app.openapi = lambda: _describe(app, wires, wants_keys=wants_keys)  # type: ignore[method-assign]  # FastAPI's documented way
    router = APIRouter(dependencies=[Depends(gate)], include_in_schema=False)

    @router.get("/docs")
    async def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        page = get_swagger_ui_html(
            openapi_url=f"{root}{app.openapi_url}",
            title=f"{app.title} API",
            swagger_js_url=f"{root}{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{root}{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{root}{ASSETS}/favicon-32x32.png",
        )
        page.headers["Content-Security-Policy"] = create_policy(page)
        return page

    app.include_router(router)
    app.mount(ASSETS, StaticFiles(packages=[("fastapi_swagger", "resources")]), name="api-docs-assets")


def _describe(app: FastAPI, wires: Sequence[Wire], *, wants_keys: bool) -> dict[str, Any]:
    """FastAPI's description, with our errors and keys, and with what each wire says of its own."""
    if app.openapi_schema:
        return app.openapi_schema
    schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    components = schema["components"]["schemas"]
    components["Problem"] = _PROBLEM
    schema["components"]["securitySchemes"] = _KEYS
    for wire in wires:
        wire.describe(schema)
        for endpoint in wire.endpoints:
            operation = schema["paths"].get(endpoint.path.replace(":path}", "}"), {}).get(endpoint.method.lower())
            if operation is not None:
                _describe_problems(operation, wire, has_body=endpoint.method == "POST")
                operation["security"] = [{name: []} for name in _KEYS]
                if wire.is_open or not wants_keys:
                    operation["security"].append({})
    if "ChatRequest" in components:  # it may not be blank, which JSON Schema can only say like this
        components["ChatRequest"]["properties"]["query"]["pattern"] = r"\S"
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    app.openapi_schema = schema
    return schema


def _describe_problems(operation: dict[str, Any], wire: Wire, *, has_body: bool) -> None:
    """All that the middlewares and the wire may answer; what the wire says itself of a status stays."""
    operation["responses"].pop("422", None)  # FastAPI's own shape
    for status, description in _PROBLEMS.items():
        if has_body or status not in _OF_BODIES:
            operation["responses"].setdefault(status, {"description": description, "content": wire.error_content})
