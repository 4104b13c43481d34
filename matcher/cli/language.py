"""Which language to speak, known before the first word is said."""

from collections.abc import Mapping, Sequence

from matcher.cli.output import UsageError
from matcher.cli.texts import say
from matcher.words import Language

VARIABLE = "MATCHER_LANG"


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of the last ``--lang``, wherever it stands, else of the environment.

    Raises
    ------
    UsageError
        ``--lang`` names no language of ours.

    Examples
    --------
    >>> choose_language(["run", "x", "--lang=en"], {}), choose_language([], {"MATCHER_LANG": "en_US.UTF-8"})
    ('en', 'en')
    >>> choose_language(["run", "x"], {})
    'zh'
    """
    language: Language = "en" if environment.get(VARIABLE, "").lower().startswith("en") else "zh"
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        elif argument.startswith("--lang="):
            value = argument.removeprefix("--lang=")
        else:
            continue
        if value == "zh":
            language = "zh"
        elif value == "en":
            language = "en"
        else:
            raise UsageError(say("bad-language", value=value))
    return language
