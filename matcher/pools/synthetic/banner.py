"""The demonstration banner: which pools `data/banner` holds and how they were typed."""

from pathlib import Path

from matcher.pools.pools import Pools
from matcher.pools.synthetic.generate import generate_pools
from matcher.pools.synthetic.messy_books import write_messy_workbooks

NUM_HOSTS, NUM_CANDIDATES, NUM_FAULTS = 120, 150, 8
SEED = 13  # of the seeds tried, one whose remote township lacks people for three hosts


def generate_banner() -> Pools:
    """Generate the pools of the demonstration as they were before anybody mistyped anything."""
    return generate_pools(NUM_HOSTS, NUM_CANDIDATES, SEED)


def write_banner(folder: Path) -> tuple[Path, ...]:
    """Write the demonstration workbooks with their planted faults."""
    return write_messy_workbooks(generate_banner(), folder, SEED, num_faults=NUM_FAULTS)
