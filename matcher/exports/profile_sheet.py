"""A profile to print: sections of small tables, one record a page, in a file that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from matcher.exports.cells import make_line
from matcher.words import Language

_STYLE = (
    "@page{size:A4;margin:18mm 16mm}"
    'body{font-family:"Noto Serif CJK SC","Songti SC",SimSun,serif;font-size:11pt;color:#222;margin:2em auto;'
    "max-width:52em}"
    "article{break-after:page}article:last-of-type{break-after:auto}"
    "h1{font-size:15pt;text-align:center}h2{font-size:12pt;margin:1.2em 0 .3em}"
    "table{border-collapse:collapse;width:100%}tr{break-inside:avoid}"
    "th,td{border:1px solid #888;padding:.25em .5em;text-align:left;vertical-align:top}th{background:#eee}"
    "footer{margin-top:1.5em;font-size:9pt;color:#555}"
)


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
        f"<article><h1>{_show(title)}</h1><h2>{_show(heading)}</h2>"
        f"{''.join(_make_section(section) for section in sections if section.rows)}"
        f"<footer>{_show(foot)}</footer></article>"
        for heading, sections in profiles
    )
    code = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><title>{_show(title)}</title>'
        f"<style>{_STYLE}</style></head><body>{articles}</body></html>"
    )


def _make_section(section: Section) -> str:
    head = "".join(f'<th scope="col">{_show(heading)}</th>' for heading in section.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{_show(cell)}</td>' for cell in row)}</tr>" for row in section.rows)
    return f"<h2>{_show(section.title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _show(text: str) -> str:
    return escape(make_line(text))
