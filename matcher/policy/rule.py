"""What an entry of the register is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from matcher.words import Words

RuleKind: TypeAlias = Literal["law", "policy"]
Effect: TypeAlias = Literal["bar", "flag", "approval", "limit"]
Parameter: TypeAlias = int | float | bool | str


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """Describe one parameter of a rule: its default decides its type.

    Parameters
    ----------
    words
        What it means, with its unit.
    least, most
        Range of a number, both ends included; None for a switch.

    Examples
    --------
    >>> spec = ParameterSpec(3, Words("户数", "hosts"), 1, 5)
    >>> spec.accepts_type(4), spec.accepts_type(True), spec.accepts_type(2.5)
    (True, False, False)
    >>> spec.is_in_range(6)
    False
    """

    default: Parameter
    words: Words
    least: float | None = None
    most: float | None = None

    def accepts_type(self, value: object) -> bool:
        """Tell whether a value has the type of the default; a whole number may stand for a float."""
        if isinstance(self.default, float):
            return isinstance(value, int | float) and not isinstance(value, bool)
        return type(value) is type(self.default)

    def is_in_range(self, value: Parameter) -> bool:
        """Tell whether a number lies within the range; NaN does not."""
        if self.least is None or self.most is None or isinstance(value, str):
            return True
        return self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Rule:
    """Describe one entry of the register.

    Parameters
    ----------
    id
        Name used in scenarios, reasons and tests.
    kind
        ``law`` rules are never offered for relaxing; ``policy`` rules are.
    effect
        ``bar`` forbids a pair, ``flag`` warns, ``approval`` allows with a number, ``limit`` bounds
        what one person or host may hold and is kept by the solver.
    title
        Short name for screens.
    description
        One sentence that tells a planner what the rule does.
    basis, clause
        Document, and what its clause says in our words.
    specs
        What a scenario may set, by name.
    is_on
        Whether it holds where a scenario is silent.
    """

    id: str
    kind: RuleKind
    effect: Effect
    title: Words
    description: Words
    basis: str
    clause: str
    specs: Mapping[str, ParameterSpec]
    is_on: bool = True

    @property
    def is_waivable(self) -> bool:
        """Whether a scenario may lift it for a single pair: a rule of policy that bars pairs."""
        return self.kind == "policy" and self.effect == "bar"

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Default of each parameter by name."""
        return MappingProxyType({name: spec.default for name, spec in self.specs.items()})
