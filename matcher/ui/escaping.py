"""User data inside page texts: what somebody typed into a name never becomes markup."""

import re

from matcher.exports.cells import make_line

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_LOOKS_LIKE_A_LINK = re.compile(r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@[\w-])", re.IGNORECASE)
_JOINER = "\u2060"
"""Has no width: the letters look the same, and are no address any more."""


def escape_markdown(text: str) -> str:
    r"""Return one line that Markdown shows exactly as typed.

    Every ASCII punctuation mark gets a backslash, so that links, directives (``:red[…]``), formulas
    (``$…$``), emoji codes and tags stay plain characters. Bare addresses would become links all the
    same: they are looked for after the backslashes are gone. An invisible character parts them.

    Examples
    --------
    >>> print(escape_markdown(":red[矿业] $1$ <b>"))
    \:red\[矿业\] \$1\$ \<b\>
    >>> escape_markdown("http://x.cn").replace("\u2060", "|")
    'http|\\:\\/\\/x\\.cn'
    """
    return _SPECIAL.sub(r"\\\1", _LOOKS_LIKE_A_LINK.sub(_JOINER, make_line(text)))
