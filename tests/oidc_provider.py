"""An OIDC provider of one page: whoever asks is the person set in `claims`."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


class Provider(ThreadingHTTPServer):
    """Hold the provider's key and whom it vouches for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key = RSAKey.generate_key(2048, {"kid": "1"})
        self.claims: dict[str, object] = {}
        self.nonce = ""

    @property
    def issuer(self) -> str:
        """The provider's address."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        """Answer what the provider is, what its keys are, and who asks."""
        address, issuer = urlsplit(self.path), self.server.issuer
        if address.path == "/authorize":
            asked = {key: values[0] for key, values in parse_qs(address.query).items()}
            self.server.nonce = asked["nonce"]
            self.send_response(302)
            query = urlencode({"code": "one", "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{query}")
            self.end_headers()
        elif address.path == "/jwks":
            self._answer({"keys": [self.server.key.as_dict(private=False)]})
        else:
            ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            self._answer(
                {key: f"{issuer}/{way}" for key, way in ways.items()}
                | {"issuer": issuer, "id_token_signing_alg_values_supported": ["RS256"]}
            )

    def do_POST(self) -> None:
        """Give a signed token."""
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        told = {"iss": self.server.issuer, "aud": "us", "iat": now, "exp": now + 600, "nonce": self.server.nonce}
        token = jwt.encode({"alg": "RS256", "kid": "1"}, told | self.server.claims, self.server.key)
        self._answer({"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    def _answer(self, document: dict[str, object]) -> None:
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def run_provider() -> Iterator[Provider]:
    """Run a provider on a free port."""
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever)
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()
