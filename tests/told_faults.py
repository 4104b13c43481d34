"""What every fault of a scenario file must say, and tables to make faults in."""

from matcher.errors import ScenarioError

QUOTA = '[[quotas]]\nname = "甲"\n'
PIN = '[[pins]]\ncandidate = "P1"\nenterprise = "H1"\n'
BAN = '[[bans]]\ncandidate = "P1"\nenterprise = "H1"\n'

FIELDS = ("text", "place", "line", "value", "suggestion", "code")
"""Text after two right lines, place, line, value as typed (None: any), nearest word, kind."""


def assert_told(
    error: ScenarioError, place: str, line: int, value: str | None, suggestion: str | None, code: str
) -> None:
    """Assert that the error is one finding with place, line, value and nearest word, in two languages."""
    assert [finding.code for finding in error.findings] == [code]
    finding = error.findings[0]
    assert (error.place, finding.column, finding.row) == (place, place, line)
    assert value is None or error.value == value
    assert error.suggestion == suggestion
    assert (finding.file, finding.severity, finding.sheet) == ("scenario.toml", "error", None)
    zh, en = error.say("zh"), error.say("en")
    assert f"第 {line} 行" in zh
    assert f"line {line}," in en
    assert place in zh
    assert place in en
    for words in (finding.reason, finding.fix):
        assert words.zh
        assert words.en
        assert words.zh != words.en
        assert words.en.isascii() or "docs" in words.en or finding.code.startswith("unknown")
    if suggestion is not None:
        assert suggestion.strip('"[]') in finding.fix.zh or code in {"unknown_key", "unknown_field"}
