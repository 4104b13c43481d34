"""Charts: drawn in the browser from their own data, each with the same data as a table."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st
from altair.utils.schemapi import debug_mode

from matcher.ui.context import Context
from matcher.ui.plain import draw_plain_table
from matcher.ui.tables import ROWS_A_PAGE, Column, show_table


def show_chart(
    context: Context,
    name: str,
    title: str,
    chart: alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart,
    table: pd.DataFrame,
    *,
    axes: tuple[str, str],
    can_select: str | Sequence[str] = (),
) -> Any:  # noqa: ANN401 (Streamlit's own event)
    """Show a chart under a title, and what it shows as a table.

    Parameters
    ----------
    name
        Unique on the page.
    table
        The data with headings in the visitor's language; with plain tables it stands in the
        chart's place.
    axes
        What stands along the chart and up, in the visitor's language.
    can_select
        Names of the chart's selection parameters that the page listens to.

    Returns
    -------
    object or None
        Streamlit's selection event, where there is one.
    """
    st.markdown(f"**{title}**")
    if context.is_plain:
        _draw_data(context, name, table)
        return None
    # Checking a chart against the schema takes longer than all the rest of a page.
    with debug_mode(False):  # noqa: FBT003 (the library's own)
        event = st.altair_chart(
            # A screen reader hears what is drawn and where its data stand, not hundreds of marks by names of fields.
            chart.configure(aria=False),
            key=name,
            alt=context.say("chart-alt", title=title, x=axes[0], y=axes[1]),
            on_select="rerun" if can_select else "ignore",
            selection_mode=can_select or None,
        )
    with st.expander(context.say("chart-data")):
        _draw_data(context, name, table)
    return event if can_select else None


def _draw_data(context: Context, name: str, table: pd.DataFrame) -> None:
    if len(table) <= ROWS_A_PAGE:
        draw_plain_table(list(table.columns), list(table.itertuples(index=False, name=None)))
        return
    columns = [Column(str(heading), str(heading)) for heading in table.columns]
    show_table(context, f"{name}-data", columns, table, file_name=name, can_filter=False)
