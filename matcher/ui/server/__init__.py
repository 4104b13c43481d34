"""Serve the pages: frame, font, security headers, log in and out, start and stop."""

from matcher.ui.server.serving import Place, serve

__all__ = ["Place", "serve"]
