"""The catalogue, continued: what can be wrong with whole files, sheets and columns."""

from collections.abc import Iterable

from matcher.pools.faults import Fault
from matcher.words import Words

_BROKEN = Words("文件损坏，或者不完整", "the file is broken or incomplete")


def no_file_named(title_zh: str, title_en: str) -> Fault:
    """Say that no file of a table that must be there is named."""
    return Fault(
        "no_file_named",
        Words(f"没有指定“{title_zh}”的文件", f"no file is named for the table “{title_en}”"),
        Words("在方案中写明文件", "name its files"),
        detail=title_zh,
    )


def missing_file(path: str) -> Fault:
    """Say that a file is not there."""
    return Fault(
        "missing_file", Words("找不到文件", "no such file"), Words(f"核对路径 {path}", f"check the path {path}")
    )


def empty_file() -> Fault:
    """Say that a file holds nothing."""
    return Fault("empty_file", Words("文件是空的", "the file is empty"), Words("重新导出文件", "export it again"))


def unreadable_file(why: Words = _BROKEN) -> Fault:
    """Say that a file is broken, and why where more can be said."""
    return Fault(
        "unreadable_file",
        Words(f"读不出来：{why.zh}", f"it cannot be read: {why.en}"),
        Words("用 Excel 或 WPS 打开后另存一份", "open it in a spreadsheet and save it anew"),
    )


def encrypted_file() -> Fault:
    """Say that a file is locked by a password."""
    return Fault(
        "encrypted_file",
        Words("文件有打开密码", "the file is locked by a password"),
        Words("去掉密码后另存一份", "save it without a password"),
    )


def file_too_large(what: str) -> Fault:
    """Say that a file would take more memory than a table can need."""
    return Fault(
        "file_too_large",
        Words(f"表太大（{what}）", f"the table is too large ({what})"),
        Words("删去表格之外的空行空列后另存", "delete empty rows and columns beyond the table"),
    )


def wrong_kind_of_file(name: str) -> Fault:
    """Say that a file is no table."""
    return Fault(
        "wrong_kind_of_file",
        Words(f"{name} 不是表格文件", f"{name} is no table"),
        Words("请用 .xlsx、.xls 或 .csv", "use .xlsx, .xls or .csv"),
    )


def wrong_extension(real: str) -> Fault:
    """Say that a file is really of another kind than its name says."""
    return Fault(
        "wrong_extension",
        Words(f"扩展名与内容不符，实际是 {real}", f"the file is really {real}"),
        Words("已按实际内容读取；请改扩展名", "read as what it is; please rename it"),
        "warning",
    )


def no_sheet(name: str, suggestion: str | None) -> Fault:
    """Say that the named sheet is not in the file."""
    return Fault(
        "no_sheet",
        Words(f"没有名为“{name}”的工作表", f"no sheet named “{name}”"),
        Words(f"是否为“{suggestion}”？", f"perhaps “{suggestion}”?")
        if suggestion
        else Words("核对工作表名", "check the name"),
    )


def no_table(title_zh: str, title_en: str) -> Fault:
    """Say that no sheet of a file holds the table."""
    return Fault(
        "no_table",
        Words(f"没有找到“{title_zh}”的表头", f"no header row of the table “{title_en}”"),
        Words("核对文件，或用模板，或在方案中写明列的对应", "check the file, use the template, or map the columns"),
    )


def missing_column(zh: str, en: str) -> Fault:
    """Say that a required column is not there."""
    return Fault(
        "missing_column",
        Words(f"缺少“{zh}”列", f"no column “{en}”"),
        Words("补上这一列，或在方案中写明对应的列", "add it, or map the column that holds it"),
        detail=zh,
    )


def column_not_stated(zh: str, en: str) -> Fault:
    """Say that a column a rule asks for is not there."""
    return Fault(
        "column_not_stated",
        Words(f"没有“{zh}”列，全表视为未填写", f"no column “{en}”: not stated for anybody"),
        Words("补上这一列，否则相关规定会不予通过", "add it, or a rule will bar everybody"),
        "warning",
        detail=zh,
    )


def unknown_header(suggestion: str | None) -> Fault:
    """Say that a column is none of the table's."""
    return Fault(
        "unknown_header",
        Words("不认识这一列，没有读取", "not a column of this table; not read"),
        Words(f"是否为“{suggestion}”？", f"perhaps “{suggestion}”?")
        if suggestion
        else Words("不需要就不必理会；需要请改表头或写明对应", "fine if not needed; else rename or map it"),
        "warning",
    )


def unnamed_column(letter: str) -> Fault:
    """Say that a column holds values but has no header."""
    return Fault(
        "unnamed_column",
        Words(f"{letter} 列有内容但没有表头，没有读取", f"column {letter} has values but no header; not read"),
        Words("补上表头，或删去内容", "give it a header or clear it"),
        "warning",
    )


def two_columns(field: str, first: str) -> Fault:
    """Say that two columns hold the same field."""
    return Fault(
        "two_columns",
        Words(f"与“{first}”列是同一项（{field}），没有读取", f"the same as column “{first}” ({field}); not read"),
        Words("只留一列", "keep one of them"),
        "warning",
    )


def unknown_field(field: str, suggestion: str | None, known: Iterable[str]) -> Fault:
    """Say that a column mapping names a field that is none."""
    names = ", ".join(known)
    hint = Words(f"是否为 {suggestion}？", f"perhaps {suggestion}?") if suggestion else Words("", "")
    return Fault(
        "unknown_field",
        Words(f"列对应中的 {field} 不是字段名", f"{field} in the column mapping is no field"),
        Words(f"{hint.zh}可用：{names}", f"{hint.en} fields: {names}".strip()),
    )


def mapping_unused(header: str) -> Fault:
    """Say that a mapped header is in no file of the table."""
    return Fault(
        "mapping_unused",
        Words(f"列对应写了“{header}”，表中没有这一列", f"the column mapping names “{header}”, which no file has"),
        Words("核对表头", "check the header"),
        "warning",
    )


def empty_table(*, is_needed: bool) -> Fault:
    """Say that a table has a header and no rows."""
    return Fault(
        "empty_table",
        Words("表中没有数据行", "the table has no rows"),
        Words("填入数据", "fill it in"),
        "error" if is_needed else "warning",
    )


def stale_correction(file: str) -> Fault:
    """Say that the file a corrections workbook was made from has changed since."""
    return Fault(
        "stale_correction",
        Words(f"{file} 在导出问题行之后改动过", f"{file} has changed since its faulty rows were written out"),
        Words("这些行按新增行读取；请核对是否重复", "its rows are read as new rows; check for repeats"),
        "warning",
    )


def inline_posts_unused() -> Fault:
    """Say that post columns in the host table give way to the post table."""
    return Fault(
        "inline_posts_unused",
        Words(
            "另有岗位表，企业表中的岗位各列没有读取", "there is a table of posts; the post columns here are not read"
        ),
        Words("只在一处填写岗位", "state the posts in one place"),
        "warning",
    )
