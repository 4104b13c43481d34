"""Texts of the page of accounts."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words("账号", "Accounts"),
        "login": Words("登录名", "Login name"),
        "name": Words("姓名", "Name"),
        "role": Words("角色", "Role"),
        "committee": Words("限于党委", "Committee"),
        "committee-help": Words(
            "填写后，该账号只看得到这个党委所属的企业；留空为全部。",
            "The account then sees only the hosts of this committee; empty: all.",
        ),
        "all-committees": Words("全部", "all"),
        "state": Words("状态", "State"),
        "state-ready": Words("可登录", "can log in"),
        "state-waiting": Words("待设置密码", "waits for its code"),
        "state-unconfirmed": Words("可登录，待他人确认后才能签署", "can log in, signs once confirmed"),
        "unconfirmed": Words(
            "该账号于 {at} 重置或改动过，须由另一人在“审核签署”页确认后才能签署。",
            "Reset or changed at {at}: it signs only after somebody else confirmed it on the review page.",
        ),
        "to-confirm": Words("去确认", "Where it is confirmed"),
        "state-closed": Words("没有密码", "has no password"),
        "state-off": Words("已停用", "switched off"),
        "made": Words("建立时间", "Made"),
        "change": Words("修改账号", "Change an account"),
        "may-log-in": Words("允许登录", "may log in"),
        "save": Words("保存", "Save"),
        "saved": Words("账号“{login}”已保存。", "The account {login} is saved."),
        "reset": Words("重置密码", "Reset the password"),
        "reset-help": Words(
            "原密码立即作废，生成一次性代码，由本人用它设置新密码；须由另一人确认后，账号才能签署。",
            "The old password ends at once; a one-time code lets its person set a new one. Somebody else confirms "
            "whose account it is before it signs again.",
        ),
        "was-reset": Words(
            "账号“{login}”的密码已重置。请把一次性代码 {code} 交给本人，只显示这一次。",
            "The password of {login} is reset. Hand over the one-time code {code}; it is shown only now.",
        ),
        "make": Words("新建账号", "Make an account"),
        "made-it": Words(
            "已建立账号“{login}”。请把一次性代码 {code} 交给本人，只显示这一次；在登录页用它设置密码。",
            "The account {login} is there. Hand over the one-time code {code}; it is shown only now and sets the "
            "password on the login page.",
        ),
    }
)
