"""The dashboard: pages that show the store and act on it, in Chinese and English, offline.

The one room that knows Streamlit. A page is a file in `matcher.ui.pages` with one function
``show(context)``; `matcher.ui.context.Context` gives it the store, who looks at it, the language and
the season, and `matcher.ui.texts` its words. Pages decide nothing: permission checks, rules and
sentences about plans live in the rooms to the left. `matcher.ui.server` serves it all.
"""
