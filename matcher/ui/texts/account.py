"""Texts of the forms that stand before the dashboard: log in, first administrator, one-time code, password."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "login": Words("登录", "Log in"),
        "login-lead": Words(
            "请用管理员给您的登录名登录。忘记密码时，请管理员重置，再用新的一次性代码设置。",
            "Log in with the name the administrator gave you. If you forgot the password, the administrator resets it "
            "and you set a new one with a one-time code.",
        ),
        "first": Words("设立首个管理员", "Make the first administrator"),
        "first-lead": Words(
            "还没有管理员。一次性代码显示在启动服务的终端里。",
            "There is no administrator yet. The one-time code stands in the terminal that started the server.",
        ),
        "code": Words("用一次性代码设置密码", "Set a password with a one-time code"),
        "code-lead": Words(
            "一次性代码由管理员交给您，只能用一次。", "The administrator gave you the code; it works once."
        ),
        "password": Words("修改密码", "Change password"),
        "password-lead": Words("修改后，您在其他地方的登录都会失效。", "After the change all your other logins end."),
        "logout": Words("退出登录", "Log out"),
        "logout-lead": Words("确定退出？", "Do you want to log out?"),
        "field-login": Words("登录名", "Login name"),
        "field-name": Words("姓名", "Your name"),
        "field-code": Words("一次性代码", "One-time code"),
        "field-password": Words("密码", "Password"),
        "field-new": Words("新密码（至少 {least} 个字符）", "New password (at least {least} characters)"),
        "field-again": Words("再输一遍新密码", "The new password again"),
        "field-old": Words("原密码", "Old password"),
        "submit-login": Words("登录", "Log in"),
        "submit-first": Words("设立并登录", "Make it and log in"),
        "submit-code": Words("设置并登录", "Set it and log in"),
        "submit-password": Words("修改", "Change"),
        "submit-logout": Words("退出", "Log out"),
        "to-code": Words("有一次性代码？在这里设置密码", "Do you have a one-time code? Set your password here"),
        "to-office": Words("单位统一登录", "Log in through the office's own login"),
        "to-login": Words("已有密码？在这里登录", "Do you have a password? Log in here"),
        "to-dashboard": Words("返回工作台", "Back to the dashboard"),
        "logged-out": Words("已退出登录。", "You are logged out."),
        "differ": Words("两次输入的新密码不同，请重新输入。", "The two new passwords differ; type them again."),
        "refused-origin": Words(
            "这次提交不是从本页面发出的，没有执行。请从本页面重新提交。",
            "This was not sent from this page and was not done. Send it again from here.",
        ),
        "demo": Words("演示不设登录，请直接打开工作台。", "The demonstration has no login; open the dashboard."),
        "fault": Words(
            "程序出错，没有执行。请重试，或把编号 {reference} 告诉管理员。",
            "Something went wrong and nothing was done. Try again, or tell the administrator this reference: "
            "{reference}.",
        ),
    }
)
