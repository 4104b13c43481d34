"""Variants: edits tried on a scenario, kept as the text of a variant file.

What the text says is `matcher.whatif`'s business; here it is kept, versioned and given back.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import StoreError
from matcher.plans.accounts.permissions import require
from matcher.plans.store.acting import Act, require_version
from matcher.plans.store.database import Store
from matcher.plans.store.models import StoredScenario, StoredVariant
from matcher.plans.store.records import VariantRecord
from matcher.plans.store.rows import get_row, name_author, refuse_name, require_name
from matcher.words import Words

_VARIANT = Words("变体", "variant")
_LONGEST_NAME = 200
_LONGEST_CONTENT = 1_000_000


def add_variant(act: Act, scenario_id: int, name: str, content: str) -> VariantRecord:
    """Keep a new variant of a scenario.

    Raises
    ------
    StoreError
        The name is taken, empty or too long, or the text is beyond all measure.
    """
    require(act, "edit-scenario")
    scenario = get_row(act.session, StoredScenario, scenario_id, Words("方案设置", "scenario"))
    row = StoredVariant(
        scenario_id=scenario.id,
        name=_require_free(act.session, scenario.id, name),
        content=_require_content(content),
        made_by=act.actor.account_id,
        made_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    act.record("add-variant", f"variant {row.id}", after=_tell(row))
    return _make_record(act.session, row)


def edit_variant(
    act: Act, variant_id: int, version: int, *, content: str | None = None, name: str | None = None
) -> VariantRecord:
    """Change what is given of a variant.

    Parameters
    ----------
    version
        The version the editor has seen.

    Raises
    ------
    ConflictError
        Somebody else changed it since; carries both.
    StoreError
        As `add_variant`.
    """
    require(act, "edit-scenario")
    row = get_row(act.session, StoredVariant, variant_id, _VARIANT)
    wanted = {"content": content, "name": name}
    yours = {key: value for key, value in wanted.items() if value is not None}
    require_version(row.version, version, what=_VARIANT, theirs={key: getattr(row, key) for key in yours}, yours=yours)
    before = _tell(row)
    if name is not None and name.strip() != row.name:
        row.name = _require_free(act.session, row.scenario_id, name)
    if content is not None:
        row.content = _require_content(content)
    act.session.flush()
    act.record("edit-variant", f"variant {row.id}", before=before, after=_tell(row))
    return _make_record(act.session, row)


def delete_variant(act: Act, variant_id: int) -> None:
    """Delete a variant; the chain keeps what it said."""
    require(act, "edit-scenario")
    row = get_row(act.session, StoredVariant, variant_id, _VARIANT)
    act.record("delete-variant", f"variant {row.id}", before=_tell(row))
    act.session.delete(row)


def list_variants(store: Store, scenario_id: int) -> tuple[VariantRecord, ...]:
    """Return the variants of a scenario in the order they were made."""
    query = select(StoredVariant).where(StoredVariant.scenario_id == scenario_id).order_by(StoredVariant.id)
    with store.read() as session:
        return tuple(_make_record(session, row) for row in session.scalars(query))


def load_variant(store: Store, variant_id: int) -> VariantRecord:
    """Return a variant.

    Raises
    ------
    MissingError
        There is none.
    """
    with store.read() as session:
        return _make_record(session, get_row(session, StoredVariant, variant_id, _VARIANT))


def _require_free(session: Session, scenario_id: int, name: str) -> str:
    name = require_name(name, _LONGEST_NAME, _VARIANT)
    query = select(StoredVariant.id).where(StoredVariant.scenario_id == scenario_id, StoredVariant.name == name)
    if session.scalar(query) is not None:
        raise refuse_name(name, _VARIANT)
    return name


def _require_content(content: str) -> str:
    if len(content) > _LONGEST_CONTENT:
        raise StoreError(Words("改动太多，无法保存", "these are more edits than can be kept"))
    return content


def _tell(row: StoredVariant) -> dict[str, object]:
    return {"scenario": row.scenario_id, "name": row.name, "content": row.content}


def _make_record(session: Session, row: StoredVariant) -> VariantRecord:
    return VariantRecord(
        id=row.id,
        scenario_id=row.scenario_id,
        name=row.name,
        content=row.content,
        author=name_author(session, row.made_by),
        made_at=row.made_at,
        version=row.version,
    )
