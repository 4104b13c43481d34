"""The Chinese font, served from the package that carries it."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from matcher.ui.theme import FONT_PATH, find_font_file


async def send_font(request: Request) -> Response:  # noqa: ARG001 (the server's protocol)
    """Send the font; the browser keeps it for a year."""
    return FileResponse(
        find_font_file(), media_type="font/otf", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


FONT_ROUTE = Route(FONT_PATH, send_font, methods=["GET", "HEAD"])
