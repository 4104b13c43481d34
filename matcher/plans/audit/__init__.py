"""The audit chain read again: is every entry there, unaltered, in its place."""

from matcher.plans.audit.anchors import read_anchors
from matcher.plans.audit.chain import ChainFault, read_end, verify_chain
from matcher.plans.audit.reading import list_audit_actors, read_audit, walk_audit
from matcher.plans.audit.telling import tell_fault
from matcher.plans.store.entries import Entry

__all__ = [
    "ChainFault",
    "Entry",
    "list_audit_actors",
    "read_anchors",
    "read_audit",
    "read_end",
    "tell_fault",
    "verify_chain",
    "walk_audit",
]
