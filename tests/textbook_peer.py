"""Deferred acceptance as textbooks give it, behind the interface the benchmark expects of a peer."""

from typing import Any


class HospitalResidentsProblem:
    """Hold residents and hospitals as lists of numbers, best first."""

    def __init__(self, *, dictionary: dict[str, dict[int, Any]]) -> None:
        self.wishes: dict[int, list[int]] = {r: list(listed) for r, listed in dictionary["residents"].items()}
        self.hospitals = dictionary["hospitals"]

    def get_stable_matching(self) -> dict[str, dict[str, str]]:
        """Let residents propose until nobody free has anywhere left to ask."""
        held: dict[int, list[int]] = {h: [] for h in self.hospitals}
        left = {r: list(listed) for r, listed in self.wishes.items()}
        free = list(left)
        while free:
            r = free.pop()
            if not left[r]:
                continue
            h = left[r].pop(0)
            listed = self.hospitals[h]["preferences"]
            held[h] = sorted([*held[h], r], key=listed.index)
            if len(held[h]) > self.hospitals[h]["capacity"]:
                free.append(held[h].pop())
        place = {r: f"h{h}" for h, people in held.items() for r in people}
        return {"resident_sided": {f"r{r}": place.get(r, "") for r in self.wishes}}
