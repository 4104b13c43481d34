"""The faults of a chain as sentences."""

from matcher.plans.audit.chain import ChainFault
from matcher.words import Words


def tell_fault(fault: ChainFault) -> Words:
    """Say where the chain does not hold, and what was done to it.

    Examples
    --------
    >>> tell_fault(ChainFault(3, "removed", 5)).en
    'entries 3 to 5 are missing: they were removed'
    """
    where = _name(fault)
    match fault.kind:
        case "altered":
            return Words(f"{where.zh}的内容被改动，与其指纹不符", f"{where.en} was altered: it does not have its hash")
        case "removed":
            verb = "is missing: it was" if fault.last is None else "are missing: they were"
            return Words(f"{where.zh}缺失，已被删除", f"{where.en} {verb} removed")
        case "unlinked":
            before = fault.number - 1
            return Words(
                f"{where.zh}与第 {before} 条不相接，两条之一被替换",
                f"{where.en} does not follow entry {before}: one of the two was replaced",
            )
        case "cut-short":
            verb = "is missing at the end: it was" if fault.last is None else "are missing at the end: they were"
            return Words(f"末尾的{where.zh}缺失，已被截去", f"{where.en} {verb} cut off")
        case "inserted":
            return Words(
                f"{where.zh}在记录的首尾之外，是另行插入的",
                f"{where.en} stands outside the recorded chain: it was inserted",
            )
        case "head":
            return Words(
                f"库中记录的末尾指纹与{where.zh}不符，末尾被替换或记录被改动",
                f"the recorded end is not the hash of {where.en}: the end was replaced or its record altered",
            )
        case "anchor":
            return Words(
                f"{where.zh}与库外留存的指纹不符，此条或之前的记录被整体改写",
                f"{where.en} does not have the hash kept outside: it or the chain before it was rewritten",
            )


def _name(fault: ChainFault) -> Words:
    if fault.last is None:
        return Words(f"第 {fault.number} 条", f"entry {fault.number}")
    return Words(f"第 {fault.number} 至 {fault.last} 条", f"entries {fault.number} to {fault.last}")
