"""Small records that every gate lets through; tests change the one field they are about."""

from datetime import date

from matcher.pools.records import Candidate, Enterprise, Place, SkillLevel


def person(name: str, **more: object) -> Candidate:
    """Return someone every gate lets through."""
    fields: dict[str, object] = {
        "id": name, "name": name, "pool": "reserve", "status": "retired", "status_date": date(2010, 1, 1),
        "birth": date(1970, 1, 1), "full_member": True, "unit_consent": True, "is_healthy": True, "approval": "A1",
        "skills": (SkillLevel(skill="law", level=2),), "place": Place(longitude=110.0, latitude=39.0),
    }  # fmt: skip
    return Candidate(**(fields | more))


def host(name: str, **more: object) -> Enterprise:
    """Return a plain host."""
    fields: dict[str, object] = {
        "id": name, "name": name, "kind": "private_enterprise", "place": Place(longitude=110.0, latitude=39.0),
    }  # fmt: skip
    return Enterprise(**(fields | more))
