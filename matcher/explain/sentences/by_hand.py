"""Changes by hand: which rule one would break, for whom."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

BY_HAND: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "by-hand": {
            "breach": Words("{who}：{what}", "{who}: {what}"),
            "unsaid": Words("理由待写明", "the reason is to be given"),
            "refused": Words(
                "不能这样调整。{breaches}。处理办法：{lifts}", "the change is refused: {breaches}. What helps: {lifts}"
            ),
            "overridable": Words(
                "这样调整会违反规则：{breaches}。如确需保留，请勾选“仍然保留”并写明理由；或者：{lifts}",
                "the change breaks rules: {breaches}. To keep it all the same, say so explicitly and give the reason; "
                "or: {lifts}",
            ),
        },
    }
)
