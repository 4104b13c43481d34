"""Texts of the page of pairs."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.ui.texts import sign_off
from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        **sign_off.TEXTS,
        "title": Words("配对办理", "Pairs, step by step"),
        "ready": Words("可以签约", "Ready to sign"),
        "no-roster": Words(
            "方案批准后，个人已同意、四方意见齐备的配对才进入签约花名册。",
            "A pair enters the roster once the plan is approved, the person agrees and all four consents are there.",
        ),
        "make-roster": Words("生成签约花名册（{count} 对）", "Make the roster (pairs: {count})"),
        "making-roster": Words(
            "正在生成花名册。全市两万多对约需半分钟。", "Making the roster. That of a city takes about half a minute."
        ),
        "take-roster": Words("下载签约花名册", "Download the roster"),
        "roster-file": Words("方案{plan}签约花名册.xlsx", "plan-{plan}-roster.xlsx"),
        "host": Words("企业与岗位", "Host and post"),
        "person": Words("人选", "Person"),
        "committee": Words("基层党委", "Committee"),
        "step": Words("进度", "Step"),
        "lacking": Words("还缺", "Lacks"),
        "not-asked": Words("未表态", "not asked"),
        "pairs-file": Words("方案{plan}配对办理", "plan-{plan}-pairs"),
        "many": Words("一次登记多对", "Record many pairs at once"),
        "many-what": Words("登记什么", "What to record"),
        "many-step": Words("进度：{step}", "step: {step}"),
        "many-consent": Words("同意：{side}", "consent of the {side}"),
        "many-none": Words("没有等待登记这一项的配对。", "No pair waits for this."),
        "many-pairs": Words("哪些配对（{count} 对在等）", "Which pairs (waiting: {count})"),
        "many-all": Words("不选即全部", "all, unless some are chosen"),
        "do-many": Words("登记", "Record"),
        "done-many": Words("已为 {count} 对登记“{what}”。", "Recorded: {what} (pairs: {count})."),
        "one-pair": Words("一对的详情", "One pair in full"),
        "choose-pair": Words("选择配对", "Choose a pair"),
        "choose-pair-hint": Words("在上表点一行，或在这里输入姓名、企业", "Click a row above, or type a name here"),
        "pair-called": Words(
            "{post}（{post_id}） – {person}（{person_id}）", "{post} ({post_id}) – {person} ({person_id})"
        ),
        "no-such-pair": Words(
            "方案里没有人选 {person} 与岗位 {post} 的配对。", "The plan has no pair of {person} and {post}."
        ),
        "lacks": Words("还不能进入签约花名册：{what}。", "Not ready for the roster: {what}."),
        "is-ready": Words("可以进入签约花名册。", "Ready for the roster."),
        "steps": Words("四步进度", "The four steps"),
        "no-steps": Words("还没有登记任何一步。", "No step is recorded yet."),
        "on": Words("日期", "Date"),
        "by-whom": Words("由谁确认", "Confirmed by"),
        "evidence": Words("依据", "Evidence"),
        "evidence-hint": Words("文字说明、文件名或文号", "In words, or the name of a file"),
        "recorded": Words("登记人", "Recorded by"),
        "do-step": Words("登记“{step}”", "Record “{step}”"),
        "done-step": Words("已登记“{step}”。", "“{step}” is recorded."),
        "decline": Words("登记未成", "Record that the pair is declined"),
        "decline-reason": Words("原因", "Reason"),
        "do-decline": Words("登记未成", "Record as declined"),
        "done-decline": Words("已登记未成。", "The pair is recorded as declined."),
        "consents": Words("四方意见", "The four consents"),
        "side": Words("哪一方", "Side"),
        "side-again": Words(
            "四方都已表态；有一方改变意见时，选择哪一方", "All four have answered; if one changes its mind, choose it"
        ),
        "answer": Words("意见", "Answer"),
        "do-consent": Words("登记{side}的意见", "Record the answer of the {side}"),
        "correct": Words("更正登记", "Correct what was recorded"),
        "correct-explained": Words(
            "只能更正最后登记的一步；要更正较早的，先逐步撤销后面的。原来的内容、更正人和理由都会保留。",
            "Only the last step can be corrected; take later ones back first. What it said before, who corrected it "
            "and why are kept.",
        ),
        "consents-fixed": Words(
            "签订协议以后（或登记未成以后），同意情况须先撤销该步才能更正。",
            "Once signed or declined, consents can be corrected only after that step is taken back.",
        ),
        "do-correct": Words("更正“{what}”", "Correct “{what}”"),
        "do-take-back": Words("撤销“{what}”的登记", "Take “{what}” back"),
        "done-correct": Words(
            "已更正“{what}”，原来的内容保留在历史里。", "“{what}” is corrected; the history keeps what it said."
        ),
        "done-take-back": Words(
            "已撤销“{what}”的登记，原来的内容保留在历史里。", "“{what}” is taken back; the history keeps it."
        ),
        "consent-of": Words("{side}的意见", "answer of the {side}"),
        "struck-help": Words(
            "“登记作废”：这一方其实从未表态，等于没有登记。",
            "“Struck out”: this side never said anything, as if nothing had been recorded.",
        ),
        "why": Words("更正的理由", "Why it is corrected"),
        "why-hint": Words("例如：文号抄错、登错了配对", "such as: number mistyped, wrong pair"),
        "corrected": Words("更正记录", "Corrections"),
        "at": Words("时间", "When"),
        "by": Words("更正人", "By"),
        "what": Words("更正什么", "What"),
        "was": Words("原来", "Before"),
        "is": Words("更正为", "After"),
        "taken-back": Words("（已撤销）", "(taken back)"),
        "list-separator": Words("，", ", "),
        "done-consent": Words("已登记{side}的意见。", "The answer of the {side} is recorded."),
    }
)
