"""Write the pools as the files a department would send."""

from pathlib import Path

from matcher.pools.pools import Pools
from matcher.pools.synthetic.drawing import make_generator
from matcher.pools.synthetic.messy_answers import lay_out_incumbents, lay_out_offers, lay_out_opinions, lay_out_wishes
from matcher.pools.synthetic.messy_faults import CHOICES, HOSTS, INCUMBENTS, OPINIONS, PEOPLE, POSTS, plan_faults
from matcher.pools.synthetic.messy_hosts import lay_out_hosts, lay_out_posts
from matcher.pools.synthetic.messy_people import lay_out_people
from matcher.pools.synthetic.messy_sheet import write_csv, write_workbook


def write_messy_workbooks(pools: Pools, folder: Path, seed: int, *, num_faults: int = 0) -> tuple[Path, ...]:
    """Write the pools as messy workbooks; the same pools and seed give the same files.

    Parameters
    ----------
    folder
        Made where it is missing; files of the same names are replaced.
    seed
        Decides who types how.
    num_faults
        Number of faults to plant; `plan_faults` tells which and where.

    Returns
    -------
    tuple of Path
        Files of people, hosts, posts, choices of both sides, opinions and incumbents, in this order.

    Raises
    ------
    ValueError
        The pools are too small for that many faults.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = make_generator(seed, "typing")
    names = {one.id: one.name for one in pools.enterprises}
    books = {
        PEOPLE: [lay_out_people(rng, pools.candidates)],
        HOSTS: [lay_out_hosts(rng, pools.enterprises)],
        POSTS: [lay_out_posts(rng, pools.posts, names)],
        CHOICES: [lay_out_wishes(pools), lay_out_offers(rng, pools)],
        OPINIONS: [lay_out_opinions(rng, pools)],
        INCUMBENTS: [lay_out_incumbents(rng, pools)],
    }
    for fault in plan_faults(pools, num_faults):
        sheet = next(one for one in books[fault.file] if one.name == fault.sheet)
        fault.apply(sheet)
    for name, sheets in books.items():
        if name == OPINIONS:
            write_csv(folder / name, sheets[0])
        else:
            write_workbook(folder / name, sheets)
    return tuple(folder / name for name in books)
