"""Texts of the page of one host."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.ui.texts import profiles
from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        **profiles.TEXTS,
        "title": Words("企业档案", "Host"),
        "side-by-side": Words("企业（最多四家并排）", "Hosts (up to four side by side)"),
        "choose-first": Words("请选择企业，或从企业库打开。", "Choose a host, or open one from the pool."),
        "open-pools": Words("打开企业库", "Open the host pool"),
        "own-choices": Words("本企业选择的人选", "People this host chose"),
        "chosen-by": Words("选择本企业的人选", "People who chose this host"),
        "sheet-title": Words("企业档案表", "Host profile"),
    }
)
