"""The words of the pages: in both languages, asking for the same facts, each used and none missing."""

import ast
import re
from pathlib import Path

import matcher.ui.texts
from matcher.ui.pages import PAGES
from matcher.ui.texts import SHELL, load_texts

TEXT_FILES = sorted(path.stem for path in Path(matcher.ui.texts.__file__).parent.glob("*.py") if path.stem[0] != "_")
ROOM = Path(matcher.ui.texts.__file__).parents[1]
GUIDE = Path(__file__).resolve().parents[2] / "docs"
CHINESE = re.compile(r"[一-鿿]")
SPOKEN_AS_IT_IS = {"language-zh", "language-en"}
"""Each language is named in itself."""


def test_every_text_speaks_both_languages() -> None:
    """No text is missing in one of them, none holds the other, and both ask for the same facts."""
    for file in TEXT_FILES:
        for key, words in load_texts(file).items():
            assert words.zh, (file, key)
            assert words.en, (file, key)
            assert sorted(re.findall(r"{(\w+)}", words.zh)) == sorted(re.findall(r"{(\w+)}", words.en)), (file, key)
            has_words = re.search(r"[A-Za-z]", re.sub(r"{\w+}", "", words.en))
            if has_words and key not in SPOKEN_AS_IT_IS:
                assert CHINESE.search(words.zh), (file, key)
                assert not CHINESE.search(words.en), (file, key)


def test_chinese_texts_keep_chinese_punctuation() -> None:
    """No half-width mark stands beside a Chinese character."""
    for file in TEXT_FILES:
        for key, words in load_texts(file).items():
            assert not re.search(r"[一-鿿][,:;()!?]|[,:;()!?][一-鿿]", words.zh), (file, key, words.zh)


def test_every_page_has_a_file_of_texts_with_a_title() -> None:
    """The navigation shows it."""
    for entry in PAGES:
        assert "title" in load_texts(entry.key), entry.key


PARTS = {
    "pool_view": ("pools", "record"),
    "profiles": ("candidate", "enterprise"),
    "scenario_edit": ("scenario",),
    "plan_view": ("plan",),
    "what_if": ("whatif",),
    "sign_off": ("review", "pairs", "by_hand"),
}
"""Folder of parts → the pages they are drawn on."""


def test_every_text_a_page_asks_for_is_there() -> None:
    """``context.say("key")`` names a text of that page, or of one its parts are drawn on, or of the shell."""
    files = [(path, (path.stem,)) for path in (ROOM / "pages").glob("*.py")]
    files += [(path, pages) for folder, pages in PARTS.items() for path in (ROOM / folder).glob("*.py")]
    assert {path.parent.name for path in ROOM.glob("*/__init__.py")} == {*PARTS, "pages", "server", "texts"}
    for path, pages in ((path, pages) for path, pages in files if path.stem[0] != "_"):
        known = set(load_texts(SHELL)).union(*(load_texts(page) for page in pages))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"say", "doing"}
                and isinstance(node.args[0], ast.Constant)
            ):
                assert node.args[0].value in known, f"{path.stem}: {node.args[0].value}"


def test_the_guide_names_what_is_on_the_screen() -> None:
    """Whoever follows docs/guide.md word by word finds every button it names, and every picture is shown."""
    guide = (GUIDE / "guide.md").read_text(encoding="utf-8")
    written = [words.zh for file in TEXT_FILES for words in load_texts(file).values()]
    patterns = [re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text))) for text in written]
    pressed = re.findall(r"(?:点|勾选|选)“([^”]+)”", guide)
    assert len(pressed) > 15
    assert not [button for button in pressed if not any(pattern.fullmatch(button) for pattern in patterns)]
    shown = set(re.findall(r"\(guide/([\w-]+\.png)\)", guide))
    assert shown == {path.name for path in (GUIDE / "guide").glob("*.png")}
