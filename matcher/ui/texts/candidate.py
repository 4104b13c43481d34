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
        "slip": Words("下载给{name}本人的一页说明", "Download the one-page answer for {name}"),
        "slip-help": Words(
            "结果、原因和各志愿的下落，一页 A4，用浏览器打开后打印；不含其他人选的信息。",
            "Result, reasons and what became of each wish on one A4 page to print; nothing of other people is on it.",
        ),
        "slip-file": Words("结果说明 {id}.html", "result {id}.html"),
        "sheet-title": Words("人选档案表", "Candidate profile"),
    }
)
