"""Hold the tables against each other: what points nowhere, and what goes with a row that was not taken."""

from collections.abc import Collection, Sequence

from matcher.pools import faults_rows as faults
from matcher.pools.reading_tables import TableRows
from matcher.pools.records import RelativeTie
from matcher.pools.references import Directory
from matcher.pools.report import Report
from matcher.pools.rows import Row


def link_branches(hosts: TableRows, directory: Directory, report: Report) -> None:
    """Follow the ids of carrying hosts; a host whose carrier is not taken is not taken either."""
    for row in hosts.taken:
        if "branch" in row.values:
            _follow_branch(row, directory, report)
    is_settled = False
    while not is_settled:
        is_settled = True
        for row in hosts.taken:
            carrier = directory.by_id.get(row.values.get("branch", ""))
            if carrier is not None and carrier.refusal is not None:
                carrier.refusal.left_out.append(row)
                row.refusal = carrier.refusal
                is_settled = False


def _follow_branch(row: Row, directory: Directory, report: Report) -> None:
    text = row.values["branch"]
    found = directory.find(text)
    if found is None:
        directory.resolve(row, "branch", report)
        return
    if found == row.values["id"]:
        report.add_row(row, "branch", faults.self_branch())
        return
    carrier = directory.by_id[found]
    if directory.find(carrier.values.get("branch", "")) not in {None, found}:
        report.add_row(row, "branch", faults.branch_chain(found))
    row.values["branch"] = found


def link_ties(people: TableRows, hosts: Directory, others: Directory, report: Report) -> None:
    """Follow the ids in the ties that keep people apart; unknown ones are kept and reported."""
    for row in people.taken:
        if "relatives" in row.values:
            ties = [_follow_tie(row, tie, hosts, report) for tie in row.values["relatives"]]
            row.values["relatives"] = tuple(ties)
        if "avoid" in row.values:
            found = [_follow_id(row, text, others, report) for text in row.values["avoid"]]
            row.values["avoid"] = tuple(dict.fromkeys(found))


def _follow_tie(row: Row, tie: RelativeTie, hosts: Directory, report: Report) -> RelativeTie:
    found = hosts.find(tie.enterprise)
    if found is None:
        if hosts.is_whole:
            report.add_row(row, "relatives", faults.unknown_tie(hosts.title.zh, hosts.title.en, tie.enterprise))
        return tie
    return tie.model_copy(update={"enterprise": found})


def _follow_id(row: Row, text: str, people: Directory, report: Report) -> str:
    found = people.find(text)
    if found is None and people.is_whole:
        report.add_row(row, "avoid", faults.unknown_tie(people.title.zh, people.title.en, text))
    return found or text


def link_posts(posts: TableRows, hosts: Directory, report: Report) -> list[Row]:
    """Return the posts whose host is there and stands alone."""
    kept = []
    for row in posts.taken:
        outcome = hosts.resolve(row, "enterprise", report)
        if outcome != "found":
            if outcome == "left_out":
                hosts.charge(row, "enterprise")
            continue
        host = hosts.by_id[row.values["enterprise"]]
        if "branch" in host.values:
            report.add_row(row, "enterprise", faults.post_of_attached_host(host.values["id"]))
        else:
            kept.append(row)
    return kept


def link_sayings(table: TableRows, people: Directory, hosts: Directory, report: Report) -> list[Row]:
    """Return the rows about a candidate and a host that are both there.

    A row that names a refused person and an unknown host is still a fault of its own.
    """
    kept = []
    for row in table.taken:
        ends = [("candidate", people), ("enterprise", hosts)]
        outcomes = [directory.resolve(row, name, report) for name, directory in ends]
        if outcomes == ["found", "found"]:
            kept.append(row)
        elif "wrong" not in outcomes:
            name, directory = ends[outcomes.index("left_out")]
            directory.charge(row, name)
    return kept


def link_choices(rows: Sequence[Row], posts: Directory, report: Report) -> list[Row]:
    """Return the choices whose post, where they name one, is there and belongs to their host."""
    kept = []
    for row in rows:
        if "post" in row.values:
            outcome = posts.resolve(row, "post", report)
            if outcome != "found":
                if outcome == "left_out":
                    posts.charge(row, "post")
                continue
            post, host = posts.by_id[row.values["post"]], row.values["enterprise"]
            if post.values["enterprise"] != host:
                report.add_row(row, "post", faults.post_elsewhere(row.values["post"], host))
                continue
        kept.append(row)
    return kept


def turn_posts_into_hosts(table: TableRows, posts: Directory, hosts: Directory) -> None:
    """Let a wish that names a post mean that post of its host."""
    for row in table.taken:
        text = row.values.get("enterprise")
        if row.cells and text is not None and hosts.find(text) is None and posts.find(text) is not None:
            post = posts.by_id[text]
            if "post" not in row.values and "enterprise" in post.values:
                row.values |= {"post": text, "enterprise": post.values["enterprise"]}


def check_cover(hosts: TableRows, covered: Collection[str], report: Report) -> None:
    """Warn of hosts that no plan will cover, because they ask for nobody and are attached to nobody."""
    for row in hosts.taken:
        if row.values["id"] not in covered and "branch" not in row.values:
            report.add_row(row, "id", faults.host_without_post())
