"""Texts of the overview."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words("概览", "Overview"),
        "no-season": Words(
            "还没有季次。一个季次就是一轮双向选择：先建季次，再导入名单、求解方案。",
            "There is no season yet. A season is one round of two-way selection: make it, import lists, solve.",
        ),
        "no-plan": Words(
            "本季还没有方案。先导入名单，再建立方案设置并求解。",
            "This season has no plan yet. Import the lists, then set up a scenario and solve it.",
        ),
        "open-pools": Words("导入名单", "Import lists"),
        "open-scenario": Words("方案设置", "Scenario"),
        "solving": Words(
            "正在求解，已用 {seconds} 秒；完成后本页自动更新。", "Solving for {seconds} s; this page follows."
        ),
        "by-plan": Words(
            "按方案“{scenario}”第 {number} 版（{state}）", "By plan “{scenario}”, version {number} ({state})"
        ),
        "plan-name": Words("方案“{scenario}”第 {number} 版", "Plan “{scenario}”, version {number}"),
        "hosts-covered": Words("已覆盖企业", "Hosts covered"),
        "hosts-covered-help": Words(
            "每个岗位都达到最低人数的企业，占全部企业；没有提出岗位的企业也算在内。",
            "Hosts whose posts all have their least number, of all hosts; a host that asks for nobody counts too.",
        ),
        "seats-filled": Words("已满足名额", "Seats filled"),
        "seats-filled-help": Words(
            "各岗位最低人数的合计中已满足的部分。", "Of the least numbers of all posts together."
        ),
        "blind-spots": Words("盲点", "Blind spots"),
        "blind-spots-help": Words(
            "既无党组织也无党员的企业：原有多少，方案之后还剩多少。",
            "Hosts with neither organization nor member: before, and left by the plan.",
        ),
        "matches": Words("配对", "Pairs"),
        "matches-help": Words("人选与岗位的配对总数。", "Pairs of a person and a post."),
        "blocking": Words("阻塞对", "Blocking pairs"),
        "blocking-help": Words(
            "双方都更愿意换到一起的配对；每一对为何保留，见方案页。",
            "Two who would both rather have each other; the plan says why each is tolerated.",
        ),
        "uncovered": Words(
            "有 {count} 个岗位未达到最低人数，原因和补救办法见方案页。",
            "Posts below their least number: {count}; the plan gives causes and repairs.",
        ),
        "open-plan": Words("查看方案", "Open the plan"),
        "open-review": Words("去办理", "Go there"),
        "steps": Words("四步进度", "The four steps"),
        "step": Words("步骤", "Step"),
        "pairs": Words("对数", "Pairs"),
        "deadlines": Words("期限", "Deadlines"),
        "deadline": Words("事项", "Deadline"),
        "day": Words("日期", "Day"),
        "left": Words("剩余", "Left"),
        "no-deadlines": Words("没有设定期限。", "No deadlines are set."),
        "done": Words("已办", "done"),
        "today": Words("今天", "today"),
        "days-left": Words("还有 {days} 天", "{days} days left"),
        "one-day-left": Words("还有 1 天", "1 day left"),
        "days-over": Words("已过 {days} 天", "{days} days ago"),
        "one-day-over": Words("已过 1 天", "1 day ago"),
        "soon": Words("“{deadline}”期限：{left}。", "Deadline “{deadline}”: {left}."),
        "waiting": Words("等我办理", "Waiting for me"),
        "nothing-waits": Words("目前没有等您办理的事项。", "Nothing waits for you now."),
        "waits-sign": Words("待签署：{act}", "To sign: {act}"),
        "waits-step": Words("待登记“{what}”：{count} 对", "To record: {what} (pairs: {count})"),
        "waits-consent": Words("待取得{what}同意：{count} 对", "To obtain: consent of the {what} (pairs: {count})"),
        "season-settings": Words("季次设置", "Settings of the season"),
        "another-season": Words("新建季次", "Make another season"),
        "season-name": Words("简称", "Short name"),
        "season-name-help": Words("用于文件名和列表，不能重复。", "Used in file names and lists; not twice."),
        "season-title": Words("标题", "Title"),
        "starts-on": Words("任期起始日", "First day of the term"),
        "make-season": Words("建立", "Make it"),
        "season-made": Words("已建立季次“{season}”。", "The season {season} is there."),
        "save": Words("保存", "Save"),
        "season-saved": Words("季次设置已保存。", "The season is saved."),
    }
)
