"""Texts of the pages about a version of the season's pools: pools, candidate, enterprise."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "version": Words("名单版本", "Version of the lists"),
        "import-called": Words("第 {number} 版 · {made} · {author}", "Version {number} · {made} · {author}"),
        "by-system": Words("系统", "the program"),
        "no-imports": Words("本季还没有导入名单。", "This season has no lists yet."),
        "no-such-import": Words(
            "本季没有编号为 {asked} 的名单版本，下面显示最近一版。",
            "This season has no lists under {asked}; the latest version is shown.",
        ),
        "no-season": Words("还没有季次，请先在总览页新建。", "There is no season yet: make one on the overview page."),
        "open-overview": Words("去总览页", "Open the overview"),
    }
)
