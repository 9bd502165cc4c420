"""URL policy: one spelling per page, which URLs belong to a bank, and which are never asked for.

Enters: URLs as they stand on pages. Leaves: canonical URLs, registrable domains, a reason against unsafe
ones. Refuses to look anything up: no DNS, no download of the public suffix list (the packaged copy is used).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from sys import intern
from urllib.parse import SplitResult, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string

from collector.fetch.addresses import inner_reason

MAX_URL_CHARS = 600
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PORTS = frozenset({80, 443, 8080, 8443})
_LOCAL_NAMES = ("localhost", "local", "internal", "lan", "home", "arpa")
_SESSION_PATH = re.compile(
    r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?;]*|(?<=/)\(S\([a-z0-9]+\)\)/", re.IGNORECASE
)
# names of sessions, tokens under a name that may mean something else, and numbers against caches
_SESSION_PARAMETER = re.compile(
    r"^(?:jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|dse_sessionid|cfid|cftoken)="
    r"|^(?:sid|token|sessid|ticket)=[a-z0-9_!-]{16,}$"
    r"|^(?:_|t|ts|time|timestamp|rnd|rand|random|nocache|r)=(?:\d{10,}|0\.\d{4,})$",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[\t\r\n\f\v]+")
# most links of most pages: nothing to mend but what may be a session
_CANONICAL = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*/[A-Za-z0-9/._~-]*(?:\?(?P<query>[A-Za-z0-9_.=&-]+))?"
)
_SUSPECT = re.compile(
    r"&&|^&|&$|sess|sid=|token|ticket|cfid|(?:^|&)(?:_|t|ts|time|timestamp|rnd|rand|random|nocache|r)=",
    re.IGNORECASE,
)
# the empty list of URLs keeps it from asking the network; without cache folder it writes nothing
_suffixes = TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=32768)
def canonical_url(url: str) -> str | None:
    """One spelling of ``url``: host lower-cased, default port, fragment and session ids dropped, ASCII only.

    The order of query parameters is kept (some servers care). None where it is no absolute URL with a host.

    >>> canonical_url("HTTP://WWW.Bank.com:80/a;jsessionid=1?b=2#c")
    'http://www.bank.com/a?b=2'
    """
    plain = _CANONICAL.fullmatch(url)
    if plain and not _SUSPECT.search(plain["query"] or ""):
        return url
    try:
        parts = urlsplit(safe_url_string(_SPACE.sub("", url.strip())))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    scheme = parts.scheme.lower()
    netloc = f"[{host}]" if ":" in host else host.rstrip(".")
    if port is not None and port != _DEFAULT_PORTS.get(scheme):
        netloc = f"{netloc}:{port}"
    if "@" in parts.netloc:
        netloc = f"{parts.netloc.rpartition('@')[0]}@{netloc}"
    path = _SESSION_PATH.sub("", parts.path) or "/"
    kept = [piece for piece in parts.query.split("&") if piece and not _SESSION_PARAMETER.match(piece)]
    return urlunsplit(SplitResult(scheme, netloc, path, "&".join(kept), ""))


def page_key(url: str) -> str:
    """What makes two URLs the same page: everything of a canonical URL but its scheme and the order of its
    parameters."""
    name = url.partition("://")[2]
    path, mark, query = name.partition("?")
    key = f"{path}?{'&'.join(sorted(query.split('&')))}" if mark and "&" in query else name
    return intern(key)  # a page is linked from many others; each keeps the same text, not its own


def host_of(url: str) -> str:
    """Host of ``url`` with its port where that is not the scheme's own; empty where there is none."""
    return urlsplit(url).netloc.rpartition("@")[2]


def with_scheme(url: str, scheme: str) -> str:
    """The same URL under another scheme; a URL with an explicit port stays as it is."""
    parts = urlsplit(url)
    return url if ":" in parts.netloc else urlunsplit(parts._replace(scheme=scheme))


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The part of ``host`` that somebody registered: its last two labels where the suffix is not listed.

    >>> registrable_domain("ebank.spdb.com.cn"), registrable_domain("www.bank.test")
    ('spdb.com.cn', 'bank.test')
    """
    name = host.partition(":")[0].lower().rstrip(".")
    if _is_ip_literal(name):
        return name
    found = _suffixes.extract_str(name)
    return str(found.top_domain_under_public_suffix) or ".".join(name.split(".")[-2:])


def is_public_suffix(host: str) -> bool:
    """True for ``com.cn`` and its like, under which anybody may register: no cookie is set for all of it.

    >>> is_public_suffix("com.cn"), is_public_suffix("spdb.com.cn"), is_public_suffix("localname")
    (True, False, False)
    """
    found = _suffixes.extract_str(host)
    return bool(found.suffix) and not found.domain


def domains_of(urls_or_hosts: tuple[str, ...]) -> frozenset[str]:
    """Registrable domains of a mixture of URLs and host names."""
    hosts = (host_of(entry) if "://" in entry else entry for entry in urls_or_hosts)
    return frozenset(registrable_domain(host) for host in hosts if host)


def is_within(url: str, domains: frozenset[str]) -> bool:
    """True where ``url`` stands under one of these registrable domains."""
    return registrable_domain(host_of(url)) in domains


def unsafe_reason(url: str) -> str | None:
    """Why ``url`` is never asked for, or None: scheme, user name, inner address, odd port, length."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "malformed"
    if parts.scheme not in _DEFAULT_PORTS:
        return f"scheme {parts.scheme or 'missing'}"
    if not host or len(url) > MAX_URL_CHARS:
        return "no host" if not host else f"longer than {MAX_URL_CHARS} characters"
    if "@" in parts.netloc:
        return "user name in the URL"
    if port is not None and port not in _PORTS:
        return f"port {port}"
    return _unsafe_host(host.rstrip("."))


@lru_cache(maxsize=4096)
def _unsafe_host(host: str) -> str | None:
    if host.rpartition(".")[2] in _LOCAL_NAMES or ("." not in host and ":" not in host):
        return "local name" if not _is_ip_literal(host) else "address literal"
    if not _is_ip_literal(host):
        return None
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "address literal"  # octal, hexadecimal or shortened: nobody writes these honestly
    return "address inside a network" if inner_reason(str(address)) else None


def _is_ip_literal(host: str) -> bool:
    """True for every spelling that a socket would take as an address, ``0x7f.1`` or ``2130706433`` too."""
    if ":" in host:
        return True
    try:
        socket.inet_aton(host)
    except (OSError, UnicodeError):
        return False
    return True
