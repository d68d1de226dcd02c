"""Opening a description: from its bytes to a site, cited where a viewer shows it or at the file."""

from indexing.errors import ReadingError
from indexing.model import SiteOptions
from indexing.openapi.document import load_document
from indexing.openapi.site import ApiSite
from indexing.openapi.viewers import find_in_file, find_viewer


def open_description(content: bytes, name: str, options: SiteOptions, *, address: str = "") -> ApiSite:
    """The site of a description; `address` is where the file itself can be had.

    Raises ReadingError when it cannot be read, is of another kind, or nothing says where it is shown.
    """
    document = load_document(content, name)
    shown_at = options.shown_at or (f"{options.site_url}{options.base_url}" if options.site_url else "")
    if shown_at:
        url, find = find_viewer(shown_at)
    elif address:
        url, find = address, find_in_file
    else:
        message = (
            f"Which page shows {name} is not known. Name it with the viewer, such as "
            f"{name}=https://docs.example.org/api#redoc (or docusaurus, scalar, stoplight, swagger-ui)."
        )
        raise ReadingError(message)
    return ApiSite(document, name, url, find, options)
