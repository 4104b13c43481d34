"""A scenario tried otherwise: a base and the edits made to it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from matcher.edits.applying import apply_edits
from matcher.edits.kinds import Edit
from matcher.plans.scenario import Scenario
from matcher.policy.faults import Fault, make_error
from matcher.words import Words

LONGEST_NAME = 200


@dataclass(frozen=True)
class Variant:
    """Hold a base scenario and edits, in order; immutable, so every change is a new variant.

    Parameters
    ----------
    name
        Name of the variant, and of the plans made from it.
    undone
        Edits taken back, the last one first to come again.
    notes
        What was seen on loading: the base differs from the one the edits were made on.

    Raises
    ------
    ScenarioError
        An edit cannot be made, or the name is empty or too long.

    Examples
    --------
    >>> from datetime import date
    >>> from matcher.policy import Policy
    >>> from matcher.pools import Pools, load_vocabulary
    >>> from matcher.edits.kinds import SetPreset, SetWeight
    >>> base = Scenario(Policy(name="demo", season_start=date(2026, 12, 1)), Pools(), load_vocabulary())
    >>> tried = Variant("needs first", base).add(SetWeight(criterion="needs", weight=50))
    >>> tried = tried.add(SetPreset(preset="stability-first"))
    >>> len(tried.edits), len(tried.undo().edits), tried.undo().redo() == tried
    (2, 1, True)
    >>> tried.scenario.policy.weight("needs"), base.policy.weight("needs")
    (50, 30)
    """

    name: str
    base: Scenario
    edits: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()
    title: str = ""
    notes: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        """Check the name and that every edit can be made."""
        if not 1 <= len(self.name.strip()) <= LONGEST_NAME:
            reason = Words("名称应有 1 至 200 个字", "a name has 1 to 200 characters")
            fix = Words("换一个名称", "choose another name")
            raise make_error([Fault(("name",), reason, fix, "empty", self.name[:20])], {}, file="")
        self.scenario  # noqa: B018 (an edit that cannot be made is told now, not when it is used)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario the edits lead to, in memory; base and master pools stay as they are."""
        policy, pools = apply_edits(self.edits, self.base.policy, self.base.pools, vocabulary=self.base.vocabulary)
        title = self.title or self.base.policy.title
        named = policy.model_copy(update={"name": self.name, "title": title})
        return Scenario(named, pools, self.base.vocabulary, None, self.base.findings)

    def add(self, *edits: Edit) -> Self:
        """Return the variant with further edits; what was taken back is forgotten."""
        return replace(self, edits=(*self.edits, *edits), undone=())

    def undo(self) -> Self:
        """Return the variant without its last edit; without any, itself."""
        return replace(self, edits=self.edits[:-1], undone=(*self.undone, *self.edits[-1:]))

    def redo(self) -> Self:
        """Return the variant with the edit taken back last; without any, itself."""
        return replace(self, edits=(*self.edits, *self.undone[-1:]), undone=self.undone[:-1])

    def drop(self, number: int) -> Self:
        """Return the variant without one edit, counted from 0, wherever it stands.

        Raises
        ------
        ScenarioError
            A later edit cannot be made without it.
        IndexError
            There is no such edit.
        """
        self.edits[number]
        return replace(self, edits=(*self.edits[:number], *self.edits[number + 1 :]), undone=())

    def rename(self, name: str, title: str = "") -> Self:
        """Return the variant under another name."""
        return replace(self, name=name, title=title or self.title)

    def copy(self, name: str) -> Self:
        """Return a variant of the same base and edits with a life of its own; nothing in it is taken back."""
        return replace(self, name=name, undone=())
