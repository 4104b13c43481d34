"""The dashboard in a real browser: waiting until a page stands still, choosing from its boxes, reading its words."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

PATIENCE_MS = 60_000
expect.set_options()
_STANDS = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app !== null && document.querySelector('h1') !== null
    && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED';
}"""
_NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
_TRIES = 4


@contextmanager
def sit_down(chromium: Browser, *, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """Give a fresh visitor who reads Chinese a browser with an empty page, as patient as the tests are."""
    with closing(chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()


def wait_settled(page: Page) -> None:
    """Wait until the page is drawn to its end and what it set in motion, scrolling too, has been seen by everybody."""
    page.wait_for_function(_STANDS)
    page.wait_for_load_state("networkidle")
    page.evaluate(_NEXT_FRAME)


def click(page: Page, wanted: Locator) -> None:
    """Click once the page stands still: what is clicked while a page is drawn may be drawn anew under the pointer."""
    wanted.wait_for()
    wait_settled(page)
    wanted.click()


def type_into(page: Page, entry: Locator, text: str) -> None:
    """Type once the page stands still: a box drawn anew forgets what was typed into it."""
    entry.wait_for()
    wait_settled(page)
    entry.fill(text)


def find(page: Page, key: str) -> Locator:
    """Return the widget of a page by the key its code gives it, with or without the record it is about."""
    return page.locator(f".st-key-{key}, [class*='st-key-{key}-']")


def choose(page: Page, box: Locator, option: str) -> None:
    """Type into a box with choices and take the one that stands first."""
    entry = box.get_by_role("combobox")
    entry.scroll_into_view_if_needed()
    wait_settled(page)
    choice = page.get_by_role("option").filter(has_text=option).first
    for left in reversed(range(_TRIES)):
        entry.click()
        entry.fill(option)
        try:
            choice.click(timeout=PATIENCE_MS / _TRIES)
        except PlaywrightTimeout:
            # A list closes when the page scrolls under it, as when something above grows.
            if not left:
                raise
        else:
            return


def read_words(page: Page) -> str:
    """Return all words of a page, those typed into its boxes too."""
    typed = page.evaluate("[...document.querySelectorAll('input, textarea')].map(e => e.value)")
    return "\n".join([page.locator("body").inner_text(), *typed])


def wait_for_words(page: Page, wanted: tuple[str, ...]) -> str:
    """Wait until a page shows some words, letter by letter, and return all of its words."""
    words = read_words(page)
    for _ in range(PATIENCE_MS // 500):
        if all(each in words for each in wanted):
            return words
        page.wait_for_timeout(500)
        words = read_words(page)
    raise AssertionError([each for each in wanted if each not in words])


def open_settled(page: Page, address: str) -> None:
    """Open a page and wait until it stands still."""
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible()
    wait_settled(page)
