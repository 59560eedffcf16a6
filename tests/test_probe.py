"""A probe of the world: local servers stand for the web, files for the lists of vendors."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from outlast.cli import outlast
from outlast.probe import Member, Web, compared, places, probed

from tests.builders import BUSINESS, make_plan

TODAY = datetime.now(UTC).date()
SYSTEM = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{email: sam@shop.example}]}
  maya: {name: Maya Reyés, role: Support}
  tom: {name: Tom Hart, role: Helper}
systems:
  shop:
    name: Web shop
    roles: [staff, owner]
    access: [{who: sam, as: owner}, {who: maya, as: staff}, {who: tom, confirmed: no}]
"""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing between the tests and this machine."""
    monkeypatch.setenv("no_proxy", "*")


class _Site(BaseHTTPRequestHandler):
    asked: list[str]
    ends: str = ""

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        code = {"/gone": 404, "/broken": 503, "/private": 403, "/get-only": 405}.get(self.path, 200)
        code = 200 if (self.command, self.path) == ("GET", "/get-only") else code
        events = [{"eventAction": "expiration", "eventDate": self.ends}]
        body = json.dumps({"events": events}).encode() if self.path.startswith("/domain/") else b"x"
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_GET = do_HEAD = answer

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(ends: str = "", context: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[str]]]:
    """A local site with its address, and what it was asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Site", (_Site,), {"asked": asked, "ends": ends}))
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def certificate(folder: Path, days: int) -> tuple[ssl.SSLContext, str]:
    """A certificate of this machine that ends in some days, and the file that makes it trusted."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days, hours=12))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, str(folder / "cert.pem")


def told(plan_text: str, web: Web) -> list[str]:
    return [each.message for each in probed(web, places(make_plan(plan_text)), TODAY)]


def test_only_what_is_gone_or_broken_is_a_dead_link() -> None:
    with served() as (root, asked):
        links = ", ".join(
            f"{{name: {n}, url: {root}/{n}}}" for n in ("fine", "gone", "broken", "private", "get-only")
        )
        found = told(f"people: {{sam: {{name: Sam, role: A, links: [{links}]}}}}", Web(5))
    assert found == [
        f"{root}/gone answers 404: there is nothing any more.",
        f"{root}/broken answers 503: it is broken there.",
    ]
    assert "HEAD /fine" in asked
    assert "GET /fine" not in asked


def test_a_place_where_nothing_answers_is_told() -> None:
    with served() as (root, _):
        pass
    found = told(f"people: {{sam: {{name: Sam, role: A, links: [{{name: X, url: {root}/x}}]}}}}", Web(5))
    assert found == [f"{root}/x does not answer: nothing is there."]


@pytest.mark.parametrize(("days", "ends"), [(5, True), (300, False)])
def test_the_end_of_a_certificate_is_told_in_time(tmp_path: Path, days: int, ends: bool) -> None:
    context, trusted = certificate(tmp_path, days)
    with served(context=context) as (root, _):
        plan = f"people: {{sam: {{name: Sam, role: A, links: [{{name: X, url: {root}/x}}]}}}}"
        assert [
            each.startswith("The certificate of 127.0.0.1 expires on")
            for each in told(plan, Web(5, trusted=trusted))
        ] == ([True] if ends else [])
        (refused,) = told(plan, Web(5))
        assert refused.startswith("The certificate of 127.0.0.1 is refused")


@pytest.mark.parametrize(("days", "said"), [(10, "expires on"), (-3, "expired on"), (200, "")])
def test_the_end_of_the_domain_is_asked_of_its_registry(days: int, said: str) -> None:
    ends = (TODAY + timedelta(days=days)).isoformat() + "T10:00:00Z"
    with served(ends) as (root, asked):
        shop = BUSINESS.rstrip() + "\n  website: http://www.shop.example.invalid:1\n"
        found = told(shop + "people: {sam: {name: Sam, role: A}}", Web(5, rdap=root))
    assert "GET /domain/shop.example.invalid" in asked
    assert ["The domain" in each and said in each for each in found[1:]] == ([True] if said else [])


def test_members_are_compared_with_access() -> None:
    plan = make_plan(SYSTEM)
    members = (
        Member("S. Okafor", "SAM@shop.example", "Owner"),
        Member("Tom Hart", "tom@else.example"),
        Member("", "stranger@else.example"),
    )
    found = compared(plan, plan.systems["shop"], members)
    assert [(each.field, each.message) for each in found] == [
        (
            ("access", 1, "who"),
            "The plan lets Maya Reyés into Web shop, and its list of members does not have them.",
        ),
        (("access",), "Tom Hart gets into Web shop, and the plan does not say so."),
        (
            ("access",),
            "stranger@else.example gets into Web shop, and nobody in the plan has that name or address.",
        ),
    ]
    (role,) = compared(plan, plan.systems["shop"], (Member("Maya Reyes", "", "Owner"), members[0]))
    assert role.message == "Maya Reyés is “Owner” in Web shop; the plan says “staff”."
    assert compared(plan, plan.systems["shop"], (Member("maya reyes", "", "Staff"), members[0])) == ()


def probe(folder: Path, *words: str, answers: str = "") -> Result:
    (folder / "shop.yml").write_text(BUSINESS + SYSTEM, encoding="utf-8")
    done = CliRunner().invoke(outlast, ["probe", "--plan", str(folder), *words], input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Role\nSam Okafor,sam@shop.example,owner\n",
        "Of Sunday\n\nFirst name;Last name;E-mail address;User role\nSam;Okafor;sam@shop.example;owner\n",
    ],
)
def test_a_list_is_read_as_vendors_write_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "staff.csv").write_text(text, encoding="utf-8")
    done = probe(tmp_path, "--offline", "--members", f"shop={tmp_path / 'staff.csv'}")
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.endswith(
        "The plan lets Maya Reyés into Web shop, and its list of members does not have them."
    )
    assert "shop.yml:1" in line


def test_nothing_is_asked_without_a_yes(tmp_path: Path) -> None:
    with served() as (root, asked):
        shop = SYSTEM.replace("roles: [staff, owner]", f"roles: [staff, owner]\n    url: {root}/gone")
        (tmp_path / "more").mkdir()
        (tmp_path / "more/shop.yml").write_text(BUSINESS + shop, encoding="utf-8")
        typed = ["probe", "--plan", str(tmp_path / "more"), "--rdap", root]
        done = CliRunner().invoke(outlast, typed, input="n\n")
        assert "Nothing was asked." in done.output
        assert (done.exit_code, asked) == (0, [])
        done = CliRunner().invoke(outlast, [*typed, "--yes"])
        assert "answers 404" in done.output
        assert done.exit_code == 1


@pytest.mark.parametrize(
    ("content", "words"), [("a,b\n1,2\n", "no line with the names of columns"), (None, "No such file")]
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: str | None, words: str) -> None:
    if content:
        (tmp_path / "staff.csv").write_text(content)
    done = probe(tmp_path, "--offline", "--members", f"shop={tmp_path / 'staff.csv'}")
    assert words in done.output
    assert done.exit_code == 2
    assert "is no system of the plan" in probe(tmp_path, "--offline", "--members", "x=y").output
