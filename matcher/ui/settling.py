"""The garbage collector kept off what stays: Streamlit lets it walk the whole memory after every run of a page."""

import gc


def settle_memory() -> None:
    """Take everything alive out of the collector's sight, once what is dead is gone.

    All imported modules cost ten times what a small page costs to walk, the plan of a city a hundred
    times. What was out of sight before and is dead by now, such as a plan that made room for another,
    is found here.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
