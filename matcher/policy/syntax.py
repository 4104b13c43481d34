"""What breaks the grammar of a scenario file, said the way its writer sees it."""

import re

from matcher.policy.faults import Fault
from matcher.words import Words

# Marks of a Chinese keyboard: the block of full-width forms, its space, and curly quotes.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x201C: '"',
    0x201D: '"',
    0x2018: "'",
    0x2019: "'",
}

_REASONS: tuple[tuple[str, Words, Words], ...] = (
    (
        r"Cannot overwrite a value|Cannot (declare|mutate)|[Dd]uplicate|twice",
        Words("这一项或这一节前面已经写过", "this key or table is given twice"),
        Words("两处合并，只留一处", "merge the two and keep one"),
    ),
    (
        r"Expected '=' after",
        Words("名称后面缺少等号", "an equals sign is missing after the key"),
        Words("写成 名称 = 值", "write key = value"),
    ),
    (
        r"Unterminated|Expected '\"|Illegal character '\\n'",
        Words("引号没有成对", "a quote is not closed"),
        Words("补上另一个引号", "close it"),
    ),
    (
        r"Unclosed (array|inline)|Expected '\]",
        Words("括号没有成对", "a bracket is not closed"),
        Words("补上另一个括号，各项之间用半角逗号隔开", "close it, and part the items by commas"),
    ),
    (
        r"[Ii]nvalid date|[Ii]nvalid time",
        Words("没有这一天", "there is no such day"),
        Words("按 2026-12-01 的格式改写", "write it like 2026-12-01"),
    ),
    (
        r"Expected newline",
        Words("值后面还有多余的内容", "something follows the value"),
        Words("一行只写一项，日期写成 2026-12-01", "write one setting a line, and dates like 2026-12-01"),
    ),
    (
        r"Unescaped|backslash|[Hh]ex value",
        Words("双引号内的反斜杠另有含义", "a backslash in double quotes has a meaning of its own"),
        Words("改用单引号，或把反斜杠写成斜杠", "use single quotes, or write a slash"),
    ),
    (
        r"Invalid value",
        Words("等号后面的值不合格式", "the value after the equals sign has no valid form"),
        Words(
            "文字加半角引号，日期写成 2026-12-01，开关写 true 或 false",
            "put text in quotes, write dates like 2026-12-01 and switches as true or false",
        ),
    ),
    (
        r"Invalid initial character for a key|Invalid statement",
        Words("这一行不是一项设置", "this line is no setting"),
        Words(
            "写成 名称 = 值，中文名称加引号，说明文字以 # 开头",
            "write key = value, put other than Latin keys in quotes, begin comments with #",
        ),
    ),
)
_OTHER = (
    Words("不合 TOML 格式", "it is not valid TOML"),
    Words("检查这一行的引号、括号和等号", "look at quotes, brackets and equals signs of this line"),
)


def find_syntax_fault(text: str, message: str) -> tuple[int, Fault]:
    """Return line and fault of a text that the parser refused.

    Parameters
    ----------
    message
        What the parser said; it holds the line.
    """
    lines = text.split("\n")
    found = re.search(r"line (\d+), column", message)
    line = int(found[1]) if found else max(1, len(text.rstrip().split("\n")))
    typed = lines[line - 1].strip() if line <= len(lines) else ""
    code = typed.split("#", 1)[0]
    plain = code.translate(_HALF_WIDTH)
    if _has_full_width_mark(code):
        reason = Words("用了全角标点", "it uses full-width punctuation")
        fix = Words(f"改用半角：{plain.strip()}", f"use half-width marks: {plain.strip()}")
        return line, Fault(("",), reason, fix, "syntax", typed, plain.strip())
    for pattern, reason, fix in _REASONS:
        if re.search(pattern, message):
            return line, Fault(("",), reason, fix, "syntax", typed)
    return line, Fault(("",), *_OTHER, "syntax", typed)


def _has_full_width_mark(code: str) -> bool:
    """Tell whether a full-width mark stands outside of quotes, where it has no place."""
    outside = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', "", code)
    return outside != outside.translate(_HALF_WIDTH)
