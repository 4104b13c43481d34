"""The form of one record: every field as one would type it; what is hidden is looked at first."""

from collections.abc import Mapping

import streamlit as st

from matcher.plans.accounts.masking import PersonalRecord, list_masked, name_subject
from matcher.plans.store.corrections import correct_record
from matcher.plans.store.records import StoredPools
from matcher.pools import TABLES, Candidate, Choice, Column, Enterprise, Incumbent, Opinion, Post, TableName
from matcher.pools.correcting import FIXED, Correction, PoolRecord, find_key
from matcher.pools.enums import choice_names
from matcher.pools.showing import list_fields, name_field, show_field
from matcher.ui.context import Context
from matcher.ui.pool_view.record_links import name_params
from matcher.ui.profiles.unmasking import draw_unmasking
from matcher.words import ITEM_SEPARATOR, join_items

_COLUMNS = 3
_LONG = frozenset({"note", "relatives", "skills", "needs"})


def draw_warnings(context: Context, stored: StoredPools, table: TableName, record: PoolRecord | None) -> None:
    """Show what is open of a record: from its file, or left by earlier corrections."""
    if record is None:
        return
    key = find_key(table, record)
    for finding in stored.findings:
        own = [subject for subject in finding.about if (subject.table, subject.key) == (table, key)]
        if own and finding.severity == "warning":
            field = name_field(table, own[0].field, context.language) if own[0].field else finding.file
            reason, fix = finding.reason.say(context.language), finding.fix.say(context.language)
            st.warning(context.say("warned", field=field, reason=reason, fix=fix))


def draw_form(context: Context, stored: StoredPools, table: TableName, record: PoolRecord | None) -> None:
    """Show the fields, take what was changed, and keep it as the next version."""
    hidden = list_masked(record, context.viewer.role) if record is not None else set()
    looked_at: set[str] = set()
    if hidden and isinstance(record, Candidate | Enterprise | Opinion):
        looked_at = _look_first(context, stored, table, record)
    shown = _show_fields(context, stored, table, record)
    form = f"record-{stored.record.id}-{table}-{'-'.join(map(str, find_key(table, record))) if record else 'new'}"
    with st.form(form, border=True):
        now = {}
        columns = _list_columns(table, record)
        for first in range(0, len(columns), _COLUMNS):
            # Row by row, so that the Tab key goes the way one reads.
            for box, column in zip(st.columns(_COLUMNS), columns[first : first + _COLUMNS], strict=False):
                with box:
                    field = f"{form}-{column.name}"
                    is_hidden = _field_of(column.name) in hidden
                    if is_hidden and _field_of(column.name) not in looked_at:
                        _draw_covered(context, column, field)
                        continue
                    text = "" if is_hidden else shown.get(column.name, "")
                    now[column.name] = _draw_field(context, stored, column, text, field, is_blank=is_hidden)
        why = st.text_input(
            context.say("why"), max_chars=200, placeholder=context.say("why-hint"), key=f"{form}-why", width=640
        )
        is_sent = st.form_submit_button(context.say("save"), type="primary")
    # Outside the form: what is said of an error has a button of its own.
    if is_sent:
        was = {key: "" if _field_of(key) in hidden else shown.get(key, "") for key in now}
        typed = {key: text for key, text in now.items() if text.strip() != was[key]}
        _keep(context, stored, Correction(table, find_key(table, record) if record else None, typed), why or "")


def _draw_covered(context: Context, column: Column, key: str) -> None:
    """Show that there is something to be looked at before it is changed."""
    st.text_input(
        column.header(context.language),
        value=context.say("covered"),
        disabled=True,
        key=f"{key}-covered",
        help=context.say("covered-help"),
        placeholder="",
    )


def _field_of(column: str) -> str:
    return "place" if column in {"longitude", "latitude"} else column


def _look_first(context: Context, stored: StoredPools, table: TableName, record: PersonalRecord) -> set[str]:
    """Offer the box of reasons and return the fields that this visitor has looked at on this visit."""
    # Names of fields only: their values are nowhere remembered. Whether it is so, the store asks the chain.
    looked_at: set[str] = st.session_state.setdefault(f"looked-at-{name_subject(record)}", set())
    looked_at |= draw_unmasking(context, stored, table, record)
    return looked_at


def _list_columns(table: TableName, record: PoolRecord | None) -> list[Column]:
    """Return the columns of the form: those that say which record it is stand there for a new one only."""
    if record is None:
        return [column for column in TABLES[table].columns if column.kind != "id_number"]
    own = [column for column in list_fields(table) if column.name not in FIXED[table]]
    return own + [column for column in TABLES[table].columns if column.kind == "degrees"]


def _show_fields(context: Context, stored: StoredPools, table: TableName, record: PoolRecord | None) -> dict[str, str]:
    if record is None:
        return {}
    place = getattr(record, "place", None)
    values = {name: getattr(record, name, None) for name in TABLES[table].by_name}
    values |= {name: getattr(place, name, None) for name in ("longitude", "latitude")}
    return {
        name: show_field(TABLES[table].by_name[name], value, stored.vocabulary, context.language)
        for name, value in values.items()
        if name in TABLES[table].by_name
    }


def _draw_field(context: Context, stored: StoredPools, column: Column, text: str, key: str, *, is_blank: bool) -> str:
    """Show one field in the way that fits what may stand there, and return it as typed."""
    label = f"{column.header(context.language)}{' *' if column.is_required else ''}"
    note = column.note.say(context.language)
    options = _list_options(context, stored, column)
    if column.is_list and options is not None and column.kind != "levels":
        known = [each for each in text.split(ITEM_SEPARATOR.say(context.language)) if each]
        chosen = st.multiselect(
            label, list(dict.fromkeys([*known, *options])), default=known, key=key, help=note, placeholder=""
        )
        return join_items(chosen, context.language)
    if options is not None and column.kind not in {"levels", "grade"}:
        several = list(dict.fromkeys(["", *([text] if text else []), *options]))
        return st.selectbox(label, several, index=several.index(text), key=key, help=note, placeholder="") or ""
    hint = context.say("hidden-hint") if is_blank else ""
    if column.name in _LONG:
        return st.text_area(label, value=text, key=key, help=note, placeholder=hint, height=68)
    return st.text_input(label, value=text, key=key, help=note, placeholder=hint)


def _list_options(context: Context, stored: StoredPools, column: Column) -> list[str] | None:
    if column.kind == "flag":
        return list(choice_names("flag", context.language))
    if column.enum is not None:
        return list(choice_names(column.enum, context.language))
    if column.vocabulary is not None:
        codes = stored.vocabulary.codes(column.vocabulary)
        return [stored.vocabulary.name(column.vocabulary, code, context.language) for code in codes]
    return None


def draw_removing(context: Context, stored: StoredPools, table: TableName, record: PoolRecord) -> None:
    """Offer to take the record out, with what goes along, a reason and a box to confirm."""
    with st.expander(context.say("remove")):
        st.caption(context.say("remove-help", what=_count_with(context, stored, record)))
        with st.form(f"remove-{stored.record.id}", border=False):
            why = st.text_input(context.say("why"), max_chars=200, placeholder=context.say("why-hint"), width=640)
            is_sure = st.checkbox(context.say("remove-sure"))
            is_sent = st.form_submit_button(context.say("remove"))
        if is_sent and not is_sure:
            st.warning(context.say("remove-not-sure"))
        elif is_sent:
            _keep(context, stored, Correction(table, find_key(table, record), None), why or "")


def _count_with(context: Context, stored: StoredPools, record: PoolRecord) -> str:
    """Say what goes with a record."""
    pools, posts = stored.pools, 0
    said: tuple[Choice | Opinion | Incumbent, ...] = (*pools.choices, *pools.opinions, *pools.incumbents)
    match record:
        case Candidate():
            num_said = sum(each.candidate == record.id for each in said)
        case Enterprise():
            posts = sum(post.enterprise == record.id for post in pools.posts)
            num_said = sum(each.enterprise == record.id for each in said)
        case Post():
            num_said = sum(each.post == record.id for each in pools.choices)
        case _:
            return context.say("nothing-else")
    return context.say("goes-along", posts=posts, said=num_said)


def _keep(context: Context, stored: StoredPools, correction: Correction, why: str) -> None:
    told: dict[str, object] = {"number": 0}
    done = "removed" if correction.typed is None else "saved"
    with context.doing(done, told):
        with context.act() as act:
            made = correct_record(act, stored.record.id, correction, why=why)
        told["number"] = made.number
        if correction.typed is None:
            context.set_param("table", "")
            context.set_param("record", "")
        elif correction.key is None:
            _show_new(context, correction.table, made.id)


def _show_new(context: Context, table: TableName, import_id: int) -> None:
    """Go on with the record that was added: it stands at the end."""
    added: Mapping[str, str] = name_params(table, getattr(context.load_pools(import_id).pools, table)[-1])
    context.set_param("record", added["record"])
