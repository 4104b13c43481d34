"""Texts of the page of one person."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.ui.texts import profiles
from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        **profiles.TEXTS,
        "title": Words("人选档案", "Candidate"),
        "side-by-side": Words("人选（最多四人并排）", "Candidates (up to four side by side)"),
        "choose-first": Words("请选择人选，或从人才库打开。", "Choose a candidate, or open one from the pool."),
        "open-pools": Words("打开人才库", "Open the candidate pool"),
        "own-choices": Words("本人选择的企业", "Hosts this person chose"),
        "chosen-by": Words("选择本人的企业", "Hosts that chose this person"),
        "sheet-title": Words("人选档案表", "Candidate profile"),
    }
)
