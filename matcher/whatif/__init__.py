"""What if: edits of a scenario, comparison of plans, trade-offs, withdrawals and sweeps.

Everything here starts from a scenario and its plan and leaves both, and the master pools, as they
are.
"""
