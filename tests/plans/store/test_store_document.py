"""docs/store.md says what is stored: every table, and none that is not there."""

import re
from pathlib import Path

from matcher.plans.store import DATA_FOLDER, STORE_FILE
from matcher.plans.store.models import Base

DOCUMENT = Path(__file__).parents[3] / "docs/store.md"


def test_every_table_is_described() -> None:
    """The document's table of tables and the models name the same."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(Base.metadata.tables)
    assert f"`{DATA_FOLDER}`" in text
    assert f"`{STORE_FILE}`" in text
