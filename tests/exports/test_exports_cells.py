"""Text for cells and terminals: whatever was typed, nothing that breaks the file or steers the screen."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.exports.cells import CELL_LIMIT, make_cell_text, make_line, measure_width

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANYTHING)
def test_a_line_is_one_line_and_harmless(text: str) -> None:
    """No control characters, no line ends, no direction marks, and it can be encoded."""
    line = make_line(text)
    assert line.splitlines() in ([], [line])
    assert "\x1b" not in line
    assert line.encode().decode() == line


@given(ANYTHING)
def test_a_cell_text_fits_a_cell(text: str) -> None:
    """It can be encoded, is not too long, and keeps formula signs as typed."""
    shown = make_cell_text(text)
    assert len(shown) <= CELL_LIMIT
    assert shown.encode().decode() == shown
    assert all(character == "\n" or character >= " " for character in shown)


def test_ordinary_text_stays_as_it_is() -> None:
    """Names with dots, rare characters, signs and breaks between lines."""
    for text in ("乌云·其木格", "𠮷野家", "=1+1", "A & B", "甲\n乙"):
        assert make_cell_text(text) == text


def test_width_counts_chinese_double() -> None:
    """As a terminal and a column do."""
    assert (measure_width("abc"), measure_width("甲乙"), measure_width("（A）")) == (3, 4, 5)
