"""Lines of business of the invented hosts: how common they are, what they need, how they are named."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.pools.records import EnterpriseKind

PARTY_SKILLS = (
    "organization_setup",
    "standardization",
    "mass_organizations",
    "publicity_writing",
    "member_education",
    "organization_life",
)


@dataclass(frozen=True, slots=True)
class Trade:
    """Describe one line of business.

    Parameters
    ----------
    share
        Its part of all hosts.
    words, suffixes
        What stands in a host's name for the line, and how the name ends.
    needs
        Typical needs beside Party building, most typical first.
    alliance
        Group it belongs to.
    """

    code: str
    share: float
    words: tuple[str, ...]
    suffixes: tuple[str, ...]
    needs: tuple[str, ...]
    kind: EnterpriseKind = "private_enterprise"
    size: float = 1.0
    alliance: str = ""


_FIRM = ("有限公司", "有限责任公司", "集团有限公司")
_SMALL_FIRM = ("有限公司", "有限责任公司")
_COOPERATIVE = ("专业合作社", "农民专业合作社")
_MINE = "矿业联盟"
_MATERIALS = "新型建材联盟"
_ROAD = "现代物流联盟"
_FARM = "农牧业联盟"
_TRADE = "商贸服务联盟"

TRADES: tuple[Trade, ...] = (
    Trade(
        "mining",
        0.15,
        ("矿业", "煤业", "萤石矿业"),
        _FIRM,
        ("safety", "land_disputes", "permits", "environment", "dispute_mediation", "labour_relations"),
        size=2.2,
        alliance=_MINE,
    ),
    Trade(
        "cement",
        0.05,
        ("水泥", "水泥制品"),
        _SMALL_FIRM,
        ("environment", "permits", "safety", "labour_relations", "marketing"),
        size=1.6,
        alliance=_MATERIALS,
    ),
    Trade(
        "building_materials",
        0.06,
        ("建材", "石材", "砖业"),
        _SMALL_FIRM,
        ("permits", "environment", "marketing", "safety"),
        alliance=_MATERIALS,
    ),
    Trade(
        "metallurgy",
        0.03,
        ("硅铁", "铁合金"),
        _FIRM,
        ("environment", "safety", "project_approval", "technical_advice"),
        size=1.9,
        alliance=_MINE,
    ),
    Trade(
        "energy",
        0.05,
        ("风电", "光伏发电", "热力"),
        _SMALL_FIRM,
        ("project_approval", "land_disputes", "permits", "technical_advice"),
        size=1.2,
        alliance=_MINE,
    ),
    Trade(
        "transport",
        0.11,
        ("运输", "汽车运输", "客运"),
        _SMALL_FIRM,
        ("labour_relations", "safety", "permits", "law", "dispute_mediation"),
        size=1.1,
        alliance=_ROAD,
    ),
    Trade(
        "logistics",
        0.05,
        ("物流", "仓储物流"),
        _SMALL_FIRM,
        ("information", "labour_relations", "management", "project_approval"),
        alliance=_ROAD,
    ),
    Trade(
        "construction",
        0.05,
        ("建筑工程", "路桥工程"),
        _FIRM,
        ("labour_relations", "safety", "law", "finance"),
        size=1.3,
        alliance=_TRADE,
    ),
    Trade(
        "meat",
        0.08,
        ("肉业", "牛羊肉食品"),
        _SMALL_FIRM,
        ("trademark", "marketing", "contract_growing", "technical_advice", "permits"),
        size=1.3,
        alliance=_FARM,
    ),
    Trade(
        "dairy",
        0.03,
        ("乳业", "奶食品"),
        _SMALL_FIRM,
        ("trademark", "marketing", "technical_advice", "contract_growing"),
        alliance=_FARM,
    ),
    Trade(
        "grain",
        0.09,
        ("粮食种植", "杂粮", "粮油"),
        _COOPERATIVE,
        ("contract_growing", "marketing", "technical_advice", "trademark", "finance"),
        kind="cooperative",
        size=0.6,
        alliance=_FARM,
    ),
    Trade(
        "livestock",
        0.08,
        ("肉羊养殖", "奶牛养殖", "绒山羊养殖"),
        _COOPERATIVE,
        ("technical_advice", "contract_growing", "marketing", "land_disputes", "finance"),
        kind="cooperative",
        size=0.5,
        alliance=_FARM,
    ),
    Trade(
        "retail",
        0.06,
        ("商贸", "超市"),
        _SMALL_FIRM,
        ("marketing", "labour_relations", "information", "culture"),
        size=0.7,
        alliance=_TRADE,
    ),
    Trade(
        "tourism",
        0.04,
        ("草原旅游", "文化旅游"),
        _SMALL_FIRM,
        ("project_approval", "marketing", "culture", "trademark"),
        size=0.7,
        alliance=_TRADE,
    ),
    Trade(
        "health",
        0.025,
        ("蒙医医院", "口腔门诊部"),
        ("",),
        ("human_resources", "law", "culture"),
        kind="social_organization",
        size=0.8,
        alliance=_TRADE,
    ),
    Trade(
        "trade_association",
        0.045,
        ("矿业", "运输业", "餐饮业", "绒纺业", "个体工商户"),
        ("协会", "商会"),
        ("law", "dispute_mediation", "information", "finance"),
        kind="social_organization",
        size=0.3,
        alliance=_TRADE,
    ),
)

TRADE_OF: Mapping[str, Trade] = {trade.code: trade for trade in TRADES}
HEAD_ALLIANCE = "非公企业党建总联盟"

_COINED_FIRST = "岚朔柏禾驼岭川泉埂槐榆砚"
_COINED_SECOND = "川岭禾泉远丰源昌隆盛拓芸"


def name_host(banner: str, trade: Trade, draws: tuple[int, int, int, int]) -> str:
    """Put a host's name together: banner, coined word, line, ending.

    Examples
    --------
    >>> name_host("阿尔查干旗", TRADE_OF["mining"], (0, 0, 0, 0))
    '阿尔查干旗岚川矿业有限公司'
    """
    first, second, word, suffix = draws
    head = _COINED_FIRST[first % len(_COINED_FIRST)]
    tails = _COINED_SECOND.replace(head, "")
    coined = head + tails[second % len(tails)]
    ending = trade.suffixes[suffix % len(trade.suffixes)]
    if trade.code == "trade_association":
        coined = ""
    return banner + coined + trade.words[word % len(trade.words)] + ending
