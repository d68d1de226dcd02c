"""The API described and shown: `GET /openapi.json` says what is really answered; `GET /docs` lets one read and try it.

The scripts of the page come from this server, never from somebody else's.
"""

from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.access import DeveloperGate
from app.wires.playground import create_policy
from app.wires.problems import MEDIA_TYPE

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
_EVENT = {
    "type": "object",
    "required": ["event"],
    "properties": {
        "event": {"enum": ["metadata", "data", "error", "end"]},
        "data": {"type": "string", "description": "JSON: parts of a ChatResponse, to be added up"},
    },
}
_ANSWER_PROBLEMS = {
    "400": "The body is not valid JSON.",
    "401": "A key is wanted, or the one given is wrong.",
    "408": "The body did not arrive in time.",
    "413": "The body is too large.",
    "415": "The body is not application/json.",
    "422": "A field is wrong; `errors` names it.",
    "429": "Too many questions; Retry-After says when to come back.",
    "500": "A defect; the log has it under the request_id.",
    "502": "The model answered nonsense.",
    "503": "The model or the index is away, or too many answers are under way; see Retry-After.",
    "504": "No answer in time.",
}


def add_api_docs(app: FastAPI, gate: DeveloperGate) -> None:
    """Add the page behind `gate`; `/openapi.json`, which holds nothing secret, stays open."""
    app.openapi = lambda: _describe(app)  # type: ignore[method-assign]  # FastAPI's documented way
    router = APIRouter(dependencies=[Depends(gate)], include_in_schema=False)

    @router.get("/docs")
    async def docs() -> HTMLResponse:
        page = get_swagger_ui_html(
            openapi_url=f"{app.root_path}{app.openapi_url}",
            title=f"{app.title} API",
            swagger_js_url=f"{app.root_path}{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{app.root_path}{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{app.root_path}{ASSETS}/favicon-32x32.png",
        )
        page.headers["Content-Security-Policy"] = create_policy(page, script="")
        return page

    app.include_router(router)
    app.mount(ASSETS, StaticFiles(packages=[("fastapi_swagger", "resources")]), name="api-docs-assets")


def _describe(app: FastAPI) -> dict[str, Any]:
    """FastAPI's description, where LangServe's part is put right."""
    if app.openapi_schema:
        return app.openapi_schema
    schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    components = schema["components"]["schemas"]
    components["Problem"] = _PROBLEM
    for path, operations in schema["paths"].items():
        if "post" in operations:
            _describe_answer(path, operations["post"])
    for name, component in components.items():
        properties = component.get("properties", {})
        if name.endswith(("InvokeRequest", "StreamRequest")):
            for field in ("config", "kwargs"):
                properties[field] = {"anyOf": [properties[field], {"type": "null"}]}
    if "ChatRequest" in components:  # it may not be blank, which JSON Schema can only say like this
        components["ChatRequest"]["properties"]["query"]["pattern"] = r"\S"
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    app.openapi_schema = schema
    return schema


def _describe_answer(path: str, operation: dict[str, Any]) -> None:
    # Nothing reads the query parameter that LangServe's description has.
    operation["parameters"] = [each for each in operation.get("parameters", []) if each["name"] != "config_hash"]
    for status, description in _ANSWER_PROBLEMS.items():
        operation["responses"][status] = {
            "description": description,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    if path.endswith("/stream"):
        operation["responses"]["200"]["content"] = {"text/event-stream": {"schema": _EVENT}}
