"""A profile as sections of headings and texts: drawn on the page and printed from a file alike."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from matcher.exports.profile_sheet import Section, make_profile_sheet
from matcher.ui.context import Context
from matcher.ui.escaping import escape_markdown
from matcher.ui.moments import tell_moment
from matcher.ui.plain import draw_plain_table


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold what the page of one person or host says.

    Parameters
    ----------
    title
        Name and id, as typed.
    links
        By section title: address of each row's own page.
    """

    record_id: str
    title: str
    sections: tuple[Section, ...]
    links: dict[str, list[str]]


def draw_profile(context: Context, profile: Profile) -> None:
    """Show the sections one below the other; an empty one says so."""
    st.subheader(escape_markdown(profile.title))
    for section in profile.sections:
        st.markdown(f"**{escape_markdown(section.title)}**")
        if section.rows:
            draw_plain_table(section.headings, section.rows, profile.links.get(section.title))
        else:
            st.caption(context.say("none"))


def offer_sheet(context: Context, profiles: Sequence[Profile]) -> None:
    """Offer the profiles as one page to print, masked as they are on screen."""
    from datetime import UTC, datetime

    printed = tell_moment(datetime.now(UTC))
    foot = context.say("sheet-foot").format(who=context.viewer.name, moment=printed)
    content = make_profile_sheet(
        context.say("sheet-title"), [(each.title, each.sections) for each in profiles], foot, context.language
    )
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
