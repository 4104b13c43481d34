"""A page that a browser prints on A4, in one file that needs nothing else."""

from html import escape

from matcher.exports.cells import make_line
from matcher.words import Language

_STYLE = (
    "@page{size:A4;margin:18mm 16mm}"
    'body{font-family:"Noto Serif CJK SC","Songti SC",SimSun,serif;font-size:11pt;color:#222;margin:2em auto;'
    "max-width:52em}"
    "@media print{body{margin:0;max-width:none}}"
    "article{break-after:page}article:last-of-type{break-after:auto}"
    "h1{font-size:15pt;text-align:center}h2{font-size:12pt;margin:1.2em 0 .3em;break-after:avoid}"
    "table{border-collapse:collapse;width:100%}tr{break-inside:avoid}"
    "th,td{border:1px solid #888;padding:.25em .5em;text-align:left;vertical-align:top}th{background:#eee}"
    "footer{margin-top:1.5em;font-size:9pt;color:#555}"
)


def make_printed_page(title: str, body: str, language: Language, style: str = "") -> str:
    """Return an HTML document.

    Parameters
    ----------
    title
        As typed; escaped here.
    body
        HTML; whoever makes it escapes what was typed.
    style
        Further CSS, after the common one.

    Examples
    --------
    >>> make_printed_page("<甲>", "<p>乙</p>", "zh")[:86]
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>&lt;甲&gt;</title>'
    """
    code = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><title>{show_text(title)}</title>'
        f"<style>{_STYLE}{style}</style></head><body>{body}</body></html>"
    )


def make_printed_table(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Return a table as HTML; every text is escaped."""
    head = "".join(f'<th scope="col">{show_text(heading)}</th>' for heading in headings)
    cells = "".join(f"<tr>{''.join(f'<td>{show_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>"


def show_text(text: str) -> str:
    """Return a text as HTML shows it, on one line."""
    return escape(make_line(text))
