"""``matcher stress``: who may withdraw, what it costs, and who steps in."""

from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.counting import count_on
from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.solved import find_plan
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.explain import label
from matcher.plans import Plan
from matcher.whatif.stress import BackupChain, Stress, Withdrawal, stress_plan


def show_stress(
    file: Path,
    folder: Path | None,
    output: Output,
    *,
    people: tuple[str, ...] | None,
    groups: tuple[tuple[int, int], ...],
    seed: int,
    most_moves: int | None,
    processes: int,
) -> int:
    """Withdraw people in turn, and groups by chance, and print what it costs.

    Parameters
    ----------
    people
        Ids of those to withdraw one by one; None: everybody.
    groups, seed, most_moves, processes
        As `matcher.whatif.stress.stress_plan` takes them.

    Returns
    -------
    int
        0: no single withdrawal costs cover. 1: some do, some are undecided, or there is no plan.
    """
    stop = Stop()
    with show_progress(output) as line, catch_interrupt(stop, output):

        def work() -> tuple[Plan, Stress | None]:
            plan = find_plan(file, folder, on_progress=line.take, should_stop=stop.was_asked, enter=line.enter)
            if plan.evidence is None:
                return plan, None
            line.enter(say("withdrawing"))
            return plan, stress_plan(
                plan,
                plan.evidence.policy.engine,
                people=people,
                groups=groups,
                seed=seed,
                most_moves=most_moves,
                processes=processes,
                on_done=count_on(line),
                should_stop=stop.was_asked,
            )

        plan, stress = work_aside(work, on_tick=line.tick)
    if stress is None:
        output.tell("no-matches")
        output.emit({"status": plan.status})
        return 1
    _show(plan, stress, most_moves, output)
    if stress.was_stopped:
        output.tell("stopped-early")
    output.emit({**asdict(stress), "backups_within": most_moves})
    is_sound = not stress.was_stopped and all(one.is_exact and not one.loss for one in stress.singles)
    return int(not is_sound)


def _show(plan: Plan, stress: Stress, most_moves: int | None, output: Output) -> None:
    language = output.language
    undecided = sum(not one.is_exact for one in stress.singles)
    kept = sum(one.is_exact and not one.loss for one in stress.singles)
    summary = label(
        "stress",
        "summary",
        people=len(stress.singles),
        kept=kept,
        lost=len(stress.singles) - kept - undecided,
        open=undecided,
    )
    output.show(Text(summary.say(language)))
    telling = [one for one in stress.singles if one.loss or not one.is_exact]
    if telling:
        output.show(_tabulate_losses(plan, telling, output))
    elif stress.singles:
        output.show(Text(label("stress", "no-loss").say(language)))
    if stress.fragile:
        output.show(_tabulate_fragile(plan, stress, output))
    if stress.groups:
        output.show(_tabulate_groups(stress, output))
    chains = [one for one in stress.singles if one.backup is not None]
    if most_moves is not None and chains:
        counts = {status: sum(one.backup.status == status for one in chains if one.backup) for status in _STATUSES}
        output.show(Text(label("stress", "backups", most=most_moves, **counts).say(language)))
        output.show(_tabulate_backups(plan, chains, output))


_STATUSES = ("found", "none", "open")


def _name_person(plan: Plan, person: str) -> str:
    assert plan.evidence is not None
    pools = plan.evidence.pools
    return f"{pools.candidates[pools.candidate_index[person]].name} {person}"


def _name_host(plan: Plan, host: str) -> str:
    assert plan.evidence is not None
    pools = plan.evidence.pools
    return f"{pools.enterprises[pools.enterprise_index[host]].name} {host}"


def _start(title: str, columns: tuple[str, ...], output: Output) -> Table:
    told = label("stress", title, seed=0) if title == "groups" else label("stress", title)
    table = Table(box=box.SIMPLE_HEAD, title=told.say(output.language), title_justify="left")
    for key in columns:
        is_number = key in {"loss", "moves", "in-groups", "size", "count", "hit", "worst"}
        told = label("stress", key)
        table.add_column(told.say(output.language), justify="right" if is_number else "left", overflow="fold")
    return table


def _tabulate_losses(plan: Plan, withdrawals: list[Withdrawal], output: Output) -> Table:
    table = _start("losses", ("person", "loss", "uncovered", "moves"), output)
    for one in sorted(withdrawals, key=lambda each: (-each.loss, each.people)):
        loss = str(one.loss) if one.is_exact else label("stress", "undecided").say(output.language)
        hosts = "\n".join(_name_host(plan, host) for host in one.uncovered_hosts) or "–"
        table.add_row(_name_person(plan, one.people[0]), loss, hosts, str(len(one.moves)))
    return table


def _tabulate_fragile(plan: Plan, stress: Stress, output: Output) -> Table:
    table = _start("fragile", ("host", "alone", "in-groups"), output)
    for host in stress.fragile:
        people = "\n".join(_name_person(plan, person) for person in host.people) or "–"
        table.add_row(_name_host(plan, host.host), people, str(host.num_groups))
    return table


def _tabulate_groups(stress: Stress, output: Output) -> Table:
    table = _start("groups", ("size", "count", "hit", "worst"), output)
    table.title = label("stress", "groups", seed=stress.seed).say(output.language)
    for size in sorted({len(one.people) for one in stress.groups}):
        same = [one for one in stress.groups if len(one.people) == size]
        worst = max(one.loss for one in same)
        table.add_row(str(size), str(len(same)), str(sum(one.loss > 0 for one in same)), str(worst))
    return table


def _tabulate_backups(plan: Plan, withdrawals: list[Withdrawal], output: Output) -> Table:
    table = _start("title", ("person", "backup"), output)
    table.title = None
    for one in withdrawals:
        assert one.backup is not None
        table.add_row(_name_person(plan, one.people[0]), _say_backup(plan, one.backup, output))
    return table


def _say_backup(plan: Plan, backup: BackupChain, output: Output) -> str:
    if backup.status != "found":
        return label("stress", backup.status).say(output.language)
    if not backup.steps:
        return label("stress", "nobody").say(output.language)
    steps = []
    for person, taken, left in backup.steps:
        who = _name_person(plan, person)
        told = (
            label("stress", "step", candidate=who, taken=taken)
            if left is None
            else label("stress", "step-from", candidate=who, taken=taken, left=left)
        )
        steps.append(told.say(output.language))
    return "\n".join(steps)
