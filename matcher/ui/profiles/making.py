"""What the page of one person or host says: the same for both, each seen from its own side."""

from collections.abc import Sequence
from typing import TypeAlias

from matcher.exports.profile_sheet import Section
from matcher.plans import Plan
from matcher.plans.plan import Match
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.pools import Candidate, Choice, Enterprise, Incumbent, Opinion
from matcher.ui.context import Context
from matcher.ui.profile_links import ProfileLink
from matcher.ui.profiles.gathering import (
    Side,
    find_choices,
    find_matches,
    find_opinions,
    find_posts,
    find_terms,
    find_uncovered,
    find_unplaced,
)
from matcher.ui.profiles.sections import (
    list_causes,
    list_choices,
    list_data,
    list_matches,
    list_opinions,
    list_posts,
    list_terms,
)
from matcher.ui.profiles.sheet import Linking, Profile
from matcher.words import add_aside

Described: TypeAlias = Candidate | Enterprise
Said: TypeAlias = Choice | Opinion | Incumbent


def make_profile(
    context: Context, stored: StoredPools, record: Described, found: tuple[PlanRecord, Plan] | None
) -> Profile:
    """Return what the page says of one record; an account of one committee reads of its own hosts only.

    Parameters
    ----------
    found
        The plan that is spoken of.
    """
    teller = _Teller(context, stored, record, found)
    data = list_data(context, stored, "candidates" if teller.side == "candidate" else "enterprises", record)
    return Profile(record.id, add_aside(record.name, record.id, context.language), data, tuple(teller.list_sections()))


class _Teller:
    """Speak of one record from its own side."""

    def __init__(
        self, context: Context, stored: StoredPools, record: Described, found: tuple[PlanRecord, Plan] | None
    ) -> None:
        self.context, self.stored, self.record, self.found = context, stored, record, found
        self.side: Side = "candidate" if isinstance(record, Candidate) else "enterprise"
        self.other: Side = "enterprise" if self.side == "candidate" else "candidate"

    def list_sections(self) -> Sequence[Linking]:
        """Return all sections in their order."""
        context, own = self.context, self.record.id
        said = [each for each in find_choices(context, self.stored, self.side, own) if self._is_shown(each)]
        opinions = [each for each in find_opinions(context, self.stored, self.side, own) if self._is_shown(each)]
        terms = [each for each in find_terms(context, self.stored, self.side, own) if self._is_shown(each)]
        mine = [each for each in said if each.side == self.side]
        others = [each for each in said if each.side != self.side]
        sections = []
        if self.side == "enterprise":
            sections.append(Linking(list_posts(context, self.stored, find_posts(context, self.stored, own))))
        return [
            *sections,
            self._link(list_choices(context, context.say("own-choices"), mine, self._call), mine),
            self._link(list_choices(context, context.say("chosen-by"), others, self._call), others),
            self._link(list_opinions(context, opinions, self._call), opinions),
            self._link(list_terms(context, terms, self._call), terms),
            *self._list_of_plan(),
        ]

    def _list_of_plan(self) -> Sequence[Linking]:
        if self.found is None:
            return []
        context, (record, plan), own = self.context, self.found, self.record.id
        committee = context.viewer.committee
        held = find_matches(context, record.id, plan, self.side, own)
        matches = [each for each in held if not committee or each.committee == committee]
        gaps = (
            find_unplaced(context, record.id, own)
            if self.side == "candidate"
            else find_uncovered(context, record.id, own)
        )
        section = list_matches(context, self.found, matches, names_host=self.side == "candidate")
        causes = [each.cause for each in gaps]
        return [self._link(section, matches), *([Linking(list_causes(context, causes))] if causes else [])]

    def _link(self, section: Section, parts: Sequence[Said | Match]) -> Linking:
        """Return a section each row of which leads to the page of the other side."""
        kept = {key: value for key in ("import", "plan") if (value := self.context.param(key))}
        ids = [self._other_id(part) for part in parts]
        return Linking(section, tuple(ProfileLink(self.other, each, kept).address(self.context) for each in ids))

    def _other_id(self, part: Said | Match) -> str:
        field = f"{self.other}_id" if isinstance(part, Match) else self.other
        return str(getattr(part, field))

    def _call(self, part: Said) -> str:
        pools = self.stored.pools
        if self.other == "enterprise":
            return pools.enterprises[pools.enterprise_index[part.enterprise]].name
        return add_aside(
            pools.candidates[pools.candidate_index[part.candidate]].name, part.candidate, self.context.language
        )

    def _is_shown(self, part: Said) -> bool:
        pools, committee = self.stored.pools, self.context.viewer.committee
        return not committee or pools.enterprises[pools.enterprise_index[part.enterprise]].committee == committee
