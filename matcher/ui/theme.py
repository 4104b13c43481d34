"""How the pages look: one theme, one font that comes with the package, no address outside the machine."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

PRIMARY = "#B3261E"
"""Colour of what can be pressed and of what is chosen."""

INK, PAPER, SHADE, LINE = "#1F2328", "#FFFFFF", "#F6F4F1", "#D9D4CC"

SERIES = ("#B3261E", "#1F5FA8", "#C98A1B", "#3E7D4F", "#6D4C9F", "#5F6B73", "#0F7B83", "#9C5A2E")
"""Colours of series in charts, told apart also by people who do not see red or green."""

FONT_FAMILY = "Shuangxuan Sans"
FONT_PATH = "/fonts/shuangxuan-sans.otf"

LATIN_MARKS_FAMILY = "Shuangxuan Latin Marks"
LATIN_MARKS = (
    f'<style>@font-face{{font-family:"{LATIN_MARKS_FAMILY}";unicode-range:U+B7,U+2018-2019,U+201C-201D,U+2026;'
    'src:local("Segoe UI"),local("Helvetica Neue"),local("Arial"),local("Liberation Sans"),local("Noto Sans"),'
    'local("DejaVu Sans")}</style>'
)
"""On English pages: quotation marks and dots of the machine's own fonts. Chinese ones are as wide as a character."""

_MACHINES = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC"
FONTS = f"{LATIN_MARKS_FAMILY}, {_MACHINES}, {FONT_FAMILY}, sans-serif"
"""Fonts in order: one of the machine's own where it has one, else the one served from here."""


def find_font_file() -> Path:
    """Return the open Chinese font that comes with the package ``pylopdf-fonts-zh-cn``."""
    from pylopdf_fonts_zh_cn import sans_path

    return Path(sans_path())


STREAMLIT_OPTIONS: Mapping[str, object] = MappingProxyType(
    {
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.maxUploadSize": 64,
        "server.showEmailPrompt": False,
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "logger.hideWelcomeMessage": True,
        "logger.level": "warning",
        "theme.base": "light",
        "theme.font": FONTS,
        "theme.fontFaces": [{"family": FONT_FAMILY, "url": FONT_PATH, "weight": "400", "style": "normal"}],
        "theme.primaryColor": PRIMARY,
        "theme.textColor": INK,
        "theme.backgroundColor": PAPER,
        "theme.secondaryBackgroundColor": SHADE,
        "theme.borderColor": LINE,
        "theme.showWidgetBorder": True,
        "theme.baseRadius": "small",
        "theme.headingFontSizes": ["1.75rem", "1.35rem", "1.15rem", "1rem", "1rem", "1rem"],
        "theme.chartCategoricalColors": list(SERIES),
        "theme.paddingTop": "3rem",
        "theme.metricValueFontSize": "1.75rem",
    }
)
"""What Streamlit is told before it starts."""
