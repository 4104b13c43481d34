"""Texts of the page where one record of the pools is corrected."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.ui.texts import profiles
from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        **profiles.UNMASKING,
        "title": Words("更正名单", "Correct the lists"),
        "choose-first": Words(
            "请先在人才库与企业库中选一条，再点“更正这一条”。",
            "Choose a record in the pools first, then “Correct this record”.",
        ),
        "open-pools": Words("打开人才库与企业库", "Open the pools"),
        "no-such-record": Words(
            "第 {number} 版名单中没有“{record}”。", "There is no {record} in version {number} of the lists."
        ),
        "adding": Words("{table}：增加一条", "{table}: add a record"),
        "correcting": Words("{table}：{record}", "{table}: {record}"),
        "help": Words(
            "以第 {number} 版（最新一版）为准。填写方式与表格相同，只保存改动的项目，另存为新的一版，原来各版不变；"
            "改了什么、谁改的、为什么，都记入审计链。标 * 的必填。",
            "From version {number}, the newest. Type as in a table; only what you change is kept, as a new version; "
            "the others stay. What was changed, by whom and why goes into the audit chain. Fields with * are needed.",
        ),
        "open-page": Words("看档案", "See the profile"),
        "open-table": Words("回到名单", "Back to the list"),
        "warned": Words("{field}：{reason}。{fix}。", "{field}: {reason}. {fix}."),
        "covered": Words("（已隐去）", "(hidden)"),
        "covered-help": Words(
            "要改这一项，请先在上面“查看完整信息”中写明理由查看。",
            "To change it, look at it first under “See hidden items”, with a reason.",
        ),
        "hidden-hint": Words("不填则不改；填“无”则清空", "empty: as it is; a dash: nothing"),
        "why": Words("更正理由（必填）", "Why (needed)"),
        "why-hint": Words("例如：本人来电核实", "such as: confirmed by phone"),
        "save": Words("保存为新的一版", "Keep as a new version"),
        "saved": Words(
            "已保存为第 {number} 版。方案设置仍用各自原来的一版，要用新的一版请到“方案设置”页更换。",
            "Kept as version {number}. Scenarios stay with the version they use; change it on the scenario page.",
        ),
        "remove": Words("从名单中删去", "Take it out of the lists"),
        "remove-help": Words(
            "新的一版中不再有这一条，原来各版仍有。{what}",
            "The new version is without it; earlier versions keep it. {what}",
        ),
        "goes-along": Words(
            "随之删去：岗位 {posts} 个，意愿、意见和任职记录 {said} 条。",
            "With it go {posts} posts and {said} answers, opinions and terms of last season.",
        ),
        "nothing-else": Words("其他记录不受影响。", "Nothing else goes with it."),
        "remove-sure": Words("确认删去", "Yes, take it out"),
        "remove-not-sure": Words("请先勾选“确认删去”。", "Tick the box first."),
        "removed": Words("已删去，保存为第 {number} 版。", "Taken out; kept as version {number}."),
        "correct-record": Words("更正这一条", "Correct this record"),
        "add-record": Words("增加一条", "Add a record"),
    }
)
