"""Every kind of edit can be told in one line of both languages."""

import re

import pytest

from matcher.edits.kinds import RECORDS, Edit
from matcher.explain import SENTENCES
from matcher.whatif.telling import describe_edit


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_is_told(kind: str, every_edit: dict[str, Edit]) -> None:
    """No fact is missing, ids are shown, and no half-width mark touches a Chinese character."""
    told = describe_edit(every_edit[kind])
    assert "None" not in told.zh + told.en
    assert not re.search(r"[一-鿿][,:;()!?]", told.zh)
    for key in ("candidate", "enterprise"):
        value = getattr(every_edit[kind], key, None)
        if value is not None and kind not in {"pin", "ban", "set_answer"}:
            assert getattr(value, "id", value) in told.en


def test_the_sentences_are_those_of_the_kinds() -> None:
    """The table holds a sentence for each kind and no other."""
    assert set(SENTENCES["edit"]) == set(RECORDS)
