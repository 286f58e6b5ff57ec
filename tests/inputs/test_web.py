"""Fetching: what may be asked, what comes back, and how each failure is told."""

from __future__ import annotations

import contextlib
import gzip
import re
import socket
import ssl
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from newsbrief.article import ArticleKind
from newsbrief.errors import InputError, NewsbriefError, NotText
from newsbrief.inputs.web import Fetched, Fetcher, FetchPolicy, article_from
from newsbrief.inputs.web import connection as connection_module
from newsbrief.inputs.web.address import is_public, parse_address
from newsbrief.inputs.web.page import without_tracking
from web_server import (
    Site,
    drip,
    drip_headers,
    endless,
    page,
    raw,
    redirect,
    serving,
    silent,
    status,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (
    "<html><body><h1>Le pont rouvre</h1><p>Le pont de Ronceval a rouvert jeudi.</p></body></html>"
)
HTML = PAGE.encode()
OPEN = FetchPolicy(allow_private=True, timeout_s=10, delay_s=0)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/": page(HTML)}) as running:
        yield running


def looking_up(*answers: str | OSError) -> Any:
    """A resolver that gives these addresses, one a call, the last again and again."""
    left = list(answers)

    def lookup(host: str, port: int, **_: Any) -> list[Any]:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, OSError):
            raise answer
        ips = answer.split()
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    return lookup


def failure(url: str, policy: FetchPolicy = OPEN, **given: Any) -> str:
    with pytest.raises(InputError) as caught:
        Fetcher(policy, **given).fetch(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_fetched_with_its_type_and_charset(site: Site) -> None:
    fetched = Fetcher(OPEN).fetch(site.url("/#haut"))
    assert fetched == Fetched(HTML, site.url("/"), "text/html", "utf-8")


def test_the_program_says_who_it_is(site: Site) -> None:
    Fetcher(OPEN).fetch(site.url("/"))
    assert all(told["User-Agent"].startswith("newsbrief/") for _, told in site.seen)


def test_accents_in_an_address_are_quoted(site: Site) -> None:
    site.routes["/%C3%A9t%C3%A9?q=%C3%A0&b=%20"] = page(HTML)
    assert Fetcher(OPEN).fetch(site.url("/été?q=à&b=%20")).data == HTML


# Addresses


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/a", "no http or https"),
        ("file:///etc/passwd", "no http or https"),
        ("javascript:alert(1)", "no http or https"),
        ("https://me:secret@example.org/", "user name or password"),
        ("https:///a", "names no host"),
        ("http://example.org:99999/", "no web address"),
        ("http://example.org:0/", "names no host"),
        ("http://[::1/", "no web address"),
        ("http://exa mple.org/", "spaces or control"),
        ("http://example.org/\r\nX-Injected: 1", "spaces or control"),
        ("http://" + "é" * 80 + ".org/", "no web address"),
    ],
)
def test_an_address_that_cannot_be_asked_is_refused(url: str, said: str) -> None:
    message = failure(url)
    assert said in message
    assert "secret" not in message


@given(st.text())
def test_no_address_raises_anything_else(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}", f"http://a:{text}/"):
        try:
            address = parse_address(url)
        except InputError:
            continue
        assert address.url.isascii()
        assert re.fullmatch(r"[!-~]+", address.target)


@pytest.mark.parametrize(
    "ip",
    """127.0.0.1 127.8.9.1 10.0.0.8 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
    0.0.0.0 0.1.2.3 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 192.0.0.8 192.0.2.1 198.18.0.1
    198.51.100.3 203.0.113.9 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 fec0::1
    ::ffff:127.0.0.1 ::ffff:10.1.1.1 ::ffff:7f00:1 ::127.0.0.1 2002:7f00:1:: 2002:a00:1::1
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2001:db8::1 100::1 nonsense""".split(),
)
def test_no_private_address_counts_as_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"],
)
def test_public_addresses_count_as_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_asked_only_with_allow_private(site: Site, host: str) -> None:
    assert "--allow-private" in failure(site.url("/", host), FetchPolicy())
    assert not site.seen


def test_one_private_address_among_a_hosts_is_enough_to_refuse() -> None:
    said = failure("http://mixed.example/", FetchPolicy(), lookup=looking_up("8.8.8.8 10.0.0.1"))
    assert "10.0.0.1" in said


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    """The first hop is let through by a resolver that calls loopback by a public name."""
    site.routes["/out"] = redirect("http://169.254.169.254/latest/meta-data")
    policy = replace(OPEN, respect_robots=False, allow_private=False)
    fetcher = Fetcher(policy, lookup=looking_up("8.8.8.8", "169.254.169.254"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection_module, "open_socket", _to(site))
        with pytest.raises(InputError, match=r"169\.254\.169\.254.*--allow-private"):
            fetcher.fetch("http://news.example/out")
    assert site.paths == ["/out"]


def test_a_name_that_changes_its_address_leads_nowhere_else(site: Site) -> None:
    """DNS rebinding: whatever was checked is what is connected to."""
    connected: list[list[str]] = []
    patched = _to(site, connected)
    lookup = looking_up("8.8.8.8", "127.0.0.1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection_module, "open_socket", patched)
        Fetcher(FetchPolicy(respect_robots=False), lookup=lookup).fetch("http://news.example/")
        said = failure("http://news.example/", FetchPolicy(), lookup=lookup)
    assert connected == [["8.8.8.8"]]
    assert "--allow-private" in said


def _to(site: Site, seen: list[list[str]] | None = None) -> Any:
    """Connect to the test's server whatever the address, and remember what was asked."""

    def tcp(hosts: list[str], port: int, deadline: Any) -> socket.socket:
        if seen is not None:
            seen.append(hosts)
        return socket.create_connection(("127.0.0.1", site.port), timeout=deadline.left_s)

    return tcp


def test_the_host_is_asked_by_its_name_at_the_address_that_was_checked(site: Site) -> None:
    Fetcher(OPEN, lookup=looking_up("127.0.0.1")).fetch(site.url("/", "news.example"))
    assert {told["Host"] for _, told in site.seen} == {f"news.example:{site.port}"}


def test_the_next_address_of_a_host_is_tried(site: Site) -> None:
    lookup = looking_up("127.0.0.2 127.0.0.1")  # nothing listens at the first
    assert Fetcher(OPEN, lookup=lookup).fetch(site.url("/", "news.example")).data == HTML


# Redirects


def test_redirects_are_followed_and_the_last_address_told(site: Site) -> None:
    site.routes |= {"/a": redirect("/b", 301), "/b": redirect("c?x=1", 308), "/c?x=1": page(HTML)}
    assert Fetcher(OPEN).fetch(site.url("/a")).url == site.url("/c?x=1")


def test_a_redirect_with_accents_is_followed(site: Site) -> None:
    site.routes |= {"/a": raw("HTTP/1.1 302 F\r\nLocation: /été\r\n\r\n".encode())}
    site.routes["/%C3%A9t%C3%A9"] = page(HTML)
    assert Fetcher(OPEN).fetch(site.url("/a")).data == HTML


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert "redirects more than 10 times" in failure(site.url("/a"))


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://x.example/", "http://[", "//u:p@x.example/", "http://x:y/", ""],
)
def test_a_redirect_to_what_is_no_page_is_refused(site: Site, location: str) -> None:
    site.routes["/a"] = redirect(location)
    assert failure(site.url("/a"))


def test_a_redirect_from_https_to_http_is_refused() -> None:
    from newsbrief.inputs.web.address import redirected

    with pytest.raises(InputError, match="not encrypted"):
        redirected(parse_address("https://a.example/"), "http://a.example/x")


# Statuses and bodies


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (401, "login"),
        (402, "subscribers"),
        (403, "save the page as HTML"),
        (404, "does not exist"),
        (410, "taken down"),
        (418, "cannot be had"),
        (429, "try again later"),
        (451, "legal"),
        (500, "try again later"),
        (503, "try again later"),
        (302, "cannot be had"),
    ],
)
def test_each_refusal_says_what_to_do(site: Site, code: int, said: str) -> None:
    site.routes["/a"] = status(code)
    message = failure(site.url("/a"))
    assert said in message
    assert f"HTTP {code}" in message


@pytest.mark.parametrize("kind", ["image/jpeg", "video/mp4", "audio/mpeg", "font/woff2"])
def test_what_is_no_text_is_not_even_read(site: Site, kind: str) -> None:
    site.routes["/a"] = page(b"x", kind)
    assert f"no article ({kind})" in failure(site.url("/a"))


def test_other_documents_are_fetched_for_whoever_reads_them(site: Site) -> None:
    site.routes["/a.pdf"] = page(b"%PDF-1.7", "Application/PDF")
    assert Fetcher(OPEN).fetch(site.url("/a.pdf")).content_type == "application/pdf"


def test_an_endless_body_is_left_at_the_limit(site: Site) -> None:
    site.routes["/a"] = endless
    assert "over 100,000 bytes" in failure(site.url("/a"), replace(OPEN, max_bytes=100_000))


@pytest.mark.parametrize("route", [drip, drip_headers, silent])
def test_a_slow_server_is_left_when_the_time_is_over(site: Site, route: Any) -> None:
    site.routes["/a"] = route
    policy = replace(OPEN, timeout_s=0.4, respect_robots=False)
    assert "not there after 0.4 seconds" in failure(site.url("/a"), policy)


def test_gzip_is_unpacked_in_all_its_members(site: Site) -> None:
    packed = gzip.compress(HTML[:20]) + gzip.compress(HTML[20:])
    site.routes["/a"] = page(packed, **{"Content-Encoding": "gzip"})
    assert Fetcher(OPEN).fetch(site.url("/a")).data == HTML


def test_a_gzip_bomb_is_left_at_the_limit(site: Site) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
    site.routes["/a"] = page(bomb, **{"Content-Encoding": "gzip"})
    assert "over 10,000,000 bytes" in failure(site.url("/a"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<p>Le", "ended before its time"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<p>Le", "ended before"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "ended before"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(HTML)[:-9],
            "ended before",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>", "cannot be unpacked"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxx", "packed as 'br'"),
        (b"SSH-2.0-OpenSSH\r\n", "does not answer as a web server"),
        (b"HTTP/1.1 abc\r\n\r\n", "does not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 500 + b"\r\n", "not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 99_999 + b"\r\n\r\n", "as a web server"),
        (b"", "does not answer as a web server"),
    ],
)
def test_a_broken_answer_is_told_in_one_line(site: Site, answer: bytes, said: str) -> None:
    site.routes["/a"] = raw(answer)
    assert said in failure(site.url("/a"))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "no host is called 'x.example'"),
        (socket.gaierror(socket.EAI_AGAIN, "no answer"), "check the network"),
        (OSError(101, "Network is unreachable"), "check the network"),
        (ConnectionRefusedError(111, "refused"), "takes no connections"),
        (TimeoutError(), "not there after"),
        (ssl.SSLError(1, "wrong version number"), "cannot fetch"),
    ],
)
def test_each_failure_of_the_network_is_told(error: OSError, said: str) -> None:
    assert said in failure("http://x.example/", lookup=looking_up(error))


@given(st.binary(max_size=300))
def test_whatever_a_server_answers_only_our_errors_come_out(answer: bytes) -> None:
    with _LOOSE as site:
        site.routes["/a"] = raw(b"HTTP/1.1 200 OK\r\n" + answer)
        with contextlib.suppress(NewsbriefError):
            Fetcher(replace(OPEN, respect_robots=False)).fetch(site.url("/a"))


class _Loose:
    """One server for all examples of a property."""

    def __enter__(self) -> Site:
        if not hasattr(self, "site"):
            self.site = serving().__enter__()
        return self.site

    def __exit__(self, *_: object) -> None:
        """Leave it running for the next example."""


_LOOSE = _Loose()


# robots.txt


ROBOTS = b"""User-agent: *
Disallow: /prive/
Allow: /prive/ouvert
Disallow: /*.php$

User-agent: newsbrief
Disallow: /archives
"""


def robots(site: Site, text: bytes) -> None:
    site.routes["/robots.txt"] = page(text, "text/plain")


def test_robots_txt_is_obeyed(site: Site) -> None:
    robots(site, ROBOTS)
    site.routes |= {"/archives/1": page(HTML), "/autre": page(HTML)}
    fetcher = Fetcher(OPEN)
    fetcher.fetch(site.url("/autre"))
    with pytest.raises(InputError, match="--ignore-robots"):
        fetcher.fetch(site.url("/archives/1"))
    assert "/archives/1" not in site.paths


def test_wildcards_and_the_longest_rule_count(site: Site) -> None:
    robots(site, ROBOTS.partition(b"\n\n")[0])
    site.routes["/prive/ouvert"] = page(HTML)
    fetcher = Fetcher(OPEN)
    assert fetcher.fetch(site.url("/prive/ouvert")).data == HTML
    for closed in ("/prive/a", "/a.php"):
        with pytest.raises(InputError, match=r"robots\.txt"):
            fetcher.fetch(site.url(closed))


def test_robots_txt_is_asked_for_once(site: Site) -> None:
    fetcher = Fetcher(OPEN)
    for _ in range(3):
        fetcher.fetch(site.url("/"))
    assert site.paths == ["/robots.txt", "/", "/", "/"]


def test_robots_txt_is_left_alone_where_asked(site: Site) -> None:
    robots(site, b"User-agent: *\nDisallow: /")
    assert Fetcher(replace(OPEN, respect_robots=False)).fetch(site.url("/")).data == HTML
    assert site.paths == ["/"]


def test_a_redirect_into_what_robots_txt_closes_is_refused(site: Site) -> None:
    robots(site, ROBOTS)
    site.routes["/a"] = redirect("/archives/1")
    assert "closed to programs" in failure(site.url("/a"))


@pytest.mark.parametrize("code", [400, 403, 404, 429])
def test_a_site_without_robots_txt_is_open(site: Site, code: int) -> None:
    site.routes["/robots.txt"] = status(code)
    assert Fetcher(OPEN).fetch(site.url("/")).data == HTML


@pytest.mark.parametrize("code", [500, 503])
def test_a_site_that_cannot_tell_its_robots_txt_is_closed(site: Site, code: int) -> None:
    site.routes["/robots.txt"] = status(code)
    assert f"HTTP {code}" in failure(site.url("/"))
    assert "/" not in site.paths


def test_robots_txt_may_be_redirected_but_not_for_ever(site: Site) -> None:
    site.routes |= {"/robots.txt": redirect("/r"), "/r": page(b"User-agent: *\nDisallow: /x")}
    assert "closed to programs" in failure(site.url("/x"))
    site.routes["/r"] = redirect("/r")
    assert Fetcher(OPEN).fetch(site.url("/")).data == HTML


@pytest.mark.parametrize("text", [b"\xff\xfe\x00binary\x00", b"<html>", b"Disallow: /" * 300_000])
def test_a_robots_txt_that_is_none_allows_all(site: Site, text: bytes) -> None:
    robots(site, text)
    assert Fetcher(OPEN).fetch(site.url("/")).data == HTML


# Politeness


def test_two_pages_of_a_host_are_asked_for_with_a_pause(site: Site) -> None:
    pauses: list[float] = []
    fetcher = Fetcher(replace(OPEN, delay_s=5.0), sleep=pauses.append)
    fetcher.fetch(site.url("/"))
    assert not pauses
    fetcher.fetch(site.url("/"))
    assert 4.0 < pauses[0] <= 5.0


def test_the_pause_that_robots_txt_asks_for_is_kept_within_reason(site: Site) -> None:
    robots(site, b"User-agent: *\nCrawl-delay: 3600")
    pauses: list[float] = []
    fetcher = Fetcher(OPEN, sleep=pauses.append)
    fetcher.fetch(site.url("/"))
    fetcher.fetch(site.url("/"))
    assert 9.0 < pauses[0] <= 10.0


# TLS and proxies


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with serving({"/": page(HTML)}, context) as running:
        yield running


@pytest.fixture
def trusted(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    connection_module.tls_context.cache_clear()
    yield
    connection_module.tls_context.cache_clear()


@pytest.mark.usefixtures("trusted")
def test_https_is_checked_against_the_name_and_not_the_address(secure: Site) -> None:
    fetcher = Fetcher(OPEN, lookup=looking_up("127.0.0.1"))
    assert fetcher.fetch(f"https://news.example:{secure.port}/").data == HTML
    with pytest.raises(InputError, match=r"certificate of .* is not trusted"):
        fetcher.fetch(f"https://other.example:{secure.port}/")


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    url = f"https://news.example:{secure.port}/"
    assert "SSL_CERT_FILE" in failure(url, lookup=looking_up("127.0.0.1"))


def test_the_environments_proxy_is_used_even_for_names_that_only_it_knows(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://me:p%40ss@127.0.0.1:{site.port}")
    site.routes["http://intern.example/a"] = page(HTML)
    lookup = looking_up(socket.gaierror(socket.EAI_NONAME, "unknown"))
    policy = FetchPolicy(respect_robots=False)
    assert Fetcher(policy, lookup=lookup).fetch("http://intern.example/a").data == HTML
    assert site.seen[0][1]["Proxy-Authorization"] == "Basic bWU6cEBzcw=="


def test_a_proxy_does_not_open_private_addresses(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site.url())
    assert "--allow-private" in failure("http://10.0.0.1/", FetchPolicy())
    assert not site.seen


def test_https_goes_through_a_tunnel(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", site.url())
    site.routes["news.example:443"] = status(407)
    said = failure("https://news.example/", lookup=looking_up("8.8.8.8"))
    assert "the proxy 127.0.0.1 refuses: 407" in said


@pytest.mark.usefixtures("trusted")
def test_a_page_comes_through_a_tunnel(
    site: Site, secure: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", site.url())
    site.routes[f"news.example:{secure.port}"] = secure.relay
    fetcher = Fetcher(FetchPolicy(respect_robots=False), lookup=looking_up("8.8.8.8"))
    assert fetcher.fetch(f"https://news.example:{secure.port}/").data == HTML


@pytest.mark.parametrize(
    "proxy", ["socks5://127.0.0.1:1080", "https://proxy.example", "http://a:b"]
)
def test_a_proxy_that_cannot_be_used_is_told(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    assert "HTTPS_PROXY" in failure("http://news.example/", lookup=looking_up("8.8.8.8"))


def test_no_proxy_is_honoured(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "news.example")
    fetcher = Fetcher(OPEN, lookup=looking_up("127.0.0.1"))
    assert fetcher.fetch(site.url("/", "news.example")).data == HTML


# Articles

SAID = "À Sète, la députée déjà élue a été réélue : « C’est très bien », dit-elle."


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text/html", ArticleKind.HTML),
        ("application/xhtml+xml", ArticleKind.HTML),
        ("text/markdown", ArticleKind.MARKDOWN),
        ("text/plain", ArticleKind.HTML),  # its content decides
        ("", ArticleKind.HTML),
        ("application/octet-stream", ArticleKind.HTML),
    ],
)
def test_the_content_type_tells_the_kind(kind: str, expected: ArticleKind) -> None:
    assert article_from(Fetched(HTML, "https://n.example/a", kind)).kind is expected


def test_the_address_is_told_without_what_tracks_readers() -> None:
    article = article_from(Fetched(HTML, "https://n.example/a?id=2&utm_source=rss&xtor=RSS-1"))
    assert article.metadata.url == "https://n.example/a?id=2"
    assert without_tracking("https://n.example/a?b=%20c") == "https://n.example/a?b=%20c"


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        (SAID.encode("mac_roman"), "mac-roman", SAID),
        (SAID.encode(), "iso-8859-1", SAID),
        (SAID.encode("cp1252"), "iso-8859-1", SAID),
        (SAID.encode("cp1252"), "utf-8", SAID),
        (SAID.encode("cp1252"), "x-bogus", SAID),
        (SAID.encode("cp1252"), "unicode_escape", SAID),
        (SAID.encode("cp1252"), "utf-16", SAID),
        (SAID.encode("cp1252"), "base64", SAID),
        (b'<meta charset="cp1252">' + SAID.encode("mac_roman"), "mac-roman", SAID),
    ],
)
def test_the_headers_charset_comes_before_the_pages_own(
    data: bytes, charset: str, expected: str
) -> None:
    fetched = Fetched(data, "https://n.example/a", "text/plain", charset)
    assert article_from(fetched).text.endswith(expected)


def test_a_page_that_is_no_text_is_told() -> None:
    with pytest.raises(NotText):
        article_from(Fetched(b"\x89PNG\r\n", "https://n.example/a", "text/html"))
