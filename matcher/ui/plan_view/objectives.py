"""What each objective reached, how good it can be at most, and who proved it."""

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.explain.absence import show_value
from matcher.plans import Plan
from matcher.ui.context import Context
from matcher.ui.tables import Column, show_table


def draw_objectives(context: Context, plan_id: int, plan: Plan) -> None:
    """Show the certificate: value, bound and proof of every objective, in order, and the digests."""
    rows = [
        {
            "objective": name("objective", result.name).say(context.language),
            "value": show_value(result.value),
            "bound": "" if result.bound is None else show_value(result.bound),
            "proven": result.proven,
            "engine": result.engine,
            "seconds": round(result.seconds, 2),
        }
        for result in plan.objectives
    ]
    columns = [
        Column("objective", context.say("objective")),
        Column("value", context.say("value")),
        Column("bound", context.say("bound")),
        Column("proven", context.say("proven"), "yes_no"),
        Column("engine", context.say("engine")),
        Column("seconds", context.say("seconds"), "number"),
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    show_table(context, "objectives", columns, frame, file_name=context.say("objectives-file", plan=plan_id))
    st.caption(context.say("digests", plan=plan.digest, problem=plan.digests["problem"], policy=plan.digests["policy"]))
