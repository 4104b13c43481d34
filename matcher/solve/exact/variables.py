"""The variables of the exact model, and the values they take in a given plan."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from matcher.problem.problem import Flags, Ints, Problem

Rows: TypeAlias = NDArray[np.int64]
Derivation: TypeAlias = Callable[[Flags], NDArray[np.generic]]


def split_by(owner: NDArray[np.integer], num_owners: int) -> list[Rows]:
    """Return the positions of each owner's entries, in order.

    Examples
    --------
    >>> [rows.tolist() for rows in split_by(np.array([1, 0, 1]), 3)]
    [[1], [0, 2], []]
    """
    order = np.argsort(owner, kind="stable").astype(np.int64)
    return np.split(order, np.cumsum(np.bincount(owner, minlength=num_owners))[:-1])


class Variables:
    """Hold a model under construction: one bool per pair, true when the pair is used.

    Rules and objectives add variables of their own through `new_flags` and `new_count`, each with
    the value it takes in a given plan; so a plan known from elsewhere can be handed to the solver
    as a complete hint.

    Parameters
    ----------
    problem
        What is modelled.

    Attributes
    ----------
    model
        The CP-SAT model.
    is_used
        One bool variable per pair; object array, shape (k,).
    rows_of_candidate, rows_of_post
        Rows of the pairs of each candidate and of each post.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.is_used: NDArray[np.object_] = np.empty(problem.num_pairs, np.object_)
        ends = zip(problem.candidate.tolist(), problem.post.tolist(), strict=True)
        self.is_used[:] = [self.model.new_bool_var(f"serves_{i}_{p}") for i, p in ends]
        self.rows_of_candidate = split_by(problem.candidate, problem.num_candidates)
        self.rows_of_post = split_by(problem.post, problem.num_posts)
        self._derivations: list[Derivation] = []
        self._at_host: dict[int, dict[int, cp_model.IntVar]] = {}

    def used(self, rows: Rows) -> list[cp_model.IntVar]:
        """Return the variables of some pairs."""
        return [*self.is_used[rows]]

    def total(self, rows: Rows, weights: Ints | None = None) -> cp_model.LinearExpr:
        """Return how many of some pairs are used, each times its weight."""
        if weights is None:
            return cp_model.LinearExpr.sum(self.used(rows))
        kept = weights != 0
        return cp_model.LinearExpr.weighted_sum(self.used(rows[kept]), weights[kept].tolist())

    def forbid(self, rows: Rows) -> None:
        """Let none of some pairs be used."""
        if len(rows):
            self.model.add_bool_and([~literal for literal in self.used(rows)])

    def new_flags(self, names: Sequence[str], value: Derivation) -> list[cp_model.IntVar]:
        """Add bool variables; `value` gives theirs when told which pairs are used."""
        self._derivations.append(value)
        return [self.model.new_bool_var(name) for name in names]

    def new_counts(self, most: Sequence[int], names: Sequence[str], value: Derivation) -> list[cp_model.IntVar]:
        """Add integer variables from 0 to `most`; `value` as in `new_flags`."""
        self._derivations.append(value)
        return [self.model.new_int_var(0, high, name) for high, name in zip(most, names, strict=True)]

    def touched(self, rows: Rows, owner: NDArray[np.integer], name: str) -> dict[int, cp_model.IntVar]:
        """Return one literal per distinct owner, true when any of the owner's rows is used.

        Parameters
        ----------
        rows
            Rows of pairs, without repeats.
        owner
            Whom each row belongs to (a candidate, a host); same shape as `rows`.
        """
        owners, position = np.unique(owner, return_inverse=True)
        groups = [rows[group] for group in split_by(position, len(owners))] if len(owners) else []
        literals = {int(o): self.used(group)[0] for o, group in zip(owners, groups, strict=True) if len(group) == 1}
        several = [(int(o), group) for o, group in zip(owners, groups, strict=True) if len(group) > 1]
        if several:
            flags = self.new_flags(
                [f"{name}_{o}" for o, _ in several],
                lambda is_used: np.array([is_used[group].any() for _, group in several]),
            )
            for flag, (o, group) in zip(flags, several, strict=True):
                self.model.add_bool_or([*self.used(group), ~flag])
                self.model.add_bool_and([~literal for literal in self.used(group)]).only_enforce_if(~flag)
                literals[o] = flag
        return literals

    def at_host(self, i: int) -> dict[int, cp_model.IntVar]:
        """Return, for each host candidate `i` may serve at, the literal that it does."""
        if i not in self._at_host:
            rows = self.rows_of_candidate[i]
            host = self.problem.host[self.problem.post[rows]]
            self._at_host[i] = self.touched(rows, host, f"serves_{i}_at_host")
        return self._at_host[i]

    def values_in(self, is_used: Flags) -> Ints:
        """Return the value of every variable of the model in the plan that uses `is_used`."""
        parts = [is_used, *(derive(is_used) for derive in self._derivations)]
        return np.concatenate([part.astype(np.int64) for part in parts])

    def hint(self, is_used: Flags) -> None:
        """Hand a plan to the solver as a complete hint, in place of any before."""
        values = self.values_in(is_used)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        hint = self.model.proto.solution_hint
        hint.vars.extend(range(len(values)))
        hint.values.extend(values.tolist())
