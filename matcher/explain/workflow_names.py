"""What the words of the workflow are called: states, steps, roles, permissions, actions."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

WORKFLOW_NAMES: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "plan_state": {
            "draft": Words("草稿", "draft"),
            "submitted": Words("已送审", "submitted"),
            "reviewed": Words("已审核", "reviewed"),
            "approved": Words("已批准", "approved"),
            "published": Words("已公布", "published"),
            "superseded": Words("已被新方案取代", "superseded"),
            "withdrawn": Words("已撤回", "withdrawn"),
        },
        "plan_action": {
            "submit": Words("送审", "submitted"),
            "return": Words("退回", "returned"),
            "review": Words("审核通过", "reviewed"),
            "approve": Words("批准", "approved"),
            "publish": Words("公布", "published"),
            "supersede": Words("取代", "superseded"),
            "withdraw": Words("撤回", "withdrawn"),
        },
        "plan_change": {
            "add": Words("增加配对", "pair added"),
            "remove": Words("去掉配对", "pair removed"),
            "replace": Words("换人", "person replaced"),
            "swap": Words("两人对调", "two people swapped"),
            "pin": Words("指定配对", "pair pinned"),
        },
        "match_step": {
            "proposed": Words("拟配", "proposed"),
            "needed": Words("企业所需", "the host needs it"),
            "agreed": Words("个人同意", "the person agrees"),
            "signed": Words("签订协议", "agreement signed"),
            "appointed": Words("组织委任", "appointed"),
            "declined": Words("未成", "declined"),
        },
        "consent_side": {
            "enterprise": Words("企业", "host"),
            "candidate": Words("本人", "person"),
            "unit": Words("派出单位", "sending unit"),
            "organization": Words("组织部门", "organization department"),
        },
        "consent_answer": {
            "given": Words("同意", "given"),
            "refused": Words("不同意", "refused"),
            "withdrawn": Words("撤回同意", "withdrawn"),
        },
        "decline_reason": {
            "enterprise-withdrew": Words("企业退出", "the host withdrew"),
            "candidate-withdrew": Words("本人退出", "the person withdrew"),
            "unit-refused": Words("派出单位不同意", "the sending unit refused"),
            "organization-refused": Words("组织不同意", "the organization refused"),
            "health": Words("健康原因", "health"),
            "transfer": Words("工作调动", "transfer"),
            "recusal": Words("回避", "recusal"),
            "other": Words("其他", "other"),
        },
        "account_role": {
            "viewer": Words("查看", "viewer"),
            "planner": Words("编制", "planner"),
            "reviewer": Words("审核", "reviewer"),
            "approver": Words("批准", "approver"),
            "administrator": Words("管理员", "administrator"),
        },
        "unmask_reason": {
            "contact": Words("联系本人或企业", "to reach the person or host"),
            "check": Words("核对资料", "to check the data"),
            "appointment": Words("办理协议、委任手续", "for the agreement or the appointment"),
            "appeal": Words("处理申诉、信访", "to answer an appeal"),
            "inspection": Words("配合监督检查", "for an inspection"),
        },
        "permission": {
            "read": Words("查看", "read"),
            "unmask": Words("查看完整个人信息", "see personal data unmasked"),
            "comment": Words("发表意见", "comment"),
            "manage-season": Words("管理季次", "manage seasons"),
            "import-pools": Words("导入名单", "import pools"),
            "edit-scenario": Words("编辑方案设置", "edit scenarios"),
            "run-scenario": Words("求解", "run scenarios"),
            "change-plan": Words("手工调整方案", "change a plan by hand"),
            "submit-plan": Words("送审", "submit a plan"),
            "return-plan": Words("退回", "return a plan"),
            "review-plan": Words("审核", "review a plan"),
            "approve-plan": Words("批准", "approve a plan"),
            "publish-plan": Words("公布", "publish a plan"),
            "withdraw-plan": Words("撤回", "withdraw a plan"),
            "record-step": Words("登记四步进度", "record the four steps"),
            "record-consent": Words("登记同意情况", "record consents"),
            "read-audit": Words("查看审计记录", "read the audit chain"),
            "manage-accounts": Words("管理账号", "manage accounts"),
            "back-up": Words("备份与恢复", "back up and restore"),
        },
        "run_state": {
            "waiting": Words("等待开始", "waiting"),
            "running": Words("求解中", "running"),
            "done": Words("已完成", "done"),
            "stopped": Words("已按要求停止", "stopped as asked"),
            "failed": Words("出错", "failed"),
            "dead": Words("进程已中断", "its process is gone"),
        },
        "deadline": {
            "pools": Words("名单上报", "lists handed in"),
            "choices": Words("双方意愿上报", "answers of both sides"),
            "submitted": Words("方案送审", "plan submitted"),
            "approved": Words("方案批准", "plan approved"),
            "published": Words("方案公布", "plan published"),
            "needed": Words("企业所需", "hosts state their need"),
            "agreed": Words("个人同意", "persons agree"),
            "signed": Words("签订协议", "agreements signed"),
            "appointed": Words("组织委任", "appointments"),
        },
    }
)
"""Topic → code → what it is called."""
