"""The catalogue, continued: what can be wrong between rows, between tables and with whole files."""

from matcher.pools.faults import Fault
from matcher.words import Words


def repeated_key(fields: str, place: Words) -> Fault:
    """Say that a row repeats the key of an earlier one."""
    return Fault(
        "repeated_key",
        Words(f"“{fields}”与{place.zh}重复", f"the same “{fields}” as {place.en}"),
        Words("删去一行，或改正编号", "delete one of them or correct the id"),
    )


def repeated_choice(place: Words) -> Fault:
    """Say that a side answers twice on the same pair."""
    return Fault(
        "repeated_choice",
        Words(f"与{place.zh}是同一方对同一对象的意愿", f"the same side has answered on the same pair in {place.en}"),
        Words("只留一条", "keep one of them"),
    )


def refused_and_ranked(place: Words) -> Fault:
    """Say that a side both wants and refuses the same pair."""
    return Fault(
        "refused_and_ranked",
        Words(f"既选又拒：与{place.zh}矛盾", f"wanted and refused at once: contradicts {place.en}"),
        Words("只留一种意愿", "keep one of the two answers"),
    )


def repeated_number(header: str, place: Words) -> Fault:
    """Say that two rows hold the same official number."""
    return Fault(
        "repeated_number",
        Words(f"“{header}”与{place.zh}相同", f"the same “{header}” as {place.en}"),
        Words("已照录；核对是否同一人或同一企业录了两次", "taken; check whether both rows are the same"),
        "warning",
    )


def pool_and_status_differ(pool: str, status: str) -> Fault:
    """Say that pool and service status do not go together."""
    return Fault(
        "pool_status_differ",
        Words(f"来源类别“{pool}”与任职状态“{status}”不相称", f"pool “{pool}” does not go with status “{status}”"),
        Words("已照录；法定规定按任职状态判断，请核对", "taken; the legal rules follow the status, please check"),
        "warning",
    )


def unknown_reference(kind_zh: str, kind_en: str, text: str, suggestion: str | None) -> Fault:
    """Say that an id points to no row."""
    hint = "" if suggestion is None else suggestion
    return Fault(
        "unknown_reference",
        Words(f"{kind_zh}中没有“{text}”", f"no “{text}” in {kind_en}"),
        Words(
            f"是否为“{hint}”？" if hint else f"核对编号，或在{kind_zh}中补上",
            f"perhaps “{hint}”?" if hint else "check the id, or add the row",
        ),
        detail=text,
    )


def unknown_tie(kind_zh: str, kind_en: str, text: str) -> Fault:
    """Say that a tie to keep apart points to no row; nobody is put at risk by that."""
    return Fault(
        "unknown_tie",
        Words(f"{kind_zh}中没有“{text}”", f"no “{text}” in {kind_en}"),
        Words("已照录，暂不起作用；核对编号", "taken, without effect for now; check the id"),
        "warning",
        detail=text,
    )


def ambiguous_name(kind_zh: str, kind_en: str, text: str) -> Fault:
    """Say that a name stands for several rows."""
    return Fault(
        "ambiguous_name",
        Words(f"{kind_zh}中有几个“{text}”", f"several rows of {kind_en} are named “{text}”"),
        Words("改填编号", "use the id"),
        detail=text,
    )


def self_branch() -> Fault:
    """Say that a host is attached to itself."""
    return Fault(
        "self_branch",
        Words("企业挂靠在自己名下", "the host is attached to itself"),
        Words("填承载党组织的企业编号，单独组建则留空", "give the carrying host, or leave it empty"),
    )


def branch_chain(carrier: str) -> Fault:
    """Say that a host is attached to one that is itself attached."""
    return Fault(
        "branch_chain",
        Words(f"“{carrier}”自己也挂靠在别处", f"“{carrier}” is itself attached to another host"),
        Words("直接填最终承载党组织的企业", "name the host that carries the branch in the end"),
    )


def attached_carrier(host: str) -> Fault:
    """Say that a host that carries others may not be attached."""
    return Fault(
        "attached_carrier",
        Words(f"“{host}”承载着其他企业的党组织，不能再挂靠", f"“{host}” carries other hosts and cannot be attached"),
        Words("先改它所承载的各家的挂靠企业", "first attach those it carries to another host"),
    )


def post_of_attached_host(host: str) -> Fault:
    """Say that an attached host may not have posts of its own."""
    return Fault(
        "post_of_attached_host",
        Words(f"“{host}”挂靠在别处，不单设岗位", f"“{host}” is attached to another host and has no posts"),
        Words("岗位设在承载党组织的企业", "give the post to the carrying host"),
    )


def post_elsewhere(post: str, host: str) -> Fault:
    """Say that a post belongs to another host."""
    return Fault(
        "post_elsewhere",
        Words(f"岗位“{post}”不属于企业“{host}”", f"post “{post}” is not one of host “{host}”"),
        Words("核对岗位编号", "check the post id"),
    )


def host_without_post() -> Fault:
    """Say that a host asks for nobody."""
    return Fault(
        "host_without_post",
        Words("该企业没有岗位，也没有挂靠，方案不会覆盖它", "no post and not attached: no plan will cover this host"),
        Words("在岗位表中补上，或填挂靠企业", "add a post, or the host it is attached to"),
        "warning",
    )


def rank_missing() -> Fault:
    """Say that a choice has neither rank nor answer."""
    return Fault(
        "rank_missing",
        Words("没有填顺序", "no rank is given"),
        Words("填 1、2、3……；不排序的在“意愿”中填接受、拒绝或未答复", "give 1, 2, 3, or the answer that needs no rank"),
    )


def rank_unwanted(answer: str) -> Fault:
    """Say that a rank stands beside an answer that takes none."""
    return Fault(
        "rank_unwanted",
        Words(f"意愿是“{answer}”，不应有顺序", f"the answer “{answer}” takes no rank"),
        Words("删去顺序，或把意愿改为排序", "delete the rank, or make the answer “ranked”"),
    )


def example_changed() -> Fault:
    """Say that the template's example row was filled in but keeps its mark."""
    return Fault(
        "example_changed",
        Words("示例行已被改动，但编号仍是“示例”", "the example row was changed but still has the example's id"),
        Words("填上真实编号，或恢复、删去示例行", "give it a real id, or delete the row"),
    )


def ditto_above_nothing() -> Fault:
    """Say that a ditto mark has nothing above it."""
    return Fault(
        "ditto_above_nothing",
        Words("“同上”的上面没有内容", "nothing stands above the ditto mark"),
        Words("写出内容", "write it out"),
    )
