"""Run the migrations on the connection that `matcher.plans.store.migrating.migrate` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from matcher.plans.store.columns import UtcTime
from matcher.plans.store.models import Base


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:  # noqa: ANN401, ARG001 (alembic's own)
    """Write our own column types as what the database holds: a migration outlives the code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
)
context.run_migrations()
