"""The dashboard's pages; ``matcher serve`` opens them."""

from matcher.ui.navigation import navigate

navigate()
