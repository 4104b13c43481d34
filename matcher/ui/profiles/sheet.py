"""A profile as sections of headings and texts: drawn on the page and printed from a file alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from matcher.exports.profile_sheet import Section, make_profile_sheet
from matcher.ui.context import Context
from matcher.ui.escaping import escape_markdown
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table


@dataclass(frozen=True, slots=True)
class Linking:
    """Hold a section and, where its rows have pages of their own, their addresses."""

    section: Section
    addresses: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold what the page of one person or host says.

    Parameters
    ----------
    title
        Name and id, as typed.
    data
        Own fields, the same rows for every record of a kind; a field without content is left out.
    sections
        What else there is to say.
    """

    record_id: str
    title: str
    data: Section
    sections: tuple[Linking, ...]


def draw_data(profiles: Sequence[Profile]) -> None:
    """Show the own fields of all profiles in one table: a row for each item, a column for each record."""
    first = profiles[0].data
    rows = [
        (first.rows[place][0], *contents)
        for place, contents in enumerate(zip(*_list_contents(profiles), strict=True))
        if any(contents)
    ]
    headings = (first.headings[0], *(profile.title for profile in profiles))
    st.markdown(f"**{escape_markdown(first.title)}**")
    draw_plain_table(headings if len(profiles) > 1 else first.headings, rows)


def _list_contents(profiles: Sequence[Profile]) -> list[list[str]]:
    return [[content for _, content in profile.data.rows] for profile in profiles]


def draw_profile(context: Context, profile: Profile) -> None:
    """Show the other sections one below the other; an empty one says so."""
    st.subheader(escape_markdown(profile.title))
    for each in profile.sections:
        section = each.section
        st.markdown(f"**{escape_markdown(section.title)}**")
        if section.rows:
            draw_plain_table(section.headings, section.rows, each.addresses)
        else:
            st.caption(context.say("none"))


def print_profile(profile: Profile) -> tuple[str, tuple[Section, ...]]:
    """Return heading and sections for the sheet: only what is filled."""
    filled = replace(profile.data, rows=tuple(row for row in profile.data.rows if row[1]))
    return profile.title, (filled, *(each.section for each in profile.sections))


def offer_sheet(context: Context, profiles: Sequence[Profile]) -> None:
    """Offer the profiles as one page to print, masked as they are on screen."""
    from datetime import UTC, datetime

    printed = tell_moment(datetime.now(UTC))
    foot = context.say("sheet-foot").format(who=context.viewer.name, moment=printed)
    content = make_profile_sheet(context.say("sheet-title"), list(map(print_profile, profiles)), foot, context.language)
    called = "、".join(each.record_id for each in profiles)
    st.download_button(
        context.say("sheet"),
        content.encode(),
        file_name=f"{context.say('sheet-title')} {called}.html",
        mime="text/html",
        key="profile-sheet",
        on_click="ignore",
        help=context.say("sheet-help"),
    )
