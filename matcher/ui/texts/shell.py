"""Texts that every page shares."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "product": Words("双选", "Shuangxuan"),
        "section-work": Words("工作", "Work"),
        "section-administration": Words("管理", "Administration"),
        "language": Words("语言", "Language"),
        "language-zh": Words("中文", "中文"),
        "language-en": Words("English", "English"),
        "season": Words("季次", "Season"),
        "plain": Words("纯文字表格", "Plain tables"),
        "plain-help": Words(
            "把表格和图换成普通网页表格，适合读屏软件和键盘操作。不换也可以：在表格中按退出键（Esc）就离开表格。",
            "Shows tables and charts as ordinary web tables, for screen readers and keyboards. Without it: Escape "
            "leaves a grid.",
        ),
        "demo-banner": Words(
            "**演示**：全部数据由程序生成，纯属虚构；关闭服务后即删除。",
            "**Demonstration**: all data are synthetic and are deleted when the server stops.",
        ),
        "demo-role": Words("以谁的身份查看", "See it as"),
        "logged-in": Words("{name}（{role}）", "{name} ({role})"),
        "log-in": Words("登录", "Log in"),
        "log-out": Words("退出登录", "Log out"),
        "change-password": Words("修改密码", "Change password"),
        "session-over": Words(
            "登录已失效，请重新登录；登录后会回到原来的页面。",
            "Your login has ended. Log in again; you will come back to this page.",
        ),
        "fault": Words(
            "程序出错，刚才的操作没有保存。请重试；仍不行时，把编号 {reference} 告诉管理员，日志中可按编号查到原因。",
            "Something went wrong and the last action was not saved. Try again; if it stays, tell the administrator "
            "the reference {reference}, under which the log holds the cause.",
        ),
        "conflict-way-out": Words(
            "点“重新载入”查看最新内容，再决定是否修改。", "Reload to see what it is now, then decide again."
        ),
        "changed-meanwhile": Words(
            "这里的内容刚被他人改动，下面仍是您打开时的样子。请先重新载入，再操作。",
            "Somebody else changed this just now; below it still is as you opened it. Reload before you go on.",
        ),
        "reload": Words("重新载入", "Reload"),
        "filter": Words("筛选", "Filter"),
        "filter-help": Words("输入任意文字，只显示含有它的行。", "Type any text to see only the rows that hold it."),
        "any-text": Words("任意文字", "any text"),
        "all": Words("全部", "all"),
        "rows": Words("共 {count} 行", "Rows: {count}"),
        "rows-of": Words("符合 {count} 行，共 {total} 行", "Rows: {count} of {total}"),
        "nothing": Words("没有内容。", "Nothing here."),
        "open-by-name": Words("点“{columns}”列中的名字，打开档案。", "Click a name under {columns} for its profile."),
        "open-candidate": Words("看人选档案", "See the candidate"),
        "open-enterprise": Words("看企业档案", "See the host"),
        "export-csv": Words("导出 CSV", "Export CSV"),
        "export-xlsx": Words("导出 Excel", "Export Excel"),
        "chart-data": Words("图中数据", "Data of the chart"),
        "chart-alt": Words(
            "图：{title}，横轴为{x}，纵轴为{y}；数据见图下的表格",
            "Chart: {title}; {x} along, {y} up; the data stand in the table below",
        ),
        "page-of-label": Words("页（共 {pages} 页）", "Page (of {pages})"),
        "no-such-page": Words("没有这个页面", "There is no such page"),
        "no-such-page-lead": Words(
            "地址“{path}”不是工作台的页面，可能抄漏了，或者页面已改名。",
            "The address {path} is no page of the dashboard; perhaps a part of it is missing.",
        ),
        "to-start": Words("回到首页", "Back to the start"),
        "not-for-role": Words(
            "您的角色“{role}”不办理这一页的事。需要时请找管理员调整角色。",
            "Your role ({role}) does not do what this page is for. If it should, ask the administrator.",
        ),
        "opening-plan": Words(
            "正在打开方案：读取、逐条核验。全市规模第一次打开约需半分钟，之后所有人立即可看。",
            "Opening the plan: reading and checking it. That of a city takes about half a minute the first time, and "
            "no time after that, for everybody.",
        ),
        "finding-gaps": Words(
            "正在查明每个缺口的原因。全市规模第一次约需半分钟，之后所有人立即可看。",
            "Naming the cause of every gap. In a city that takes about half a minute the first time, and no time after "
            "that, for everybody.",
        ),
        "opening-pools": Words("正在打开名单…", "Opening the pools…"),
        "order": Words("全部行的顺序", "Order of all rows"),
        "as-listed": Words("原有顺序", "as listed"),
        "order-rising": Words("{column} ↑", "{column} ↑"),
        "order-falling": Words("{column} ↓", "{column} ↓"),
        "type-to-find": Words("输入姓名、编号查找", "Type a name or an id"),
        "find": Words("查找：{what}", "Find: {what}"),
        "find-hint": Words("名称或编号中的几个字", "part of the name or number"),
        "find-among": Words(
            "共 {count} 个：先在上面输入几个字，再从下面选。", "{count} of them: type above, then choose below."
        ),
        "found": Words("找到 {count} 个，请在下面选。", "{count} found; choose below."),
        "found-too-many": Words(
            "找到 {count} 个，下面只列前 {most} 个；请再多输入几个字。",
            "{count} found, the first {most} are listed below; type more to narrow it down.",
        ),
        "plan": Words("方案", "Plan"),
        "plan-called": Words(
            "{id} 号 · {scenario} 第 {number} 版 · {state}", "No. {id} · {scenario}, version {number} · {state}"
        ),
        "no-plans": Words(
            "本季还没有方案，请先在“方案设置”页求解。", "This season has no plan yet: run a scenario first."
        ),
        "no-such-plan": Words(
            "本季没有 {asked} 号方案，下面显示的是最近的一份。", "This season has no plan {asked}; the latest is shown."
        ),
        "work-runs": Words("正在计算，已用 {seconds} 秒", "Working for {seconds} s"),
        "work-stop": Words("停止", "Stop"),
        "work-stopping": Words("正在停止，保留已得结果…", "Stopping, what was found is kept…"),
        "work-took": Words("用时 {seconds} 秒", "Took {seconds} s"),
        "work-left": Words(
            "已停止，用时 {seconds} 秒；没有做完，没有结果", "Stopped after {seconds} s, unfinished, with no result"
        ),
        "work-stopped": Words(
            "已停止，用时 {seconds} 秒；以下是停止前的结果", "Stopped after {seconds} s; found until then"
        ),
        "work-again": Words("再做一次", "Again"),
        "yes": Words("是", "yes"),
        "no": Words("否", "no"),
    }
)
