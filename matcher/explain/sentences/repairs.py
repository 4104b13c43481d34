"""What would help, step by step, and rules that cannot hold together."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

REPAIRS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "repair": {
            "answer": Words("请{asked}答复并同意{other}", "get an answer from {asked}: accept {other}"),
            "capacity": Words(
                "{person}多联系一家，上限改为{capacity}", "let {person} take one more: {capacity} at most"
            ),
            "seat": Words("{post}多设一个名额，上限改为{most}人", "give {post} one more seat: {most} at most"),
            "unit-consent": Words("请{person}的派出单位同意", "get the consent of the unit that sends {person}"),
            "role": Words("请{person}同意担任{post}的角色", "ask {person} to serve in the role of {post}"),
            "refusal": Words("请{asked}收回对{other}的不同意", "ask {asked} to take back the refusal of {other}"),
            "unban": Words("取消对{person}到{post}的禁止", "lift the ban on {person} at {post}"),
            "unpin": Words("取消{person}到{host}的指定", "lift the pin of {person} at {host}"),
            "waiver": Words(
                "只为{person}到{post}这一对，豁免规则“{rule}”（{words}）",
                "waive the rule “{rule}” for {person} at {post} only ({words})",
            ),
            "waiver-reason": Words("补覆盖缺口，仅此一对", "to close a gap, for this pair only"),
            "team-skills": Words("{post}不再要求班子专长", "let {post} do without its team skills"),
            "site-days": Words(
                "{person}每月驻点天数上限改为{days}天", "let {person} spend up to {days} days a month on site"
            ),
            "parameter": Words("规则“{rule}”：{what}改为{value}", "rule “{rule}”: set “{what}” to {value}"),
            "quota": Words("配额“{quota}”的{bound}改为{value}", "set the {bound} of the quota “{quota}” to {value}"),
            "branch": Words(
                "{host}并入{carrier}的党组织（联合支部），不再单独派人",
                "join {host} to the branch of {carrier}, with nobody sent of its own",
            ),
            "least": Words("{post}的最少人数改为{least}", "lower the least of {post} to {least}"),
            "switch": Words("停用规则“{rule}”", "switch off the rule “{rule}”"),
            "both": Words("{first}；并且{second}", "{first}; and {second}"),
        },
        "bound": {
            "least": Words("下限", "least"),
            "most": Words("上限", "most"),
            "least_share": Words("最低占比", "least share"),
            "most_share": Words("最高占比", "most share"),
        },
        "conflict": {
            "one": Words("没有方案能满足这一条：{groups}", "no plan keeps this: {groups}"),
            "several": Words("以下{count}条不能同时满足：{groups}", "these {count} cannot hold together: {groups}"),
            "any-helps": Words("去掉其中任何一条就有方案", "without any one of them there is a plan"),
            "some-help": Words(
                "单独去掉这些中的一条就有方案：{groups}", "there is a plan without one of these alone: {groups}"
            ),
            "further": Words("此外还有冲突，涉及：{groups}", "and there is another conflict, which involves: {groups}"),
            "not-minimal": Words(
                "没有方案能满足全部硬性规则；原因在以下各条之中，未能查明是否每一条都有关：{groups}",
                "no plan keeps all hard rules; the cause is among these, and it was not proven that each matters: "
                "{groups}",
            ),
        },
    }
)
