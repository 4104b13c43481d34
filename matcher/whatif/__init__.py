"""What if: edits of a scenario, comparison of plans, trade-offs, withdrawals and sweeps.

Everything here starts from a scenario and its plan and leaves both, and the master pools, as they
are. Names are imported on first use, so that opening this door costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.whatif.applying import apply_edit, apply_edits
    from matcher.whatif.edits import Edit
    from matcher.whatif.variant import Variant
    from matcher.whatif.variant_file import is_variant, load_variant, open_scenario, save_variant

_HOMES = {
    "Edit": "matcher.whatif.edits",
    "Variant": "matcher.whatif.variant",
    "apply_edit": "matcher.whatif.applying",
    "apply_edits": "matcher.whatif.applying",
    "is_variant": "matcher.whatif.variant_file",
    "load_variant": "matcher.whatif.variant_file",
    "open_scenario": "matcher.whatif.variant_file",
    "save_variant": "matcher.whatif.variant_file",
}
"""Where each public name lives."""

__all__ = [
    "Edit",
    "Variant",
    "apply_edit",
    "apply_edits",
    "is_variant",
    "load_variant",
    "open_scenario",
    "save_variant",
]


def __getattr__(name: str) -> object:
    """Import a name of the room on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher.whatif' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
