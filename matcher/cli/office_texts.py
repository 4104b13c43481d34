"""What the commands of an office say: audit chain and accounts."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

OFFICE_HELP: Mapping[str, Words] = MappingProxyType(
    {
        "audit": Words(
            "审计记录：核验每一条是否完整，或导出供第三方核验。",
            "The audit chain: check that no entry was tampered with, or write it out for a third party.",
        ),
        "audit.verify": Words(
            "核验审计记录和库中数据：被改动、删除、插入的是哪一条。",
            "Check the audit chain and the records; name every row that was altered, removed or inserted.",
        ),
        "audit.export": Words(
            "导出审计记录：.csv 为表格，其余为每行一条 JSON，不用本程序也能核验。",
            "Write the audit chain: a table for .csv, else JSON lines that can be checked without this program.",
        ),
        "audit.anchor": Words(
            "库外留存的指纹：以前的导出文件，或每行“编号 指纹”",
            "hashes kept outside the store: an earlier export, or lines NUMBER HASH",
        ),
        "audit.file": Words("导出到这个文件，须不存在", "file to write; must not be there yet"),
        "account": Words(
            "账号：列出全部，生成一次性代码，关联单位登录。",
            "Accounts: list them, make a one-time code, link the office's login.",
        ),
        "account.list": Words("列出全部账号。", "List every account."),
        "account.first-code": Words(
            "生成设立第一名管理员的一次性代码。", "Make the one-time code for the first administrator."
        ),
        "account.reset-code": Words(
            "重置口令：原口令作废，生成设新口令的一次性代码。",
            "Take a password away and make a one-time code for a new one.",
        ),
        "account.link": Words(
            "把账号与单位统一登录中的身份关联，或解除关联。",
            "Link an account to an identity of the office's own login, or take the link away.",
        ),
        "account.issuer": Words("登录服务的地址（issuer）", "the provider's address (issuer)"),
        "account.subject": Words("该人员在登录服务中的编号", "the provider's lasting id of the person"),
        "account.email": Words("邮箱，首次登录时绑定到编号", "e-mail; bound to the id at the first login"),
        "account.unlink": Words("解除关联", "take the link away"),
        "account.login": Words("登录名", "login name"),
    }
)
"""Help texts by command and parameter."""

OFFICE_SAY: Mapping[str, Words] = MappingProxyType(
    {
        "audit-holds": Words("审计记录完整，共 {count} 条", "the audit chain holds: {count} entries"),
        "audit-records-agree": Words(
            "账号、名单、方案、签署、四步和同意情况与审计记录一致",
            "accounts, pools, plans, signatures, steps and consents agree with it",
        ),
        "audit-records-differ": Words(
            "库中有 {count} 处与审计记录不符：", "{count} records are not what the chain says:"
        ),
        "audit-anchors": Words("与库外留存的 {count} 个指纹一致", "it agrees with {count} hashes kept outside"),
        "audit-end": Words("末条 {number}，指纹 {hash}", "last entry {number}, hash {hash}"),
        "audit-broken": Words("审计记录不完整，{count} 处：", "the audit chain does not hold; {count} faults:"),
        "audit-written": Words("已写出 {file}，共 {count} 条", "wrote {count} entries to {file}"),
        "account-link-what": Words(
            "请给出 --issuer 以及 --subject 或 --email，或者只给 --unlink",
            "give --issuer with --subject or --email, or --unlink alone",
        ),
        "account-linked": Words("账号 {login} 已关联", "{login} is linked"),
        "account-unlinked": Words("账号 {login} 已解除关联", "{login} is no longer linked"),
        "account-login": Words("登录名", "login"),
        "account-name": Words("姓名", "name"),
        "account-role": Words("角色", "role"),
        "account-committee": Words("限于党委", "committee"),
        "account-state": Words("状态", "state"),
        "account-ready": Words("可登录", "can log in"),
        "account-waiting": Words("待用代码设口令", "waits for its code"),
        "account-closed": Words("没有口令", "has no password"),
        "account-off": Words("已停用", "switched off"),
        "account-none": Words("还没有账号", "there is no account yet"),
        "account-first-code": Words(
            "在登录页输入以上代码，设立第一名管理员；{hours} 小时内有效，只能用一次",
            "type this code on the login page to become the first administrator; good once, for {hours} hours",
        ),
        "account-reset-code": Words(
            "请把以上代码交给本人，在登录页设新口令；{hours} 小时内有效，只能用一次。原口令已作废",
            "hand this code to its owner, who sets a new password on the login page; good once, for {hours} hours. "
            "The old password is void",
        ),
    }
)
"""Messages by what they say."""
