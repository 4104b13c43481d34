"""Sentences a person reads about a plan, in Chinese and English.

One table holds every word: `NAMES` for codes (rules, objectives, criteria, roles …), `SENTENCES`
for whole sentences with facts to fill in, `LABELS` for headings of files and screens. Rooms to the
left carry codes; whoever shows something asks here.
"""

from matcher.explain.labels import LABELS, label
from matcher.explain.names import NAMES, name
from matcher.explain.sentences import SENTENCES, tell

__all__ = ["LABELS", "NAMES", "SENTENCES", "label", "name", "tell"]
