"""Edits of a scenario as data, and what each does to settings and pools.

A planner's what-ifs are made of them, and so is every repair that an explanation offers.

===============================  =======================================================
`make_edit`, `Edit`              an edit from what a file or a form says of it
`apply_edit`, `apply_edits`      settings and pools after one or several
===============================  =======================================================
"""
