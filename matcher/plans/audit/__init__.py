"""The audit chain read again: is every entry there, unaltered, in its place, and do the records bear it out."""

from matcher.plans.audit.anchors import read_anchors
from matcher.plans.audit.chain import ChainFault, read_end, verify_chain
from matcher.plans.audit.reading import list_audit_actors, read_audit, walk_audit
from matcher.plans.audit.records import RecordFault, tell_record_fault, verify_records
from matcher.plans.audit.telling import tell_fault
from matcher.plans.store.entries import Entry

__all__ = [
    "ChainFault",
    "Entry",
    "RecordFault",
    "list_audit_actors",
    "read_anchors",
    "read_audit",
    "read_end",
    "tell_fault",
    "tell_record_fault",
    "verify_chain",
    "verify_records",
    "walk_audit",
]
