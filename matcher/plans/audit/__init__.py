"""The audit chain read again: is every entry there, unaltered, in its place."""

from matcher.plans.audit.chain import ChainFault, verify_chain

__all__ = ["ChainFault", "verify_chain"]
