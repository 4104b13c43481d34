"""One HTML page with one form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import Template
from urllib.parse import urlencode

from matcher.ui.texts import find_text
from matcher.ui.theme import FONT_FAMILY, FONT_PATH, FONTS, INK, LINE, PAPER, PRIMARY, SHADE
from matcher.words import Language

TEXTS = "account"

_PAGE = Template("""<!doctype html>
<html lang="$code"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title · 双选 Shuangxuan</title><link rel="icon" href="data:,"><style>
@font-face { font-family: "$family"; src: url("$font") format("opentype"); font-display: swap }
body { margin: 0; font: 16px/1.6 $fonts; color: $ink; background: $shade }
main { max-width: 26rem; margin: 10vh auto; padding: 2rem; background: $paper; border: 1px solid $line;
  border-radius: 6px }
h1 { font-size: 1.5rem; margin: 0 0 .5rem } label { display: block; margin: 1rem 0 .25rem }
input { width: 100%; box-sizing: border-box; padding: .5rem; font: inherit; border: 1px solid $line;
  border-radius: 4px }
button { margin-top: 1.5rem; width: 100%; padding: .6rem; font: inherit; color: $paper; background: $primary; border: 0;
  border-radius: 4px; cursor: pointer }
:focus-visible { outline: 3px solid #1F5FA8; outline-offset: 2px }
.fault { border-left: 4px solid $primary; padding: .5rem .75rem; background: #FBEDEC } .note { color: #5F6B73 }
nav { margin-top: 1.5rem; display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap }
a { color: #1F5FA8 }
</style></head><body><main><p class="note">双选 Shuangxuan</p><h1>$title</h1>$message<p>$lead</p>
<form method="post" action="$action">$fields<button type="submit">$submit</button></form>
<nav>$links</nav></main></body></html>
""")


@dataclass(frozen=True, slots=True)
class Field:
    """Say what one box of a form takes.

    Parameters
    ----------
    name
        Its label is the text ``field-<name>``.
    complete
        What the browser may fill in, as HTML names it.
    """

    name: str
    complete: str
    is_secret: bool = False


def make_form_page(
    form: str,
    fields: Sequence[Field],
    language: Language,
    *,
    next_page: str,
    links: Mapping[str, str],
    fault: str = "",
    told: str = "",
    typed: Mapping[str, str] | None = None,
    least_length: int = 0,
) -> str:
    """Return the page of a form.

    Parameters
    ----------
    form
        Names its address and its texts.
    next_page
        Path to go to when it is done.
    links
        Text → path of the links under the form.
    fault, told
        What went wrong, or what was done, said above the form.
    typed
        What was typed before, put back into boxes that are not secret.
    """

    def say(key: str) -> str:
        return escape(find_text(TEXTS, key).say(language).format(least=least_length))

    def link(path: str, label: str, spoken: Language) -> str:
        address = f"{path}?{urlencode({'next': next_page, 'lang': spoken})}"
        return f'<a href="{escape(address)}" lang="{spoken}">{label}</a>'

    other: Language = "en" if language == "zh" else "zh"
    shown = [link(path, say(key), language) for key, path in links.items()]
    shown.append(link(f"/account/{form}", "English" if other == "en" else "中文", other))
    message = f'<p class="fault" role="alert">{escape(fault)}</p>' if fault else ""
    message += f'<p role="status">{escape(told)}</p>' if told else ""
    return _PAGE.substitute(
        code="zh-CN" if language == "zh" else "en",
        title=say(form),
        lead=say(f"{form}-lead"),
        message=message,
        action=escape(f"/account/{form}?{urlencode({'next': next_page, 'lang': language})}"),
        fields="".join(
            _make_box(field, say(f"field-{field.name}"), typed or {}, place) for place, field in enumerate(fields)
        ),
        submit=say(f"submit-{form}"),
        links="".join(shown),
        family=FONT_FAMILY,
        font=FONT_PATH,
        fonts=FONTS,
        ink=INK,
        paper=PAPER,
        shade=SHADE,
        line=LINE,
        primary=PRIMARY,
    )


def _make_box(field: Field, label: str, typed: Mapping[str, str], place: int) -> str:
    kind = "password" if field.is_secret else "text"
    value = "" if field.is_secret else escape(typed.get(field.name, ""))
    return (
        f'<label for="{field.name}">{label}</label><input id="{field.name}" name="{field.name}" type="{kind}" '
        f'value="{value}" autocomplete="{field.complete}" maxlength="200" required{" autofocus" if place == 0 else ""}>'
    )
