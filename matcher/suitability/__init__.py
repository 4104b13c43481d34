"""Whether a pair is allowed, and how well it fits.

Gates judge eligibility: every rule of the register that bars or flags a pair. Criteria measure fit
in [0, 1]. Both work on arrays of all pairs at once; only the reasons for one pair are put in words,
when somebody asks.
"""

from matcher.suitability.build import build_pairs
from matcher.suitability.criteria import CRITERIA
from matcher.suitability.gates import BARS, FLAGS
from matcher.suitability.score import combine_terms
from matcher.suitability.table import PairTable, Reason, WaivedReason

__all__ = ["BARS", "CRITERIA", "FLAGS", "PairTable", "Reason", "WaivedReason", "build_pairs", "combine_terms"]
