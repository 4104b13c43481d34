"""Texts of the overview."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words("概览", "Overview"),
        "no-season": Words("还没有季次。", "There is no season yet."),
        "no-plan": Words("本季还没有方案。", "This season has no plan yet."),
        "hosts-covered": Words("已覆盖企业", "Hosts covered"),
        "seats-filled": Words("已满足名额", "Seats filled"),
        "blind-spots-left": Words("剩余盲点", "Blind spots left"),
        "matches": Words("配对", "Matches"),
    }
)
