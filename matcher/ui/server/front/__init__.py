"""What a browser gets before any page is drawn: the frame, its words, and a sentence at a wrong address."""

from matcher.ui.server.front.frame import FRAME_ROUTES
from matcher.ui.server.front.strays import Strays

__all__ = ["FRAME_ROUTES", "Strays"]
