"""Exact lexicographic min-cost flow for coverage and every additive objective.

`network` turns a problem into nodes and arcs, side rules that count pairs included: `sets` reads them
as bounded sets, `nesting` lays these into trees, `feasible` tells whether their bounds can hold.
`engine` solves the stages.
"""
