"""Made-up names of persons: Han names of two to four characters and Mongolian names.

Every name is put together from parts by chance. A Mongolian name has no surname and is never to be
split; some carry the father's name before a middle dot (U+00B7).
"""

import numpy as np

from matcher.pools.synthetic.drawing import draw_words

_SURNAMES = {
    **dict.fromkeys("王李张刘", 7.0),
    **dict.fromkeys("赵陈杨高郭", 4.0),
    **dict.fromkeys("吴孙马白郝贺乔康薛田", 2.0),
    **dict.fromkeys("苗屈折呼牛奇郑韩冯秦许任姚石温杜贾樊訾邬尚卜阎武段", 1.0),
    **dict.fromkeys(("欧阳", "上官", "皇甫", "司马", "尉迟"), 0.9),
}
_MALE_FIRST = "德振景庆茂宝永福世文治"
_MALE_SECOND = "田泉林峰川河岭松柏禾仓堂厚"
_FEMALE_FIRST = "秀玉桂淑春晓雅素彩月"
_FEMALE_SECOND = "荷梅兰菊莲英霞苗燕珍禾"
_YOUNG_FIRST = "子雨思嘉梓宇一"
_YOUNG_SECOND = "岚桐航禾远晴宁朗"
_SINGLE_MALE = "岩松柏峰磊泉岭"
_SINGLE_FEMALE = "芳岚荷梅燕霞苗"

_MONGOL_FIRST = (
    "乌云",
    "萨仁",
    "娜仁",
    "阿拉坦",
    "呼和",
    "宝音",
    "那顺",
    "孟和",
    "额尔敦",
    "哈斯",
    "敖特根",
    "格根",
    "苏日",
    "乌仁",
)
_MONGOL_FEMALE_LAST = ("其其格", "高娃", "托娅", "格日乐", "其木格", "图雅", "塔娜", "吉雅")
_MONGOL_MALE_LAST = ("巴特尔", "特木尔", "达来", "毕力格", "巴雅尔", "苏和", "布和", "朝鲁", "吉日嘎拉", "仓")
_MONGOL_ALONE_FEMALE = ("其其格", "萨如拉", "托娅", "苏日娜", "格日勒图雅", "萨仁高娃", "乌云其木格")
_MONGOL_ALONE_MALE = ("巴特尔", "朝鲁", "牧仁", "毕力格", "阿古拉", "敖日格乐", "特木尔", "孟和达来")
MIDDLE_DOT = "\u00b7"


def draw_person_name(rng: np.random.Generator, *, is_woman: bool, is_mongol: bool, is_young: bool) -> str:
    """Return one made-up name."""
    return _draw_mongol(rng, is_woman=is_woman) if is_mongol else _draw_han(rng, is_woman=is_woman, is_young=is_young)


def _draw_han(rng: np.random.Generator, *, is_woman: bool, is_young: bool) -> str:
    surname = draw_words(rng, _SURNAMES, 1)[0]
    if rng.random() < 0.2:
        return surname + _pick(rng, _SINGLE_FEMALE if is_woman else _SINGLE_MALE)
    if is_young:
        return surname + _pick(rng, _YOUNG_FIRST) + _pick(rng, _YOUNG_SECOND)
    first, second = (_FEMALE_FIRST, _FEMALE_SECOND) if is_woman else (_MALE_FIRST, _MALE_SECOND)
    return surname + _pick(rng, first) + _pick(rng, second)


def _draw_mongol(rng: np.random.Generator, *, is_woman: bool) -> str:
    if rng.random() < 0.2:
        return _pick(rng, _MONGOL_ALONE_FEMALE if is_woman else _MONGOL_ALONE_MALE)
    own = _pick(rng, _MONGOL_FIRST) + _pick(rng, _MONGOL_FEMALE_LAST if is_woman else _MONGOL_MALE_LAST)
    if rng.random() < 0.15:
        return _pick(rng, _MONGOL_ALONE_MALE) + MIDDLE_DOT + own
    return own


def _pick(rng: np.random.Generator, parts: str | tuple[str, ...]) -> str:
    return parts[int(rng.integers(len(parts)))]
