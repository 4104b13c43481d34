"""The office's own login over a real server and a real provider."""

import http.cookiejar
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from offices import hire, open_office
from oidc_provider import Provider, run_provider
from ui_server import run_server

from matcher.plans.accounts import edit_account, find_by_login, link_identity
from matcher.plans.audit import verify_chain, walk_audit
from matcher.plans.store import SYSTEM, act, open_store

COMMAND = ("-c", "import sys; from matcher.cli import main; sys.exit(main())", "serve", "--port", "0")
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef0123456789abcdef"
client_id = "us"
client_secret = "secret"
server_metadata_url = "ISSUER/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """Run the office's provider."""
    with run_provider() as running:
        yield running


@pytest.fixture(scope="module")
def served(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a store in which one account is linked to the provider's person 42."""
    folder = tmp_path_factory.mktemp("office")
    store = open_store(folder / "data")
    boss = open_office(store)
    planner = hire(store, boss, "wang").account
    with act(store, boss.account.actor) as doing:
        link_identity(doing, planner.id, version=planner.version, issuer=provider.issuer, email="wang@office.cn")
    store.close()
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit/secrets.toml").write_text(SECRETS.replace("ISSUER", provider.issuer))
    with run_server(*COMMAND, "--data-dir", str(folder / "data"), cwd=folder) as (address, _):
        yield address, folder / "data"


def visit(address: str) -> tuple[int, str, str, dict[str, str]]:
    """Open an address as a fresh browser does; return status, last address, page and cookies."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    try:
        with opener.open(address) as answer:
            told = answer.status, answer.geturl(), answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused as answer:
            told = answer.code, answer.geturl(), answer.read().decode()
    return *told, {cookie.name: cookie.value or "" for cookie in jar}


def test_the_linked_person_is_let_in(served: tuple[str, Path], provider: Provider) -> None:
    """The form offers the way; back from the provider our own login counts, and nothing of Streamlit's is left."""
    address, folder = served
    assert "单位统一登录" in visit(f"{address}/account/login")[2]
    provider.claims = {"sub": "42", "email": "Wang@Office.cn", "email_verified": True}
    status, last, _, cookies = visit(f"{address}/account/office")
    assert (status, last) == (200, f"{address}/")
    assert set(cookies) & {"shuangxuan_login", "_streamlit_user", "_streamlit_user_tokens"} == {"shuangxuan_login"}
    provider.claims = {"sub": "42"}
    assert visit(f"{address}/account/office")[0] == 200
    store = open_store(folder)
    done = [(entry.actor, entry.action) for entry in walk_audit(store, SYSTEM)]
    assert done[-3:] == [("wang", "bind-identity"), ("wang", "log-in"), ("wang", "log-in")]
    assert verify_chain(store) == ()
    store.close()


@pytest.mark.parametrize(
    "claims", [{"sub": "43"}, {"sub": "43", "email": "wang@office.cn", "email_verified": True}, {"sub": "x" * 999}]
)
def test_others_are_told_and_not_let_in(
    served: tuple[str, Path], provider: Provider, claims: dict[str, object]
) -> None:
    """Somebody the provider knows and no account is linked to gets a sentence, no login, and no loop."""
    provider.claims = claims
    status, _, page, cookies = visit(f"{served[0]}/account/office")
    assert status == 403
    assert "单位" in page
    assert not {name for name in cookies if "login" in name or name.startswith("_streamlit_user")}


def test_an_account_switched_off_is_not_let_in(served: tuple[str, Path], provider: Provider) -> None:
    """The provider's word does not open what the administrator closed."""
    store = open_store(served[1])
    with act(store, SYSTEM) as doing:
        planner = find_by_login(store, "wang")
        edit_account(doing, planner.id, version=planner.version, is_active=False)
    store.close()
    provider.claims = {"sub": "42"}
    status, _, page, _ = visit(f"{served[0]}/account/office")
    assert status == 403
    assert "没有与之关联的启用账号" in page


def test_a_cookie_made_up_opens_nothing(served: tuple[str, Path]) -> None:
    """What is not signed with the office's secret is nobody, without a loop."""
    request = urllib.request.Request(f"{served[0]}/account/office", headers={"Cookie": "_streamlit_user=made.up"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    with refused.value as answer:
        assert answer.code == 403
