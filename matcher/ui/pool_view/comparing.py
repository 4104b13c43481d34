"""Two versions of the pools side by side: records that came, went or changed, field by field, masked by role."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans.accounts import mask_record
from matcher.plans.store.records import ImportRecord, StoredPools
from matcher.pools import TABLES, Candidate, Enterprise, Opinion, TableName
from matcher.pools.comparing import KINDS, RecordChange, compare_pools
from matcher.pools.records import Record
from matcher.pools.showing import name_field, show_field
from matcher.ui.context import Context
from matcher.ui.plain import draw_plain_table
from matcher.ui.pool_view.browsing import list_own_hosts
from matcher.ui.pool_view.choosing import choose_against
from matcher.ui.profile_links import ProfileLink
from matcher.ui.tables import Column, show_table
from matcher.words import REMARK_SEPARATOR, join_items

_KEYS = ("table", "kind", "id", "who", "field", "old", "new")
_CHOICES = {"table", "kind", "field"}


def draw_comparison(context: Context, imports: Sequence[ImportRecord], record: ImportRecord) -> None:
    """Show what differs between the chosen version and the one it is compared with."""
    against = choose_against(context, imports, record)
    if against is None:
        return
    told = [context.say("made-by", author=record.author or context.say("by-system"))]
    if made_from := next((each.number for each in imports if each.id == record.based_on), 0):
        told.append(context.say("made-from", number=made_from))
    if record.note:
        told.append(context.say("made-why", note=record.note))
    st.caption(REMARK_SEPARATOR.say(context.language).join(told))
    if record.digest == against.digest:
        st.success(context.say("all-the-same"))
        return
    old, new = context.load_pools(against.id), context.load_pools(record.id)
    changes = _list_shown(context, old, new)
    if not changes:
        st.success(context.say("all-the-same"))
        return
    _draw_counts(context, changes)
    rows = [row for change in changes for row in _tell(context, change, old, new)]
    columns = [Column(key, context.say(f"change-{key}"), is_choice=key in _CHOICES) for key in _KEYS]
    targets = [row.pop("target") for row in rows]
    show_table(
        context,
        "changes",
        columns,
        pd.DataFrame(rows, columns=list(_KEYS)),
        file_name=context.say("changes-file", old=against.number, new=record.number),
        names={"who": lambda row: targets[row]},
    )


def _list_shown(context: Context, old: StoredPools, new: StoredPools) -> list[RecordChange]:
    """Return the changes; an account of one committee sees those of its own hosts and of people."""
    changes = compare_pools(old.pools, new.pools)
    own = [list_own_hosts(context, stored.pools) for stored in (old, new)]
    if None in own:
        return list(changes)
    hosts = {host for each in own for host in each or ()}

    def is_own(record: Record | None) -> bool:
        host = getattr(record, "id" if isinstance(record, Enterprise) else "enterprise", None)
        return isinstance(record, Candidate) or host in hosts

    return [change for change in changes if is_own(change.before) or is_own(change.after)]


def _draw_counts(context: Context, changes: Sequence[RecordChange]) -> None:
    counts = Counter((change.table, change.kind) for change in changes)
    headings = [context.say("change-table"), *(context.say(f"kind-{kind}") for kind in KINDS)]
    tables = list(dict.fromkeys(change.table for change in changes))
    draw_plain_table(
        headings,
        [
            [name("table", table).say(context.language), *(counts[table, kind] or "" for kind in KINDS)]
            for table in tables
        ],
    )


def _tell(context: Context, change: RecordChange, old: StoredPools, new: StoredPools) -> Iterator[dict[str, Any]]:
    """Return a row for each field that changed, one for a record that came or went."""
    stored = old if change.after is None else new
    record = change.after or change.before
    assert record is not None
    row = {
        "table": name("table", change.table).say(context.language),
        "kind": context.say(f"kind-{change.kind}"),
        "id": join_items(filter(None, (_key_part(record, key) for key in TABLES[change.table].key)), context.language),
        "who": _name(record, stored),
        "target": _find_profile(record, stored),
        "field": "",
        "old": "",
        "new": "",
    }
    if change.before is None or change.after is None:
        yield row
        return
    before, after = (_list_values(context, each) for each in (change.before, change.after))
    for field in change.fields:
        if field == "grade_code" and "grade" in change.fields:
            continue
        shown = [
            _show(change.table, field, values.get(field), each, context)
            for values, each in ((before, old), (after, new))
        ]
        called = name_field(change.table, "grade" if field == "grade_code" else field, context.language)
        yield row | {"field": called, "old": shown[0], "new": shown[1]}


def _key_part(record: Record, key: str) -> str:
    value = getattr(record, key)
    return "" if value is None or key in {"side", "role", "source"} else str(value)


def _name(record: Record, stored: StoredPools) -> str:
    """Return the names a record speaks of."""
    pools = stored.pools
    own = getattr(record, "name", None)
    if own is not None:
        return str(own)
    person, host = getattr(record, "candidate", None), getattr(record, "enterprise", None)
    named = [pools.candidates[pools.candidate_index[person]].name] if person is not None else []
    return " · ".join([*named, *([pools.enterprises[pools.enterprise_index[host]].name] if host is not None else [])])


def _find_profile(record: Record, stored: StoredPools) -> ProfileLink:
    """Return the profile a record stands on, in the version where it is."""
    version = {"import": str(stored.record.id)}
    if isinstance(record, Candidate):
        return ProfileLink("candidate", record.id, version)
    host = record.id if isinstance(record, Enterprise) else getattr(record, "enterprise", "")
    return ProfileLink("enterprise", host, version)


def _list_values(context: Context, record: Record) -> Mapping[str, Any]:
    if isinstance(record, Candidate | Enterprise | Opinion):
        return mask_record(record, context.viewer)
    return {field: getattr(record, field) for field in type(record).model_fields}


def _show(table: TableName, field: str, value: object, stored: StoredPools, context: Context) -> str:
    column = TABLES[table].by_name.get(field)
    if column is None:
        column = TABLES[table].by_name["longitude" if field == "place" else "grade"]
    return show_field(column, value, stored.vocabulary, context.language)
