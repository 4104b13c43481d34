"""What must hold between the settings of one policy, beyond the type of each.

The checks read plain data (a parsed file or a dumped policy) and step over whatever has the wrong
shape, so that they find their faults beside those of other places.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from matcher.policy.faults import Fault, show_value, unquote
from matcher.policy.positions import Place
from matcher.policy.register import REGISTER
from matcher.policy.rule import ParameterSpec, Rule
from matcher.policy.selection import SELECTIONS, SelectionField
from matcher.policy.terms import DEFAULT_WEIGHTS, TableName
from matcher.pools.enums import find_choice
from matcher.pools.tables import TABLES
from matcher.words import Words, nearest

BOUNDS = ("least", "most", "least_share", "most_share")
"""The four bounds a quota may have."""


def find_faults(data: Mapping[str, object]) -> list[Fault]:
    """Return every contradiction and every unknown word that one type alone does not show."""
    return [
        *_check_fields(data),
        *_check_objectives(data),
        *_check_weights(data),
        *_check_rules(data),
        *_check_quotas(data),
        *_check_orders(data),
        *_check_waivers(data),
    ]


def unknown_word(place: Place, word: str, known: Mapping[str, str] | Iterable[str], kind: Words, code: str) -> Fault:
    """Return the fault of a word that is not one of the known ones.

    Parameters
    ----------
    known
        The right words; a mapping adds the Chinese name of each, by which it is found as well.
    kind
        What the word was meant to be: a rule, a field …
    """
    names = dict(known) if isinstance(known, Mapping) else dict.fromkeys(known, "")
    tidy = word.strip().lower()
    found = nearest(word, names) or nearest(tidy, names)
    if found is None and tidy:
        found = next((code for code, zh in names.items() if zh and (tidy in zh or zh in tidy)), None)
    # A list too long to read helps nobody; the reference names them all.
    listed = list(names) if len(names) <= 12 or found is None else []
    choices = Words("、".join(listed[:30]), ", ".join(listed[:30]))
    if found is not None and listed:
        fix = Words(f"改为 {found}（可用的有 {choices.zh}）", f"write {found} (known are {choices.en})")
    elif found is not None:
        fix = Words(f"改为 {found}", f"write {found}")
    elif listed:
        fix = Words(f"可用的有 {choices.zh}", f"known are {choices.en}")
    else:
        fix = Words("删去这一项", "delete it")
    shown = None if code == "unknown_word" else word
    return Fault(place, Words(f"没有这个{kind.zh}", f"no such {kind.en}"), fix, code, shown, found)


def _entries(value: object) -> Iterator[tuple[int, Mapping[str, object]]]:
    if isinstance(value, list | tuple):
        yield from ((n, entry) for n, entry in enumerate(value) if isinstance(entry, Mapping))


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _check_fields(data: Mapping[str, object]) -> Iterator[Fault]:
    """Check that a column is mapped to, and a key made of, a field of its table."""
    pools = _table(data.get("pools"))
    given: list[tuple[Place, str, object]] = []
    for name, mapping in _table(pools.get("columns")).items():
        given += [(("pools", "columns", name, header), name, field) for header, field in _table(mapping).items()]
    given += [(("pools", "keys", name), name, field) for name, field in _table(pools.get("keys")).items()]
    for place, name, field in given:
        table = TABLES.get(name)  # type: ignore[call-overload]
        if table is not None and isinstance(field, str) and field and field not in table.by_name:
            known = {column.name: column.zh for column in table.columns}
            yield unknown_word(
                place, field, known, Words(f"字段（{table.zh}）", f"field of {table.en}"), "unknown_word"
            )


def _check_objectives(data: Mapping[str, object]) -> Iterator[Fault]:
    objectives = data.get("objectives")
    if objectives == []:
        # Only a file can say so; a policy made in code holds an empty tuple where nothing was given.
        yield Fault(
            ("objectives",),
            Words("一个目标也没有", "it names no objective"),
            Words("写出目标，或删去这一项改用 preset", "name objectives, or delete it and use preset"),
            "empty",
        )
    if not isinstance(objectives, list | tuple) or not objectives:
        return
    if data.get("preset") is not None:
        yield Fault(
            ("objectives",),
            Words("preset 和 objectives 只能写一项", "preset and objectives exclude each other"),
            Words("删去其中一项", "delete one of them"),
            "contradiction",
        )
    for n, objective in enumerate(objectives):
        if objective in objectives[:n]:
            yield Fault(
                ("objectives", n),
                Words("目标重复", "the objective repeats"),
                Words("删去重复的一个", "delete the repetition"),
                "repeated",
            )


def _check_weights(data: Mapping[str, object]) -> Iterator[Fault]:
    given = _table(data.get("weights"))
    if given and all(given.get(criterion, default) == 0 for criterion, default in DEFAULT_WEIGHTS.items()):
        yield Fault(
            ("weights",),
            Words("权重全为 0，契合度无从计算", "all weights are 0, so nothing can be scored"),
            Words("至少把一项权重改为大于 0 的整数", "raise at least one of them above 0"),
            "out_of_range",
        )


def _check_rules(data: Mapping[str, object]) -> Iterator[Fault]:
    titles = {rule.id: rule.title.zh for rule in REGISTER.values()}
    for rule_id, given in _table(data.get("rules")).items():
        place: Place = ("rules", rule_id)
        if rule_id not in REGISTER:
            yield unknown_word(place, rule_id, titles, Words("规则", "rule"), "unknown_rule")
            continue
        setting = _table(given)
        start, end = setting.get("valid_from"), setting.get("valid_until")
        if type(start) is date and type(end) is date and start > end:
            yield Fault(
                (*place, "valid_until"),
                Words("早于 valid_from", "it is before valid_from"),
                Words("改为不早于起始日的日期", "write a day not before the first one"),
                "bad_date",
            )
        for name, value in _table(setting.get("parameters")).items():
            yield from _check_parameter((*place, "parameters", name), REGISTER[rule_id], name, value)


def _check_parameter(place: Place, rule: Rule, name: str, value: object) -> Iterator[Fault]:
    spec = rule.specs.get(name)
    if spec is None:
        known = {key: spec.words.zh for key, spec in rule.specs.items()}
        kind = Words("参数", f"parameter of {rule.id}")
        yield unknown_word(place, name, known, kind, "unknown_parameter")
    elif not spec.accepts_type(value):
        wanted = _name_type(type(spec.default))
        typed = show_value(spec.default) if (bare := unquote(type(spec.default), value)) is None else bare
        yield Fault(
            place,
            Words(f"应为{wanted.zh}", f"{wanted.en} is wanted"),
            Words(f"写成 {typed} 的样子", f"write it like {typed}"),
            "wrong_type",
            suggestion=bare,
        )
    elif isinstance(value, int | float) and not spec.is_in_range(value):
        yield _out_of_range(place, spec)


def _out_of_range(place: Place, spec: ParameterSpec) -> Fault:
    return Fault(
        place,
        Words(f"{spec.words.zh}应在 {spec.least} 至 {spec.most} 之间", f"outside {spec.least} to {spec.most}"),
        Words(f"常用值为 {show_value(spec.default)}", f"the usual value is {show_value(spec.default)}"),
        "out_of_range",
    )


def _name_type(kind: type) -> Words:
    return {
        bool: Words(" true 或 false", "true or false"),
        int: Words("整数", "a whole number"),
        float: Words("数字", "a number"),
        str: Words("带引号的文字", "text in quotes"),
    }[kind]


def _check_quotas(data: Mapping[str, object]) -> Iterator[Fault]:
    quotas = list(_entries(data.get("quotas")))
    seen: set[object] = set()
    for n, quota in quotas:
        place: Place = ("quotas", n)
        name = quota.get("name")
        if isinstance(name, str) and name in seen:
            yield Fault(
                (*place, "name"),
                Words("配额名称重复", "the name of the quota repeats"),
                Words("换一个名称", "choose another name"),
                "repeated",
            )
        seen.add(name if isinstance(name, str) else None)
        yield from _check_bounds(place, quota)
        for side in ("candidates", "posts"):
            for field, values in _table(quota.get(side)).items():
                yield from _check_selection((*place, side, field), side, field, values)


def _check_bounds(place: Place, quota: Mapping[str, object]) -> Iterator[Fault]:
    if all(quota.get(bound) is None for bound in BOUNDS):
        yield Fault(
            place,
            Words("配额没有上下限", "the quota has no bound"),
            Words("写上 least、most、least_share、most_share 中至少一项", f"give at least one of {', '.join(BOUNDS)}"),
            "no_bound",
        )
    for low, high in (("least", "most"), ("least_share", "most_share")):
        least, most = _number(quota.get(low)), _number(quota.get(high))
        if least is not None and most is not None and least > most:
            yield Fault(
                (*place, low),
                Words(f"大于 {high} 的 {show_value(most)}", f"it is more than {high}, {show_value(most)}"),
                Words("把下限改为不大于上限", "lower it or raise the other"),
                "contradiction",
            )
    for count, share in (("least", "least_share"), ("most", "most_share")):
        if quota.get(count) is not None and quota.get(share) is not None:
            yield Fault(
                (*place, share),
                Words(f"同一个界限又写了 {count}", f"the same bound is also given as {count}"),
                Words("个数和份额只留一项", "keep either the count or the share"),
                "contradiction",
            )


def _check_selection(place: Place, side: str, name: str, values: object) -> Iterator[Fault]:
    known = SELECTIONS[side]
    if name not in known:
        other = "posts" if side == "candidates" else "candidates"
        kind = Words("可选字段", "field to select by")
        if name in SELECTIONS[other]:
            fix = Words(f"改写在 {other} 下", f"put it under {other}")
            reason = Words(f"{side} 没有这个字段", f"{side} have no such field")
            yield Fault(place, reason, fix, "unknown_field", name, f"{other}.{name}")
        else:
            yield unknown_word(place, name, _name_fields(side), kind, "unknown_field")
        return
    if not isinstance(values, list | tuple):
        yield from _check_selected(place, known[name], values)
        return
    if not values:
        yield Fault(
            place,
            Words("没有列出任何取值", "it lists no value"),
            Words("列出取值，或删去这一项", "list values, or delete it"),
            "empty",
        )
    for n, value in enumerate(values):
        yield from _check_selected((*place, n), known[name], value)


def _name_fields(side: str) -> dict[str, str]:
    """Return the fields of a selection with the headers under which a planner knows them."""
    columns = [column for name in _SIDE_TABLES[side] for column in TABLES[name].columns]
    headers = {column.name: column.zh for column in reversed(columns)}
    return {name: headers.get(name, "") for name in SELECTIONS[side]}


def _unknown_choice(place: Place, value: str, field: SelectionField) -> Fault:
    """Return the fault of a word that is no code; a word the tables take leads to its code."""
    side, name = str(place[2]), str(place[3])
    columns = (TABLES[table].by_name.get(name) for table in _SIDE_TABLES[side])
    enum = next((column.enum for column in columns if column is not None), None)
    code = find_choice(enum, value) if enum else None
    if code in field.choices:
        fix = Words(f"改写代码 {code}", f"write its code, {code}")
        return Fault(place, Words("这里写代码", "codes are written here"), fix, "unknown_word", suggestion=code)
    return unknown_word(place, value, field.choices, Words("取值", "value"), "unknown_word")


_SIDE_TABLES: Mapping[str, tuple[TableName, ...]] = {"candidates": ("candidates",), "posts": ("posts", "enterprises")}


def _check_selected(place: Place, field: SelectionField, value: object) -> Iterator[Fault]:
    if not field.accepts_type(value):
        wanted = _name_type(field.type)
        example = {bool: "true", int: "3"}.get(field.type, show_value(str(value)))
        yield Fault(
            place,
            Words(f"应为{wanted.zh}", f"{wanted.en} is wanted"),
            Words(f"写成 {example} 的样子", f"write it like {example}"),
            "wrong_type",
        )
    elif field.choices and value not in field.choices:
        yield _unknown_choice(place, str(value), field)


def _check_orders(data: Mapping[str, object]) -> Iterator[Fault]:
    pins, bans = _orders(data.get("pins")), _orders(data.get("bans"))
    for side, orders in (("pins", pins), ("bans", bans)):
        count = Counter(order for _, order in orders)
        first = {order: n for n, order in reversed(orders)}
        for n, order in orders:
            if count[order] > 1 and n != first[order]:
                yield Fault(
                    (side, n),
                    Words(f"与 {side}[{first[order]}] 重复", f"it repeats {side}[{first[order]}]"),
                    Words("删去重复的一条", "delete the repetition"),
                    "repeated",
                )
    banned = {order: n for n, order in bans}
    at_host: dict[tuple[str, str], tuple[int, str]] = {}
    for n, (candidate, enterprise, post) in pins:
        for key in dict.fromkeys(((candidate, enterprise, None), (candidate, enterprise, post))):
            if key in banned:
                yield Fault(
                    ("bans", banned[key]),
                    Words(f"与指定安排 pins[{n}] 矛盾", f"it contradicts pins[{n}]"),
                    Words("删去其中一条", "delete one of them"),
                    "contradiction",
                )
        if post is not None:
            earlier, other = at_host.setdefault((candidate, enterprise), (n, post))
            if other != post:
                yield Fault(
                    ("pins", n),
                    Words(
                        f"同一人在同一企业只能任一个岗位，pins[{earlier}] 已指定 {other}",
                        f"one person holds one post of a host, and pins[{earlier}] asks for {other}",
                    ),
                    Words("只留一条", "keep one of them"),
                    "contradiction",
                )


def _orders(value: object) -> list[tuple[int, tuple[str, str, str | None]]]:
    orders: list[tuple[int, tuple[str, str, str | None]]] = []
    for n, entry in _entries(value):
        candidate, enterprise, post = entry.get("candidate"), entry.get("enterprise"), entry.get("post")
        if isinstance(candidate, str) and isinstance(enterprise, str) and (post is None or isinstance(post, str)):
            orders.append((n, (candidate, enterprise, post)))
    return orders


def _check_waivers(data: Mapping[str, object]) -> Iterator[Fault]:
    titles = {rule.id: rule.title.zh for rule in REGISTER.values() if rule.is_waivable}
    seen: dict[tuple[object, ...], int] = {}
    for n, waiver in _entries(data.get("waivers")):
        place: Place = ("waivers", n)
        rule_id = waiver.get("rule")
        if isinstance(rule_id, str) and rule_id and rule_id not in titles:
            rule = REGISTER.get(rule_id)
            yield (
                unknown_word((*place, "rule"), rule_id, titles, Words("规则", "rule"), "unknown_rule")
                if rule is None
                else _refuse_waiver((*place, "rule"), rule, titles)
            )
        key = tuple(waiver.get(name) for name in ("candidate", "enterprise", "post", "rule"))
        if all(isinstance(part, str | None) for part in key) and seen.setdefault(key, n) != n:
            yield Fault(
                place,
                Words(f"与 waivers[{seen[key]}] 重复", f"it repeats waivers[{seen[key]}]"),
                Words("删去重复的一条", "delete the repetition"),
                "repeated",
            )


def _refuse_waiver(place: Place, rule: Rule, waivable: Mapping[str, str]) -> Fault:
    """Return the fault of a waiver of a law, with its clause, or of a rule that bars no pair."""
    if rule.kind == "law":
        return Fault(
            place,
            Words(
                f"“{rule.title.zh}”是法规，不得豁免（依据：{rule.basis}：{rule.clause}）",
                f"“{rule.title.en}” is a law and cannot be waived (basis: {rule.basis}：{rule.clause})",
            ),
            Words("删去这一条豁免", "delete the waiver"),
            "law",
        )
    known = "、".join(waivable)
    return Fault(
        place,
        Words(
            f"“{rule.title.zh}”约束的是一个人或一个岗位，不是一对，不能按配对豁免",
            f"“{rule.title.en}” is about a person or a post, not about a pair, so it cannot be waived for one",
        ),
        Words(
            f"改这个人或岗位自己的数；可以豁免的有 {known}",
            f"change the figure of the person or the post; rules that can be waived are {known.replace('、', ', ')}",
        ),
        "not_waivable",
    )
