"""Edits of a scenario as data, and what each does to settings and pools.

A planner's what-ifs are made of them, and so is every repair that an explanation offers.
`matcher.edits.kinds` holds the kinds, `matcher.edits.applying` reads and applies them.
"""
