"""Texts of the audit page."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "whose": Words("{subject}（{login}）", "{subject} ({login})"),
        "title": Words("审计记录", "Audit"),
        "lead": Words(
            "每一项操作都有一条记录，前后以指纹相连；改动、删除或插入任何一条，核验时都会指出来。",
            "Every action has an entry, linked to the one before by its hash; the check names any entry that was "
            "altered, removed or inserted.",
        ),
        "verify": Words("核验全部记录", "Check every entry"),
        "checking-chain": Words("逐条核验：第 {reached} 条，共 {number} 条", "Entries: {reached} of {number}"),
        "checking-records": Words(
            "对照库中记录：第 {reached} 条，共 {number} 条", "Records against entries: {reached} of {number}"
        ),
        "checked-at": Words("核验时间：{at}", "Checked at {at}"),
        "holds": Words("完整无误，共 {count} 条。", "The chain holds: {count} entries."),
        "broken": Words("记录不完整，{count} 处不符：", "The chain does not hold; {count} faults:"),
        "records-agree": Words(
            "账号、名单、方案、签署、四步和同意情况与记录一致。",
            "Accounts, pools, plans, signatures, steps and consents agree with it.",
        ),
        "records-differ": Words("库中有 {count} 处与记录不符：", "{count} records are not what the chain says:"),
        "anchor": Words(
            "把第 {number} 条的编号和指纹抄在库外（如纸面），以后可据此证明没有人重算过整条记录：",
            "Note number and hash of entry {number} outside the store, as on paper: later they prove that nobody "
            "computed the whole chain anew:",
        ),
        "copy": Words("导出给第三方", "Copy for a third party"),
        "copy-help": Words(
            "每行一条，含指纹；不用本程序也能核验，方法见文档。",
            "One entry a line with its hash; it can be checked without this program, as the documents show.",
        ),
        "audit-file": Words("审计记录", "audit"),
        "number": Words("编号", "Number"),
        "at": Words("时间", "When"),
        "actor": Words("操作人", "Who"),
        "action": Words("操作", "What"),
        "subject": Words("对象", "To what"),
        "hash": Words("指纹", "Hash"),
        "system": Words("系统", "the program"),
        "anybody": Words("所有人", "anybody"),
        "anything": Words("所有操作", "anything"),
        "more": Words(
            "只列出最新的 {count} 条；用上面的筛选缩小范围，或导出全部。",
            "Only the newest {count} are listed; narrow them down above, or take the whole copy.",
        ),
        "entry": Words("查看一条的全部内容", "See one entry whole"),
        "choose-entry": Words("选择编号", "choose a number"),
    }
)
