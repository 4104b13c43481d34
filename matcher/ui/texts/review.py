"""Texts of review and sign-off."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.ui.texts import sign_off
from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        **sign_off.TEXTS,
        "title": Words("审核签署", "Review and sign-off"),
        "doubts": Words("待确认的账号", "Accounts to be confirmed"),
        "doubt": Words(
            "{name}（{login}，{role}）的账号于 {at} 由{by}重置或改动。重置的人可以冒用，须由另一人确认，之后才能签署。",
            "The account of {name} ({login}, {role}) was reset or changed by {by} at {at}. Whoever did it could use "
            "it, so somebody else has to confirm it; until then it signs nothing.",
        ),
        "at-the-terminal": Words("服务器终端", "somebody at the server"),
        "cannot-confirm": Words("您不能确认：{why}。", "You cannot confirm it: {why}."),
        "is-sure": Words(
            "我已当面或电话核实，这个账号现由{name}本人使用",
            "I have asked {name} in person or by telephone: nobody else uses this account",
        ),
        "confirm": Words("确认", "Confirm"),
        "confirmed": Words("已确认{name}的账号，由您负责。", "You have confirmed the account of {name}."),
        "queue": Words("待我办理", "Waiting for me"),
        "queue-empty": Words("没有待办事项。", "Nothing waits for you."),
        "of-plan": Words("（{plan}）", "({plan})"),
        "waits-sign": Words("待{what}", "To do: {what}"),
        "waits-step": Words("待登记“{what}”：{count} 对", "To record: {what} (pairs: {count})"),
        "waits-consent": Words("待取得{what}同意：{count} 对", "To obtain: consent of the {what} (pairs: {count})"),
        "no-figures": Words("这份方案没有汇总数字。", "This plan has no figures."),
        "hosts-covered": Words("已覆盖企业", "Hosts covered"),
        "seats-filled": Words("已满足名额", "Seats filled"),
        "matches": Words("配对", "Pairs"),
        "blind-spots-left": Words("剩余盲点", "Blind spots left"),
        "blocking": Words("阻塞对", "Blocking pairs"),
        "unplaced": Words("未安排人选", "People without a post"),
        "is-proven": Words(
            "全部目标已证明为最优，并经独立核验。", "Every objective is proven best, and checked independently."
        ),
        "is-not-proven": Words(
            "方案已经独立核验；有的目标尚未证明为最优，差距见“方案”页。",
            "The plan is checked independently; some objectives are not proven best, see the page of the plan.",
        ),
        "open-plan": Words(
            "先看方案全文：配对、理由、缺口和图", "Read the plan first: pairs, reasons, gaps and pictures"
        ),
        "actions": Words("办理", "What you can do"),
        "nothing-to-do": Words(
            "方案现为“{state}”，您没有可以办理的事项。", "The plan is {state}; there is nothing for you to do."
        ),
        "signs": Words(
            "将以“{name}”的名义签署，方案指纹 `{digest}`。",
            "Signed as “{name}”, on the plan with the digest `{digest}`.",
        ),
        "read-submit": Words("我已核对本方案，同意送审", "I have checked this plan and send it for review"),
        "read-review": Words("我已审核本方案", "I have reviewed this plan"),
        "read-approve": Words("我批准本方案", "I approve this plan"),
        "read-publish": Words("我同意公布本方案", "I publish this plan"),
        "do-submit": Words("签署并送审", "Sign and submit"),
        "do-review": Words("签署：审核通过", "Sign as reviewed"),
        "do-approve": Words("签署：批准", "Sign as approved"),
        "do-publish": Words("签署并公布", "Sign and publish"),
        "do-return": Words("退回修改", "Send back"),
        "do-withdraw": Words("撤回方案", "Withdraw the plan"),
        "explain-return": Words(
            "退回后，已有的签名全部作废，方案回到草稿。", "All signatures are voided and the plan is a draft again."
        ),
        "explain-withdraw": Words(
            "撤回后，签名全部作废，方案不能再用；记录都会保留。",
            "All signatures are voided and the plan cannot be used any more; the records stay.",
        ),
        "reason": Words("理由", "Reason"),
        "done-submit": Words("已送审。", "Submitted for review."),
        "done-review": Words("已审核通过。", "Reviewed."),
        "done-approve": Words("已批准。", "Approved."),
        "done-publish": Words("已公布。", "Published."),
        "done-return": Words("已退回，签名已作废。", "Sent back; the signatures are voided."),
        "done-withdraw": Words("已撤回，签名已作废。", "Withdrawn; the signatures are voided."),
        "signatures": Words("签名", "Signatures"),
        "no-signatures": Words("还没有人签署。", "Nobody has signed yet."),
        "not-intact": Words(
            "有签名与库中现有方案不符：方案在签署之后被改动过，请立即告知管理员并核验审计链。",
            "A signature does not fit the plan in the store: it was altered after signing. Tell the administrator "
            "at once and verify the audit chain.",
        ),
        "act": Words("事项", "Act"),
        "signer": Words("签署人", "Signed by"),
        "at": Words("时间", "When"),
        "standing": Words("效力", "Standing"),
        "signer-account": Words("签署人账号", "Signer's account"),
        "account-event": Words("{at} {action}（{by}）", "{at} {action} ({by})"),
        "account-untouched": Words("未曾重置", "never reset"),
        "seal": Words("签署内容的指纹", "Seal"),
        "standing-counts": Words("有效", "counts"),
        "standing-broken": Words("与方案不符", "does not fit the plan"),
        "standing-voided": Words("已作废（{by}：{reason}）", "voided ({by}: {reason})"),
        "signatures-file": Words("方案{plan}签名", "plan-{plan}-signatures"),
        "versions": Words("由来", "Versions"),
        "made-by": Words("{author}，{at}", "{author}, {at}"),
        "changed": Words("{kinds}。理由：{reason}", "{kinds}. Reason: {reason}"),
        "history": Words("办理记录", "History"),
        "history-whole": Words("列出全部记录（现只列最近 {count} 条）", "List all (now the last {count} only)"),
        "history-file": Words("方案{plan}办理记录", "plan-{plan}-history"),
        "entry-number": Words("序号", "Number"),
        "actor": Words("经办人", "Who"),
        "action": Words("事项", "What"),
        "subject": Words("对象", "On what"),
        "detail": Words("内容", "Details"),
        "list-separator": Words("；", "; "),
        "subject-plan": Words("方案 {plan}", "plan {plan}"),
        "subject-pair": Words(
            "方案 {plan}：人选 {person} 与岗位 {post}", "plan {plan}: candidate {person}, post {post}"
        ),
    }
)
