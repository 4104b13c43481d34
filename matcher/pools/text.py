"""Text of a cell made comparable: full-width letters, spaces of all kinds, the dot in names."""

import re
import unicodedata

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SPACES = dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F), 0x20)
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD), None)
_CHARACTERS = {**_WIDE, **_SPACES, **_INVISIBLE}

_UNTIDY = re.compile(f"[{''.join(map(re.escape, map(chr, _CHARACTERS)))}]")
_INVISIBLE_SIGNS = re.compile(f"[{''.join(map(re.escape, map(chr, _INVISIBLE)))}]")

_CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_GAP_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}·])\s+(?=[{_CJK}·])")
_DOT_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])\s*[·•‧∙⋅・･.\uff0e｡。]\s*(?=[{_CJK}])")
_IN_NAME = re.compile(r"[\s•‧∙⋅・･.\uff0e｡。]")
_BLANKS = re.compile(r"[ \t]+")


def tidy(text: str) -> str:
    r"""Return `text` with half-width letters and digits, plain spaces and no invisible signs.

    Chinese punctuation stays as it is.

    Examples
    --------
    >>> tidy("\u3000\uff28\uff10\uff10\uff17 ")
    'H007'
    """
    if text.isascii():
        return text.strip()
    # Looking first is several times quicker than translating, and most cells need nothing.
    return (text.translate(_CHARACTERS) if _UNTIDY.search(text) else text).strip()


def tidy_name(text: str) -> str:
    """Return a name in one spelling: no gap between Chinese characters, U+00B7 as its dot.

    A name is never split, and the spaces of a Latin name stay.

    Examples
    --------
    >>> tidy_name("王　芳"), tidy_name("阿拉坦•其其格"), tidy_name("John  Smith")
    ('王芳', '阿拉坦·其其格', 'John Smith')
    """
    plain = tidy(text)
    if not _IN_NAME.search(plain):
        return plain
    plain = _BLANKS.sub(" ", " ".join(plain.splitlines()))
    return _DOT_BETWEEN_CJK.sub("·", _GAP_BETWEEN_CJK.sub("", plain))


def fold(text: str) -> str:
    r"""Return the form of `text` in which two words are compared: no case, width or white space.

    Examples
    --------
    >>> fold("\uff29 D\u3000（号）") == fold("id(号)")
    True
    """
    if not text.isascii():
        seen = text.translate(_INVISIBLE) if _INVISIBLE_SIGNS.search(text) else text
        text = unicodedata.normalize("NFKC", seen)
    return "".join(text.casefold().split())
