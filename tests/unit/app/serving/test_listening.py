"""The address that is printed can be pasted into a browser."""

import httpx
import pytest

from app.serving.listening import format_address, listening


@pytest.mark.parametrize(("host", "text"), [("127.0.0.1", "127.0.0.1"), ("localhost", "localhost"), ("::1", "[::1]")])
def test_an_address_is_printed_as_a_url(host: str, text: str) -> None:
    with listening(host, 0) as listener:
        port = listener.getsockname()[1]
        assert format_address(host, listener) == f"http://{text}:{port}"
        assert httpx.URL(format_address(host, listener)).port == port
