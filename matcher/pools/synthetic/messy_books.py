"""Write the pools as the files a department would send."""

import csv
import io
from pathlib import Path

from matcher.pools.pools import Pools
from matcher.pools.synthetic.drawing import make_generator
from matcher.pools.synthetic.messy_answers import lay_out_incumbents, lay_out_offers, lay_out_opinions, lay_out_wishes
from matcher.pools.synthetic.messy_hosts import lay_out_hosts, lay_out_posts
from matcher.pools.synthetic.messy_people import lay_out_people
from matcher.pools.synthetic.messy_sheet import MARK, write_workbook

PEOPLE, HOSTS, POSTS = "人才库.xlsx", "企业库.xlsx", "岗位.xlsx"
CHOICES, OPINIONS, INCUMBENTS = "双向意愿.xlsx", "第三方意见.csv", "上一届任职.xlsx"


def write_messy_workbooks(pools: Pools, folder: Path, seed: int, *, num_faults: int = 0) -> tuple[Path, ...]:
    """Write the pools as messy workbooks; the same pools and seed give the same files.

    Parameters
    ----------
    folder
        Made where it is missing; files of the same names are replaced.
    seed
        Decides who types how.
    num_faults
        Number of faults to plant; see `planted_faults` for which.

    Returns
    -------
    tuple of Path
        People, hosts, posts, choices of both sides, opinions, incumbents.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = make_generator(seed, "typing")
    names = {one.id: one.name for one in pools.enterprises}
    sheets = {
        PEOPLE: [lay_out_people(rng, pools.candidates)],
        HOSTS: [lay_out_hosts(rng, pools.enterprises)],
        POSTS: [lay_out_posts(rng, pools.posts, names)],
        CHOICES: [lay_out_wishes(pools), lay_out_offers(rng, pools)],
        INCUMBENTS: [lay_out_incumbents(rng, pools, pools.incumbents)],
    }
    opinions = lay_out_opinions(rng, pools)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[f"第三方意见汇总表（{MARK}）"], *opinions])
    (folder / OPINIONS).write_bytes(text.getvalue().encode("gb18030"))
    written = {name: write_workbook(folder / name, pages) for name, pages in sheets.items()}
    return tuple(
        folder / OPINIONS if name == OPINIONS else written[name]
        for name in (PEOPLE, HOSTS, POSTS, CHOICES, OPINIONS, INCUMBENTS)
    )
