"""Texts that the pages of review and of pairs share."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "program": Words("系统", "the program"),
        "comments": Words("意见", "Comments"),
        "no-comments": Words("还没有意见。", "No comments yet."),
        "comment": Words("写下意见", "Your comment"),
        "do-comment": Words("发表", "Add"),
        "done-comment": Words("意见已保存。", "The comment is kept."),
        "comment-head": Words("{author}，{at}", "{author}, {at}"),
        "about-pair": Words("关于人选 {person} 与岗位 {post}", "on candidate {person} at post {post}"),
    }
)
