"""Who there is, and what both sides said: tables in, frozen records out, every fault told at once.

A file becomes grids of cells (`workbooks`), a grid with a header becomes rows (`finding_tables`,
`reading_rows`), each different cell of a column is parsed once (`cells`), rows are held against
each other and against other tables (`checks`, `keys`, `linking`), and what stands the test
becomes `Pools`. Nothing stops at the first fault: each ends as one `Finding`, refused rows go to a
workbook that is corrected and fed back, and a row that is left out with another is counted there.
Headers, words and vocabulary are data (``fields.toml``, ``enums.py``, ``vocabulary.toml``).
"""

from matcher.pools.enums import choice_name
from matcher.pools.fields import Column, Table, TableName
from matcher.pools.pools import Pools
from matcher.pools.reading import read_pools
from matcher.pools.records import (
    Candidate,
    Choice,
    Enterprise,
    Incumbent,
    Opinion,
    Place,
    Post,
    RelativeTie,
    SkillLevel,
)
from matcher.pools.result import Counts, Import
from matcher.pools.sources import PoolSources
from matcher.pools.tables import TABLES
from matcher.pools.template import write_template
from matcher.pools.vocabulary import Vocabulary, load_vocabulary, parse_vocabulary

__all__ = [
    "TABLES",
    "Candidate",
    "Choice",
    "Column",
    "Counts",
    "Enterprise",
    "Import",
    "Incumbent",
    "Opinion",
    "Place",
    "PoolSources",
    "Pools",
    "Post",
    "RelativeTie",
    "SkillLevel",
    "Table",
    "TableName",
    "Vocabulary",
    "choice_name",
    "load_vocabulary",
    "parse_vocabulary",
    "read_pools",
    "write_template",
]
