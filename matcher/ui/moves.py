"""Who would move from one plan to another: what each leaves and takes, each name linked to the profile."""

from collections.abc import Iterable, Sequence

import streamlit as st

from matcher.ui.context import Context
from matcher.ui.plain import draw_plain_table
from matcher.ui.profile_links import link_person
from matcher.words import join_items


def draw_moves(context: Context, plan_id: int, moves: Sequence[tuple[str, str, Iterable[str], Iterable[str]]]) -> None:
    """Show the moves and their number.

    Parameters
    ----------
    moves
        Id and name of each person, posts left and posts taken.
    """
    st.markdown(f"**{context.say('moves', count=len(moves))}**")
    rows = [
        [
            link_person(context, called or person, person, plan_id),
            person,
            join_items(left, context.language),
            join_items(taken, context.language),
        ]
        for person, called, left, taken in moves
    ]
    if rows:
        draw_plain_table([context.say(key) for key in ("name", "id", "leaves", "takes")], rows)
