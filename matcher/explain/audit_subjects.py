"""What the subjects of the audit chain are called."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

_SUBJECTS: Mapping[str, Words] = MappingProxyType(
    {
        "season": Words("季次", "season"),
        "import": Words("导入", "import"),
        "scenario": Words("方案设置", "scenario"),
        "variant": Words("推演", "variant"),
        "view": Words("筛选", "view"),
        "run": Words("求解", "run"),
        "plan": Words("方案", "plan"),
        "match": Words("配对", "pair"),
        "candidate": Words("人选", "candidate"),
        "enterprise": Words("企业", "host"),
        "opinion": Words("第三方意见", "opinion"),
        "account": Words("账号", "account"),
        "store": Words("数据库", "store"),
        "unknown": Words("不明", "unknown"),
        "first administrator": Words("首个管理员", "first administrator"),
    }
)
"""First word of a subject → what it is called."""


def tell_subject(subject: str) -> Words:
    """Say what an audit entry is about; words nobody knows stay as they are.

    Examples
    --------
    >>> tell_subject("plan 3 match 007 E1-1").zh
    '方案 3 配对 007 E1-1'
    """
    if subject in _SUBJECTS:
        return _SUBJECTS[subject]
    # Only at the start and where a pair of a plan begins: an id may look like one of the words.
    parts = re.match(r"(?P<kind>[a-z]+)(?P<id> \S+)?(?P<match> match)?(?P<rest>.*)", subject)
    if parts is None:
        return Words(subject, subject)
    kind = _SUBJECTS.get(parts["kind"], Words(parts["kind"], parts["kind"]))
    pair = _SUBJECTS["match"] if parts["match"] else Words("", "")
    number = _SUBJECTS["unknown"] if parts["id"] == " unknown" else Words(*[(parts["id"] or "").strip()] * 2)
    rest = parts["rest"].strip()
    return Words(
        " ".join(filter(None, (kind.zh, number.zh, pair.zh, rest))),
        " ".join(filter(None, (kind.en, number.en, pair.en, rest))),
    )
