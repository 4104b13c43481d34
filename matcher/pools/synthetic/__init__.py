"""Pools that nobody lives in: synthetic markets of any size that look like a department's own.

Every person, firm and place is invented. Names are put together from parts by chance, the banners
exist on no map, telephone numbers come from an unused range, and identity numbers and credit codes
carry a region code that no county has, with right check digits.

`generate_pools` draws the records; the same seed gives the same pools. `write_messy_workbooks` types
them as a department would send them (titles, grouped headers, ditto marks, mixed dates), so that
what the import reads back can be compared with what was drawn.
"""

from matcher.pools.synthetic.generate import generate_pools
from matcher.pools.synthetic.messy_books import write_messy_workbooks

__all__ = ["generate_pools", "write_messy_workbooks"]
