"""Honest faults for the messy workbooks: each is one slip of one hand, and the import finds just it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Literal, TypeAlias

from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Choice, Enterprise, Incumbent, Opinion, Record
from matcher.pools.synthetic.messy_answers import list_offers
from matcher.pools.synthetic.messy_cells import Cell
from matcher.pools.synthetic.messy_sheet import Sheet

PEOPLE, HOSTS, POSTS = "人才库.xlsx", "企业库.xlsx", "岗位.xlsx"
CHOICES, OPINIONS, INCUMBENTS = "双向意愿.xlsx", "第三方意见.csv", "上一届任职.xlsx"

_Table: TypeAlias = Literal["people", "hosts", "offers", "opinions", "incumbents"]
_PLACES: dict[_Table, tuple[str, str]] = {
    "people": (PEOPLE, "人才库"),
    "hosts": (HOSTS, "企业库"),
    "offers": (CHOICES, "企业意愿"),
    "opinions": (OPINIONS, "第三方意见"),
    "incumbents": (INCUMBENTS, "上一届任职"),
}
_NOBODY = "9999"


@dataclass(frozen=True, slots=True)
class _Slip:
    """Describe a kind of fault.

    Parameters
    ----------
    code
        Code of the finding that the import reports.
    change
        The cell as it should be → as it was typed; None: the whole row was entered twice.
    drops_row
        Whether the import leaves the row out.
    needs
        Field that the record must have stated, or empty.
    """

    code: str
    table: _Table
    column: str
    change: Callable[[Cell], Cell] | None
    drops_row: bool = True
    needs: str = ""


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """Say which fault is planted where.

    Parameters
    ----------
    row
        Data row of the sheet, 0 is the first below the header.
    drops_row
        Whether the import leaves the row out.
    """

    code: str
    file: str
    sheet: str
    column: str
    row: int
    change: Callable[[Cell], Cell] | None
    drops_row: bool

    def apply(self, sheet: Sheet) -> None:
        """Make the slip in a laid-out sheet."""
        if self.change is None:
            for column in sheet.columns:
                column.cells.append(column.cells[self.row])
            return
        cells = next(column.cells for column in sheet.columns if column.header == self.column)
        cells[self.row] = self.change(cells[self.row])


def plan_faults(pools: Pools, num_faults: int) -> tuple[PlantedFault, ...]:
    """Return the faults that `write_messy_workbooks` plants in these pools.

    Kinds come in a fixed order and start over when all have been used; no two faults touch one row,
    and no fault is planted in an answer about somebody whose own row is left out.

    Raises
    ------
    ValueError
        The pools are too small for that many faults.
    """
    free = {name: _spread(len(records)) for name, records in _records(pools).items()}
    faults: list[PlantedFault] = []
    dropped: set[str] = set()
    mentioned: set[str] = set()
    for n in range(num_faults):
        slip = _SLIPS[n % len(_SLIPS)]
        is_gone = slip.drops_row and slip.change is not None and slip.table in {"people", "hosts"}
        avoided = dropped | mentioned if is_gone else dropped
        row = next((r for r in free[slip.table] if _may_take(pools, slip, r, avoided)), None)
        if row is None:
            raise ValueError(f"the pools are too small for {num_faults} faults")
        free[slip.table].remove(row)
        mentioned |= _name_ids(pools, slip.table, row)
        if is_gone:
            dropped |= _name_ids(pools, slip.table, row)
        file, sheet = _PLACES[slip.table]
        faults.append(PlantedFault(slip.code, file, sheet, slip.column, row, slip.change, slip.drops_row))
    return tuple(faults)


def _records(pools: Pools) -> dict[_Table, Sequence[Record]]:
    return {
        "people": pools.candidates,
        "hosts": pools.enterprises,
        "offers": list_offers(pools),
        "opinions": pools.opinions,
        "incumbents": pools.incumbents,
    }


def _spread(total: int) -> list[int]:
    """Return all rows in an order that scatters the first ones over the table.

    The steps are those of the golden section, so that no two faults stand side by side.
    """
    step = max(1, round(total * 0.382))
    while gcd(step, total) > 1:
        step += 1
    return [(step * (n + 1)) % total for n in range(total)]


def _may_take(pools: Pools, slip: _Slip, row: int, avoided: set[str]) -> bool:
    record = _records(pools)[slip.table][row]
    states_it = not slip.needs or bool(getattr(record, slip.needs))
    return states_it and not _name_ids(pools, slip.table, row) & avoided


def _name_ids(pools: Pools, table: _Table, row: int) -> set[str]:
    record = _records(pools)[table][row]
    if isinstance(record, Choice | Opinion | Incumbent):
        return {record.candidate, record.enterprise}
    assert isinstance(record, Candidate | Enterprise)
    return {record.id}


def _break_check_digit(cell: Cell) -> Cell:
    text = str(cell)
    return text[:-1] + ("1" if text[-1] != "1" else "2")


_SLIPS: tuple[_Slip, ...] = (
    _Slip("not_stated", "people", "单位意见", lambda _: None, drops_row=False),
    _Slip("id_number_check", "people", "身份证号码", _break_check_digit, needs="birth"),
    _Slip("repeated_key", "people", "人员编号", None),
    _Slip("bad_phone", "hosts", "联系人电话", lambda cell: str(cell)[:-1], drops_row=False, needs="phone"),
    _Slip("unknown_reference", "offers", "人选编号", lambda _: _NOBODY),
    _Slip("unknown_word", "opinions", "意见", lambda _: "再议"),
    _Slip("unsure_date", "incumbents", "起始时间", lambda _: 2024.1, drops_row=False),
    _Slip("unknown_skill", "people", "专长", lambda cell: f"{cell}、驯马"),
    _Slip("rank_missing", "offers", "志愿顺序", lambda _: None, needs="rank"),
    _Slip("credit_code_check", "hosts", "统一社会信用代码", _break_check_digit, needs="credit_code"),
    _Slip("name_has_digits", "hosts", "联系人", lambda cell: f"{cell}2", drops_row=False, needs="contact"),
    _Slip("bad_date", "people", "出生年月", lambda _: "六十年代"),
    _Slip("unknown_line", "hosts", "所属行业", lambda _: "马具"),
    _Slip("repeated_choice", "offers", "企业编号", None),
    _Slip("dates_reversed", "incumbents", "届满时间", lambda _: "2020.3"),
)
