"""User data inside page texts: what somebody typed into a name never becomes markup."""

import re

from matcher.exports.cells import make_line

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")


def escape_markdown(text: str) -> str:
    r"""Return one line that Markdown shows exactly as typed.

    Every ASCII punctuation mark gets a backslash, so that links, directives (``:red[…]``), formulas
    (``$…$``), emoji codes and tags stay plain characters.

    Examples
    --------
    >>> print(escape_markdown(":red[矿业] $1$ <b>"))
    \:red\[矿业\] \$1\$ \<b\>
    """
    return _SPECIAL.sub(r"\\\1", make_line(text))
