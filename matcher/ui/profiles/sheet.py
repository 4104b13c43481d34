"""A profile as sections of headings and texts: drawn on the page and printed from a file alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from matcher.exports.profile_sheet import Section, make_profile_sheet
from matcher.ui.context import Context
from matcher.ui.escaping import escape_markdown
from matcher.ui.moments import tell_moment
from matcher.ui.plain import Lines, Linked, draw_plain_table
from matcher.words import join_items


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


def draw_profiles(context: Context, profiles: Sequence[Profile]) -> None:
    """Show one profile as a table for each section, several as one table with a column for each."""
    if len(profiles) == 1:
        _draw_one(context, profiles[0])
        return
    first = profiles[0]
    rows: list[tuple[object, ...]] = [
        (heading, *contents)
        for (heading, _), *contents in zip(first.data.rows, *map(_list_contents, profiles), strict=True)
        if any(contents)
    ]
    titles = dict.fromkeys(each.section.title for profile in profiles for each in profile.sections)
    for title in titles:
        cells = [_find_section(profile, title) for profile in profiles]
        if any(cell.lines for cell in cells):
            rows.append((title, *cells))
    draw_plain_table((first.data.headings[0], *(profile.title for profile in profiles)), rows)


def _draw_one(context: Context, profile: Profile) -> None:
    st.markdown(f"**{escape_markdown(profile.data.title)}**")
    draw_plain_table(profile.data.headings, [row for row in profile.data.rows if row[1]])
    for each in profile.sections:
        section = each.section
        st.markdown(f"**{escape_markdown(section.title)}**")
        if section.rows:
            draw_plain_table(section.headings, section.rows, each.addresses)
        else:
            st.caption(context.say("none"))


def _list_contents(profile: Profile) -> list[str]:
    return [content for _, content in profile.data.rows]


def _find_section(profile: Profile, title: str) -> Lines:
    """Return the rows of a section as lines; a figure says what it is."""
    each = next((each for each in profile.sections if each.section.title == title), None)
    if each is None:
        return Lines(())
    lines = []
    for place, (first, *rest) in enumerate(each.section.rows):
        head = Linked(first, each.addresses[place]) if each.addresses else first
        said = [
            f"{heading} {text}" if text[:1].isdigit() else text
            for heading, text in zip(each.section.headings[1:], rest, strict=True)
        ]
        lines.append((head, *said))
    return Lines(tuple(lines))


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
    called = join_items((each.record_id for each in profiles), context.language)
    st.download_button(
        context.say("sheet"),
        content.encode(),
        file_name=f"{context.say('sheet-title')} {called}.html",
        mime="text/html",
        key="profile-sheet",
        on_click="ignore",
        help=context.say("sheet-help"),
    )
