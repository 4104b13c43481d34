"""What one person is told, as one A4 page to print: a file that opens in any browser, without a network."""

from matcher.explain.labels import label
from matcher.explain.slip import Slip, SlipPost
from matcher.exports.printed_page import make_printed_page, make_printed_table, show_text
from matcher.words import Language

_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)
"""Sizes of letters tried, points, the largest first."""

_HEIGHT_MM, _WIDTH_MM = 252.0, 170.0
_MM_OF_POINT = 25.4 / 72
_LINE = 1.35
_LETTER = {"zh": 1.0, "en": 0.56}
"""Width of a letter in its size, not too little."""


def make_slip_page(slip: Slip, language: Language) -> str:
    """Return the slip of one person as an HTML document of one A4 page; every text is escaped.

    It holds what `Slip.write` holds. The more there is to say, the smaller the letters.
    """
    say = label
    person = say("slip", "person", name=slip.candidate_name, id=slip.candidate_id).say(language)
    parts = [
        f"<h1>{show_text(say('slip', 'title').say(language))}</h1>",
        f'<p class="plan">{show_text(slip.title.say(language))}</p>',
        f"<p>{show_text(person)}<strong>{show_text(slip.result.say(language))}</strong></p>",
    ]
    if slip.cause is not None:
        parts.append(f"<p>{show_text(say('slip', 'cause', cause=slip.cause.say(language)).say(language))}</p>")
    parts += [_show_post(post, language) for post in slip.posts]
    parts.append(f"<h2>{show_text(say('slip', 'wishes').say(language))}</h2>")
    headings = tuple(say("slip", key).say(language) for key in ("wish", "enterprise", "fate"))
    rows = tuple(
        (
            wish.wish.say(language),
            say("slip", "place", enterprise=wish.enterprise_name, post=wish.post_id).say(language),
            wish.fate.say(language),
        )
        for wish in slip.wishes
    )
    none = f"<p>{show_text(say('slip', 'no-wishes').say(language))}</p>"
    parts.append(make_printed_table(headings, rows) if rows else none)
    parts += [
        f"<p>{show_text(say('slip', key, count=count).say(language))}</p>"
        for key, count in (("more", slip.num_more), ("refused", slip.num_refused))
        if count
    ]
    foot = say("slip", "foot", consent=slip.consent.say(language)).say(language)
    parts.append(f"<footer>{show_text(foot)}</footer>")
    size = _choose_size(slip, language)
    style = (
        "@page{margin:14mm 16mm}"
        f"body{{font-size:{size:g}pt;line-height:{_LINE:g}}}h1{{font-size:{size + 5:g}pt;margin:0 0 .2em}}"
        f"h2{{font-size:{size + 0.5:g}pt;margin:.7em 0 .2em}}p{{margin:.3em 0}}ul{{margin:.2em 0;padding-left:1.4em}}"
        ".plan{text-align:center}th,td{padding:.1em .5em}td:first-child{white-space:nowrap}footer{margin-top:1em}"
    )
    title = f"{say('slip', 'title').say(language)} {slip.candidate_id}"
    return make_printed_page(title, f"<article>{''.join(parts)}</article>", language, style)


def _show_post(post: SlipPost, language: Language) -> str:
    role = post.role.say(language)
    head = label("slip", "post", enterprise=post.enterprise_name, post=post.post_id, role=role).say(language)
    said = [label("slip", "points", points=post.points).say(language), *(one.say(language) for one in post.reasons)]
    return f"<h2>{show_text(head)}</h2><ul>{''.join(f'<li>{show_text(one)}</li>' for one in said)}</ul>"


def _choose_size(slip: Slip, language: Language) -> float:
    """Return the largest size of letters, points, at which the page is surely one."""
    return next((size for size in _SIZES if _estimate_mm(slip, language, size) <= _HEIGHT_MM), _SIZES[-1])


def _estimate_mm(slip: Slip, language: Language, size: float) -> float:
    """Return about how high the page is, millimetres, rather too much than too little."""
    em = size * _MM_OF_POINT
    across = _WIDTH_MM / (em * _LETTER[language])

    def count(text: str, share: float = 1.0) -> int:
        return 1 + int(len(text) / (across * share))

    said = [reason.say(language) for post in slip.posts for reason in post.reasons]
    lines = 7 + sum(map(count, said)) + 3.2 * len(slip.posts)
    lines += 0 if slip.cause is None else 1 + count(slip.cause.say(language))
    # The three columns share the line about so; a row has space above and below.
    lines += sum(
        0.5 + max(count(wish.fate.say(language), 0.4), count(f"{wish.enterprise_name}（{wish.post_id}）", 0.4))
        for wish in slip.wishes
    )
    return lines * em * _LINE
