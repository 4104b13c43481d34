"""Import and validate 25,000 rows × 30 columns against a bare read of the same file by pandas.

    python -m benchmarks.import_tables [--rows 25000]

Every row must be taken, without a finding in any cell.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.timing import count_misses, print_count, print_head, print_ratio, start_parser, time_in_turns
from matcher.pools import PoolSources, read_pools
from matcher.pools.identity import find_id_number_fault

NUM_ROWS = 25_000
MOST_RATIO = 4.0
REPEATS = 3
AS_OF = date(2026, 11, 21)

HEADERS = (  # noqa: SIM905
    "人选编号、姓名、来源类别、任职状态、状态起始时间、出生年月、身份证号、职级、工作单位、单位业务领域、"
    "原任职地区、原分管业务、监管行业、专长、行业经历、语言、党务工作年限、正式党员、派出单位同意、身体健康、"
    "居住地、经度、纬度、每月驻企天数上限、联系企业上限、联系企业下限、可任角色、所属党委、联系电话、备注"
).split("、")
SURNAMES = "王李张刘陈杨赵黄周吴乌巴孟苏其阿"
GIVEN = "云华明丽强军芳静伟磊洋艳勇杰娟涛娜图雅木"
SKILLS = (
    "矛盾调解:3、法律:2",
    "证照办理（2级）",
    "组织组建；党员教育:2",
    "安全生产、项目审批:3",
    "宣传写作3、企业文化",
)
LINES = ("矿业", "粮食、肉类加工", "交通运输", "能源电力；建筑业", "商贸零售")


def write_table(path: Path, num_rows: int) -> None:
    """Write a candidate table in which every row differs, as one sheet without formats."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet("人才库")
        page.write_row(0, 0, HEADERS)
        for row in range(num_rows):
            page.write_row(row + 1, 0, make_row(row))


def make_row(row: int) -> list[str | float]:
    """Return the cells of one sound row."""
    year, month, day = 1950 + row % 45, 1 + row % 12, 1 + row % 28
    return [
        f"R{row:05d}",
        SURNAMES[row % 16] + GIVEN[row // 16 % 20] + GIVEN[row // 320 % 20],
        ("离退休干部", "离退休", "退休干部")[row % 3],
        ("退休", "提前离岗", "改非")[row % 3],
        f"{2010 + row % 15}.{1 + row % 12:02d}",
        f"{year}年{month}月{day}日",
        make_id_number(f"150600{year}{month:02d}{day:02d}{row % 1000:03d}"),
        ("正科级", "副科级", "一级主任科员")[row % 3],
        f"某旗第{row % 200}局",
        LINES[row % 5].replace("；", "、").split("、")[0],
        f"乌兰镇、第{row % 40}苏木",
        LINES[row % 5],
        "",
        SKILLS[row % 5],
        LINES[(row + 1) % 5],
        ("汉语", "汉语、蒙古语")[row % 2],
        float(row % 30),
        "是",
        "同意",
        "健康",
        f"第{row % 40}苏木",
        round(109 + row % 997 / 1000, 6),
        round(39 + row % 991 / 1000, 6),
        float(3 + row % 10),
        float(1 + row % 4),
        0.0,
        ("党建指导员", "党建指导员、党建联络员")[row % 2],
        f"第{row % 40}苏木党委",
        f"139{row:08d}",
        f"备注{row}：情况属实",
    ]


def make_id_number(body: str) -> str:
    """Return a number with the check digit that fits."""
    return next(body + check for check in "0123456789X" if find_id_number_fault(body + check) is None)


def main(arguments: list[str] | None = None) -> int:
    """Measure both readers on one file in turns and print the ratio."""
    import pandas as pd

    parser = start_parser("reading a table against a bare read by pandas")
    parser.add_argument("--rows", type=int, default=NUM_ROWS)
    asked = parser.parse_args(arguments)
    print_head()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candidates.xlsx"
        write_table(path, asked.rows)
        sources = PoolSources(candidates=(path,))
        result = read_pools(sources, as_of=AS_OF)
        num_taken = result.counts["candidates"].num_taken
        num_faults = sum(finding.column is not None for finding in result.findings)
        ours, bare = time_in_turns(
            lambda: read_pools(sources, as_of=AS_OF),
            lambda: pd.read_excel(path, engine="calamine", dtype=str),
            repeats=REPEATS,
            is_warmed=False,
        )
    case = f"import of {asked.rows:,} rows x {len(HEADERS)} columns"
    met = [
        print_count(
            f"{case}, rows taken",
            f"{num_taken:,} of {asked.rows:,}",
            "all, no finding in a cell",
            is_met=num_taken == asked.rows and not num_faults,
            note=f"{num_faults} findings in cells",
        ),
        print_ratio(f"{case} against pandas with calamine", ours, bare, most=MOST_RATIO, slack=asked.slack),
    ]
    return count_misses(met)


if __name__ == "__main__":
    sys.exit(main())
