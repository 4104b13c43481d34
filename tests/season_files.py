"""A small clean season as rows of typed cells, and the files made of it; tests break it on purpose."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from matcher.pools import Import, PoolSources, read_pools
from matcher.pools.identity import find_credit_code_fault, find_id_number_fault

AS_OF = date(2026, 11, 21)
NAMES = ("乌云其木格", "王芳", "阿拉坦·其其格", "李建国", "NA", "张伟", "None", "娜仁花", "赵静", "孟和")

Cells = dict[str, object]


def make_id_number(body: str) -> str:
    """Return the number with its check digit."""
    return next(body + check for check in "0123456789X" if find_id_number_fault(body + check) is None)


def make_credit_code(body: str) -> str:
    """Return the code with its check character."""
    return next(
        body + check for check in "0123456789ABCDEFGHJKLMNPQRTUWXY" if find_credit_code_fault(body + check) is None
    )


def person(number: int) -> Cells:
    """Return the cells of one sound candidate."""
    month, day = 1 + number % 12, 1 + number % 28
    return {
        "人选编号": f"{number:03d}",
        "姓名": NAMES[number % 10],
        "来源类别": "离退休干部",
        "任职状态": "退休",
        "状态起始时间": "2020.6",
        "出生年月": f"1962.{month}",
        "身份证号": make_id_number(f"1506991962{month:02d}{day:02d}{number:03d}"),
        "职级": "正科级",
        "工作单位": "某旗自然资源局",
        "单位业务领域": "自然资源",
        "原分管业务": "粮食、肉类加工",
        "专长": "法律:3、矛盾调解（2级）；安全生产",
        "行业经历": "矿业",
        "语言": "汉语、蒙古语",
        "党务工作年限": "12",
        "正式党员": "是",
        "派出单位同意": "同意",
        "身体健康": "健康",
        "经度": "109.78",
        "纬度": "39.61",
        "每月驻企天数上限": "10",
        "联系企业上限": "3",
        "联系企业下限": "0",
        "可任角色": "党建指导员、党建联络员",
        "亲属任职情况": "",
        "回避人员": "",
        "联系电话": f"1381234{number:04d}",
        "备注": "",
    }


def host(number: int) -> Cells:
    """Return the cells of one sound enterprise with its post."""
    return {
        "企业编号": f"H{number:03d}",
        "企业名称": f"第{number}矿业有限公司",
        "单位类型": "民营企业",
        "统一社会信用代码": make_credit_code(f"91150699MA0{number:06d}"),
        "行业": "矿业",
        "规模": "中型",
        "职工人数": "260",
        "党员人数": "8",
        "党组织情况": "单独组建",
        "党建阶段": "已组建",
        "星级": "2",
        "优先级": "3",
        "所属党委": "乌兰镇党委",
        "经度": "109.5",
        "纬度": "39.5",
        "需求": "证照办理:3、土地纠纷",
        "挂靠企业编号": "",
        "联系电话": "0477-8581234",
        "岗位角色": "党建指导员",
        "岗位性质": "组织选派",
        "最少人数": "1",
        "最多人数": "2",
        "必备专长": "法律",
    }


def choice(side: str, candidate: str, enterprise: str, rank: object = "1", answer: str = "排序") -> Cells:
    """Return the cells of one answer."""
    return {"填报方": side, "人选编号": candidate, "企业编号": enterprise, "意愿": answer, "顺序": rank}


def opinion(candidate: str, enterprise: str, view: str = "支持") -> Cells:
    """Return the cells of one opinion."""
    return {"意见来源": "自然资源局", "人选编号": candidate, "企业编号": enterprise, "意见": view, "理由": "熟悉情况"}


def incumbent(candidate: str, enterprise: str) -> Cells:
    """Return the cells of one incumbent."""
    return {
        "人选编号": candidate,
        "企业编号": enterprise,
        "岗位角色": "党建指导员",
        "连续届数": "1",
        "任职起始": "2024.9",
        "任职截止": "2026.8",
    }


def season(num_people: int = 8, num_hosts: int = 6) -> dict[str, list[Cells]]:
    """Return the five tables of a clean season."""
    people = [person(number) for number in range(1, num_people + 1)]
    hosts = [host(number) for number in range(1, num_hosts + 1)]
    choices = [
        choice("人选", f"{1 + number % num_people:03d}", f"H{1 + number % num_hosts:03d}") for number in range(6)
    ]
    choices += [
        choice("企业", f"{1 + number % num_people:03d}", f"H{1 + number % num_hosts:03d}") for number in range(6)
    ]
    return {
        "candidates": people,
        "enterprises": hosts,
        "choices": choices,
        "opinions": [opinion("001", "H002"), opinion("002", "H001", "反对")],
        "incumbents": [incumbent("001", "H001"), incumbent("003", "H002")],
    }


def rows_of(cells: Sequence[Cells]) -> list[list[object]]:
    """Return the header and the rows of a table."""
    headers = list(cells[0])
    return [list(headers), *([row.get(header, "") for header in headers] for row in cells)]


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """Write rows to a workbook the way a person's program does."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                if cell not in ("", None):
                    page.cell(number, column, cell)
    book.save(path)
    return path


def write_csv(path: Path, rows: list[list[object]], encoding: str) -> Path:
    """Write rows to a text file."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def write_season(folder: Path, tables: dict[str, list[Cells]]) -> PoolSources:
    """Write one workbook per table; return where they are."""
    names = {
        "candidates": "人才库",
        "enterprises": "企业库",
        "choices": "意愿",
        "opinions": "意见",
        "incumbents": "上届任职",
    }
    paths = {
        table: write_xlsx(folder / f"{names[table]}.xlsx", {names[table]: rows_of(cells)})
        for table, cells in tables.items()
        if cells
    }
    return PoolSources(**{table: (path,) for table, path in paths.items()})


def read_people(folder: Path, candidates: Path) -> Import:
    """Read a file of candidates beside a clean pool of one host."""
    hosts = write_xlsx(folder / "one_host.xlsx", {"企业库": rows_of([host(1)])})
    return read_pools(PoolSources(candidates=(candidates,), enterprises=(hosts,)), as_of=AS_OF)
