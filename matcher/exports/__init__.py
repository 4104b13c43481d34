"""Files for people, made from one frozen plan.

Every writer takes a `Plan` and a place, writes that place and nothing else, and gives equal bytes
for equal plans. What it writes appears whole or not at all (`replacing`). Personal numbers are
masked on the way out (`matcher.pools.masking`), and no text that somebody typed can run as a formula or steer a
terminal (`cells`). A plan folder proves itself: `check_plan_folder` recomputes all it claims.
"""

from matcher.exports.plan_document import PlanDocument
from matcher.exports.plan_folder import is_plan_folder, write_plan_folder
from matcher.exports.plan_json import describe_plan, read_plan_json, write_plan_json
from matcher.exports.problem_file import read_problem, write_problem
from matcher.exports.roster import write_roster
from matcher.exports.stored_check import StoredCheck, check_plan_folder
from matcher.exports.summary import summarize, summarize_as_json, summarize_findings

__all__ = [
    "PlanDocument",
    "StoredCheck",
    "check_plan_folder",
    "describe_plan",
    "is_plan_folder",
    "read_plan_json",
    "read_problem",
    "summarize",
    "summarize_as_json",
    "summarize_findings",
    "write_plan_folder",
    "write_plan_json",
    "write_problem",
    "write_roster",
]
