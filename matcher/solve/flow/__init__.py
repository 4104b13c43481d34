"""Exact lexicographic min-cost flow for coverage and every additive objective."""
