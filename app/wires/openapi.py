"""`GET /docs`: the API, to read and try. Its scripts come from this server, never from somebody else's."""

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.access import DeveloperGate

ASSETS = "/docs/assets"


def add_api_docs(app: FastAPI, gate: DeveloperGate) -> None:
    """Add the page behind `gate`; `/openapi.json`, which holds nothing secret, stays open."""
    router = APIRouter(dependencies=[Depends(gate)], include_in_schema=False)

    @router.get("/docs")
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=f"{app.root_path}{app.openapi_url}",
            title=f"{app.title} API",
            swagger_js_url=f"{app.root_path}{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{app.root_path}{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{app.root_path}{ASSETS}/favicon-32x32.png",
        )

    app.include_router(router)
    app.mount(ASSETS, StaticFiles(packages=[("fastapi_swagger", "resources")]), name="api-docs-assets")
