"""Pools, findings and results of a solve as JSON, and back."""

import hashlib
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from matcher.errors import StoreError
from matcher.findings import Finding, Subject
from matcher.plans.store.records import SettledFinding
from matcher.pools import Candidate, Choice, Enterprise, Incumbent, Opinion, Pools, Post
from matcher.pools.collector import pause_collector
from matcher.problem import ObjectiveResult, PopularityCertificate, Value
from matcher.words import Words


class _PoolsDocument(BaseModel):
    """Hold all records of both pools; closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    candidates: tuple[Candidate, ...]
    enterprises: tuple[Enterprise, ...]
    posts: tuple[Post, ...]
    choices: tuple[Choice, ...]
    opinions: tuple[Opinion, ...]
    incumbents: tuple[Incumbent, ...]
    sources: dict[str, str]


def pack_pools(pools: Pools) -> tuple[bytes, str]:
    """Return the records of the pools as compressed JSON, and the SHA-256 of that JSON."""
    document = _PoolsDocument.model_construct(**{name: getattr(pools, name) for name in _PoolsDocument.model_fields})
    text = document.model_dump_json().encode()
    return zlib.compress(text, 6), hashlib.sha256(text).hexdigest()


def unpack_pools(content: bytes, digest: str, findings: tuple[Finding, ...] = ()) -> Pools:
    """Return the pools of `pack_pools`; the same object while the same bytes are asked for again.

    Parameters
    ----------
    findings
        Of the import; the pools carry its warnings.

    Raises
    ------
    StoreError
        The bytes are broken or do not have the digest.
    """
    return _unpack_pools(content, digest, tuple(finding for finding in findings if finding.severity == "warning"))


# A page, a run and the plans of one season ask for the same few imports again and again.
@lru_cache(maxsize=4)
def _unpack_pools(content: bytes, digest: str, warnings: tuple[Finding, ...]) -> Pools:
    try:
        text = zlib.decompress(content)
        if hashlib.sha256(text).hexdigest() != digest:
            raise _refuse_pools()
        with pause_collector():
            document = _PoolsDocument.model_validate_json(text)
            return Pools(**{name: getattr(document, name) for name in _PoolsDocument.model_fields}, findings=warnings)
    except (zlib.error, ValidationError) as error:
        raise _refuse_pools() from error


def _refuse_pools() -> StoreError:
    return StoreError(
        Words(
            "数据库中的这次导入与其摘要不符，已损坏或被改动过；请用备份恢复",
            "this import does not have its digest: it is damaged or was changed; restore a backup",
        )
    )


def pack_findings(findings: Iterable[Finding], settled: Iterable[SettledFinding] = ()) -> list[dict[str, Any]]:
    """Return findings as plain JSON values, settled ones with the version that did so."""
    return [
        *map(_pack_finding, findings),
        *(_pack_finding(each.finding) | {"settled": each.number} for each in settled),
    ]


def _pack_finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "reason": [finding.reason.zh, finding.reason.en],
        "fix": [finding.fix.zh, finding.fix.en],
        "code": finding.code,
        "about": [[subject.table, list(subject.key), subject.field] for subject in finding.about],
    }


def unpack_findings(rows: Iterable[dict[str, Any]]) -> tuple[tuple[Finding, ...], tuple[SettledFinding, ...]]:
    """Return the findings of `pack_findings`: open ones, then those that are settled."""
    found, settled = [], []
    for row in rows:
        known = {key: value for key, value in row.items() if key != "settled"}
        told = {key: Words(*row[key]) for key in ("reason", "fix")}
        about = tuple(Subject(table, tuple(key), field) for table, key, field in row.get("about", ()))
        finding = Finding(**{**known, **told, "about": about})
        if "settled" in row:
            settled.append(SettledFinding(finding, row["settled"]))
        else:
            found.append(finding)
    return tuple(found), tuple(settled)


def pack_result(result: ObjectiveResult) -> dict[str, Any]:
    """Return what one objective reached as plain JSON values."""
    told = result.certificate
    return {
        "name": result.name,
        "value": result.value,
        "bound": result.bound,
        "proven": result.proven,
        "engine": result.engine,
        "seconds": result.seconds,
        "certificate": told
        and {"prices": told.prices.tolist(), "vote": told.vote, "cover": told.cover, "match": told.match},
    }


def unpack_result(row: dict[str, Any]) -> ObjectiveResult:
    """Return the result of `pack_result`."""
    told = row["certificate"]
    certificate = told and PopularityCertificate(
        np.array(told["prices"], np.int64), told["vote"], told["cover"], told["match"]
    )
    return ObjectiveResult(
        row["name"],
        unpack_value(row["value"]),
        None if row["bound"] is None else unpack_value(row["bound"]),
        row["proven"],
        row["engine"],
        row["seconds"],
        certificate,
    )


def unpack_value(value: int | list[int]) -> Value:
    """Return the value of an objective as it was before it went through JSON.

    Examples
    --------
    >>> unpack_value([3, 0, 1]), unpack_value(7)
    ((3, 0, 1), 7)
    """
    return tuple(value) if isinstance(value, list) else value
