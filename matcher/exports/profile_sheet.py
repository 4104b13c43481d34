"""A profile to print: sections of small tables, one record a page, in a file that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.exports.printed_page import make_printed_page, make_printed_table, show_text
from matcher.words import Language


@dataclass(frozen=True, slots=True)
class Section:
    """Hold one part of a profile: its title, the headings of its table and the rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def make_profile_sheet(
    title: str, profiles: Sequence[tuple[str, Sequence[Section]]], foot: str, language: Language
) -> str:
    """Return an HTML document that a browser prints on A4; every text is escaped, empty sections are left out.

    Parameters
    ----------
    profiles
        Heading and sections of each record.
    foot
        Who printed it and when.

    Examples
    --------
    >>> data = Section("资料", ("项目", "内容"), (("姓名", "甲"),))
    >>> sheet = make_profile_sheet("档案表", [("<b>甲", [data])], "", "zh")
    >>> "&lt;b&gt;甲" in sheet, "<b>甲" in sheet
    (True, False)
    """
    articles = "".join(
        f"<article><h1>{show_text(title)}</h1><h2>{show_text(heading)}</h2>"
        f"{''.join(_make_section(section) for section in sections if section.rows)}"
        f"<footer>{show_text(foot)}</footer></article>"
        for heading, sections in profiles
    )
    return make_printed_page(title, articles, language)


def _make_section(section: Section) -> str:
    return f"<h2>{show_text(section.title)}</h2>{make_printed_table(section.headings, section.rows)}"
