"""Empty workbooks to be filled in: headers, drop-downs, notes and one example row."""

from pathlib import Path
from typing import Any

from matcher.errors import FileError
from matcher.pools.enums import choice_names
from matcher.pools.fields import Column, TableName
from matcher.pools.tables import TABLES
from matcher.pools.vocabulary import Vocabulary, VocabularyKind, load_vocabulary
from matcher.words import Language, Words

_ROWS_WITH_LISTS = 2000
_MOST_IN_ONE_LIST = 250
_KINDS: tuple[tuple[VocabularyKind, Words], ...] = (
    ("skills", Words("专长与需求", "Skills and needs")),
    ("lines", Words("行业", "Lines of business")),
    ("languages", Words("语言", "Languages")),
    ("grades", Words("职级", "Grades")),
)
_LISTS_SHEET = Words("词表", "Word lists")
_EXAMPLE_NOTE = Words(
    "这一行是示例，可以删去；保留不动则导入时自动略过", "an example; left as it is, it is passed over"
)


def write_template(path: Path, table: TableName, language: Language = "zh", vocabulary: Path | None = None) -> None:
    """Write an empty workbook for one table.

    The second row is an example: an import passes it over as long as nobody changes it.

    Raises
    ------
    FileError
        The file cannot be written, or the vocabulary cannot be read.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    words = load_vocabulary(vocabulary)
    try:
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            page = book.add_worksheet(TABLES[table].title(language))
            lists = _write_lists(book, words, language)
            formats = {
                "needed": book.add_format({"bold": True, "bg_color": "#F4B183", "border": 1, "text_wrap": True}),
                "free": book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True}),
                "example": book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@"}),
                "text": book.add_format({"num_format": "@"}),
            }
            for place, column in enumerate(TABLES[table].columns):
                _write_column(page, place, column, language, lists, formats)
            page.write_comment(1, 0, _EXAMPLE_NOTE.say(language))
            page.freeze_panes(1, 2)
    except (OSError, XlsxWriterException) as error:
        raise FileError(
            Words(f"写不了文件 {path.name}：{error}", f"cannot write the file {path.name}: {error}")
        ) from error


def _write_lists(book: Any, words: Vocabulary, language: Language) -> dict[VocabularyKind, str]:  # noqa: ANN401
    """Write the vocabulary on a sheet of its own; return the range of each kind."""
    page = book.add_worksheet(_LISTS_SHEET.say(language))
    ranges: dict[VocabularyKind, str] = {}
    for column, (kind, title) in enumerate(_KINDS):
        page.write_string(0, column, title.say(language))
        names = [words.name(kind, code, language) for code in words.codes(kind)]
        page.write_column(1, column, names)
        letter = chr(65 + column)
        ranges[kind] = f"='{_LISTS_SHEET.say(language)}'!${letter}$2:${letter}${len(names) + 1}"
    page.set_column(0, len(_KINDS) - 1, 24)
    return ranges


def _write_column(
    page: Any,  # noqa: ANN401
    place: int,
    column: Column,
    language: Language,
    lists: dict[VocabularyKind, str],
    formats: dict[str, Any],
) -> None:
    page.set_column(
        place, place, max(12, len(column.header(language)) * (2 if language == "zh" else 1)), formats["text"]
    )
    page.write_string(0, place, column.header(language), formats["needed" if column.is_required else "free"])
    page.write_comment(0, place, _note(column, language), {"x_scale": 2})
    page.write_string(1, place, column.example.say(language), formats["example"])
    options = _choices(column, language, lists)
    if options is not None:
        page.data_validation(1, place, _ROWS_WITH_LISTS, place, options)


def _note(column: Column, language: Language) -> str:
    needed = {True: Words("必填。", "Required. "), False: Words("", "")}[column.is_required]
    lists = Words(
        "；多项用顿号隔开，可用的词见“词表”页", "; separate several with commas, words on the sheet Word lists"
    )
    more = lists if column.is_list and column.vocabulary else Words("", "")
    return needed.say(language) + column.note.say(language) + more.say(language)


def _choices(column: Column, language: Language, lists: dict[VocabularyKind, str]) -> dict[str, object] | None:
    """Return the drop-down of a column; one that takes several values offers words without insisting."""
    source: object
    if column.enum is not None and column.kind in {"choice", "flag", "choices"}:
        source = list(choice_names(column.enum, language))
    elif column.kind == "flag":
        source = list(choice_names("flag", language))
    elif column.vocabulary is not None and column.kind in {"term", "terms", "levels", "grade"}:
        source = lists[column.vocabulary]
    else:
        return None
    if isinstance(source, list) and len(",".join(source)) > _MOST_IN_ONE_LIST:
        return None
    is_strict = column.kind in {"choice", "flag"}
    return {"validate": "list", "source": source, "show_error": is_strict, "ignore_blank": True}
