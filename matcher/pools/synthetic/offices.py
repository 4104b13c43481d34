"""Invented offices that people come from: their line, what they oversee, what their people can do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """Describe one kind of office.

    Parameters
    ----------
    name
        Name without the banner; a township office has the township's name before it.
    line
        Line of its own work.
    oversees
        Lines of business that it licenses, inspects or funds.
    skills
        What its people typically can do, most typical first.
    industries
        Lines of business that its people come to know.
    """

    name: str
    line: str
    share: float
    oversees: tuple[str, ...]
    skills: tuple[str, ...]
    industries: tuple[str, ...] = ()
    is_township: bool = False


OFFICES: tuple[Office, ...] = (
    Office("自然资源局", "natural_resources", 0.08, ("mining",), ("land_disputes", "permits", "law"), ("mining",)),
    Office("应急管理局", "safety_bureau", 0.07, ("mining",), ("safety", "permits", "dispute_mediation"), ("mining",)),
    Office(
        "交通运输局",
        "transport",
        0.08,
        ("transport", "logistics"),
        ("safety", "permits", "dispute_mediation", "project_approval"),
        ("transport", "logistics", "construction"),
    ),
    Office(
        "农牧局",
        "agriculture",
        0.11,
        ("grain", "livestock"),
        ("technical_advice", "contract_growing", "marketing"),
        ("grain", "livestock", "meat", "dairy"),
    ),
    Office(
        "市场监督管理局",
        "market_regulation",
        0.09,
        ("meat", "dairy", "retail"),
        ("trademark", "permits", "law", "marketing"),
        ("retail", "meat", "dairy"),
    ),
    Office(
        "人力资源和社会保障局",
        "labour_bureau",
        0.06,
        (),
        ("labour_relations", "human_resources", "law"),
        ("construction", "transport"),
    ),
    Office(
        "发展和改革委员会",
        "planning",
        0.05,
        ("energy",),
        ("project_approval", "management", "finance"),
        ("energy", "metallurgy", "tourism"),
    ),
    Office(
        "工业和信息化局",
        "industry_bureau",
        0.07,
        ("cement", "metallurgy"),
        ("project_approval", "technical_advice", "information", "environment"),
        ("cement", "building_materials", "metallurgy", "energy"),
    ),
    Office("生态环境分局", "environment", 0.05, ("cement", "mining"), ("environment", "permits"), ("cement", "mining")),
    Office("司法局", "politics_law", 0.05, (), ("law", "dispute_mediation"), ("trade_association",)),
    Office("财政局", "audit_finance", 0.05, ("trade_association",), ("finance", "management"), ("construction",)),
    Office("党委组织部", "party_affairs", 0.05, (), ("organization_setup", "standardization", "organization_life")),
    Office("党委宣传部", "publicity", 0.03, (), ("publicity_writing", "culture", "member_education"), ("tourism",)),
    Office("总工会", "mass_bureau", 0.04, (), ("mass_organizations", "labour_relations", "culture"), ("construction",)),
    Office("卫生健康委员会", "health", 0.02, ("health",), ("human_resources", "management"), ("health",)),
    Office(
        "人民政府",
        "township",
        0.15,
        (),
        ("dispute_mediation", "land_disputes", "organization_life", "contract_growing"),
        ("grain", "livestock"),
        is_township=True,
    ),
)
