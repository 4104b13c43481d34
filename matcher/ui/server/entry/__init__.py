"""The forms before the dashboard: plain HTML that works without scripts, sent to routes of our own.

Only a route can set a cookie that scripts never see, so logging in does not go through Streamlit.
"""

from matcher.ui.server.entry.routes import ENTRY_ROUTES

__all__ = ["ENTRY_ROUTES"]
