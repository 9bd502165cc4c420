"""Names how an attempt ended that brought no response: Scrapy's, Twisted's and the browser's exceptions.

Enters: an exception. Leaves: an outcome and a detail. Exceptions are told apart by name, so that neither
Scrapy nor a browser has to be loaded for it; one that is not known is ``crashed``, our bug.
"""

from __future__ import annotations

import re

from collector.fetch.refrained import NotAskedError
from collector.words import Outcome

_BY_NAME = {
    "CannotResolveHostError": Outcome.DNS_FAILED,
    "DNSLookupError": Outcome.DNS_FAILED,
    "DownloadTimeoutError": Outcome.TIMEOUT,
    "TimeoutError": Outcome.TIMEOUT,
    "TCPTimedOutError": Outcome.TIMEOUT,
    "DownloadConnectionRefusedError": Outcome.CONNECT_FAILED,
    "TunnelError": Outcome.CONNECT_FAILED,
    "ResponseDataLossError": Outcome.CONNECT_FAILED,
    "ConnectionDone": Outcome.CONNECT_FAILED,
    "ConnectionLost": Outcome.CONNECT_FAILED,
    "ConnectError": Outcome.CONNECT_FAILED,
    "ConnectionRefusedError": Outcome.CONNECT_FAILED,
    "NoRouteError": Outcome.CONNECT_FAILED,
    "DownloadFailedError": Outcome.CONNECT_FAILED,
    "ResponseFailed": Outcome.CONNECT_FAILED,
    "ResponseNeverReceived": Outcome.CONNECT_FAILED,
    "TargetClosedError": Outcome.CONNECT_FAILED,
    "DownloadCancelledError": Outcome.TOO_LARGE,
    "TooLargeError": Outcome.TOO_LARGE,
    "UnsupportedURLSchemeError": Outcome.UNSAFE_URL,
    "UnsafeAddressError": Outcome.UNSAFE_URL,
    "LedAwayError": Outcome.WRONG_SITE,
    "DownloadOfferedError": Outcome.EMPTY,
    "VerificationError": Outcome.TLS_FAILED,
    "CertificateError": Outcome.TLS_FAILED,
}
_TLS = re.compile(
    r"\bSSL\b|OpenSSL|tlsv\d|certificate|handshake|ERR_(?:SSL|CERT)_|ERR_BAD_SSL", re.IGNORECASE
)
_BROWSER = (
    (re.compile(r"ERR_NAME_NOT_RESOLVED|ERR_DNS_"), Outcome.DNS_FAILED),
    (re.compile(r"Timeout \d+ms exceeded|ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT"), Outcome.TIMEOUT),
    (re.compile(r"ERR_(?:SSL|CERT)_|ERR_BAD_SSL"), Outcome.TLS_FAILED),
    (re.compile(r"net::ERR_"), Outcome.CONNECT_FAILED),
    # a tab that took too much memory ends so, by its own hand or by ours
    (re.compile(r"(?:Page|Target) crashed|page crashed"), Outcome.TOO_LARGE),
    (re.compile(r"has been closed"), Outcome.CONNECT_FAILED),
    (re.compile(r"interrupted by another navigation|is navigating|context was destroyed"), Outcome.TIMEOUT),
)
# which port a proxy had says nothing about the bank and would differ from run to run
_ADDRESS = re.compile(r" ?\b(?:\d{1,3}\.){3}\d{1,3}:\d+\b")
_DETAIL_CHARS = 200


def classify_exception(exc: BaseException) -> tuple[Outcome, str]:
    """Outcome of an attempt that ended in ``exc``; the detail starts with the exception's name."""
    text = _ADDRESS.sub("", " ".join(str(exc).split()))[:_DETAIL_CHARS]
    detail = f"{type(exc).__name__}: {text}" if text else type(exc).__name__
    if isinstance(exc, NotAskedError):
        return exc.outcome, exc.detail
    if type(exc).__name__ == "IgnoreRequest" and "DOWNLOAD_MAXSIZE" in text:
        return Outcome.TOO_LARGE, detail
    if type(exc).__module__.startswith("playwright"):
        return _classify_browser(str(exc)), detail
    return _classify_kind(exc), detail


def _classify_kind(exc: BaseException) -> Outcome:
    named = (_BY_NAME.get(kind.__name__) for kind in type(exc).__mro__)
    outcome = next((outcome for outcome in named if outcome), None)
    is_tls = type(exc).__module__.startswith("OpenSSL") if outcome is None else _TLS.search(str(exc))
    if is_tls and outcome in {None, Outcome.CONNECT_FAILED}:
        return Outcome.TLS_FAILED
    return outcome or Outcome.CRASHED


def _classify_browser(text: str) -> Outcome:
    return next((outcome for pattern, outcome in _BROWSER if pattern.search(text)), Outcome.CRASHED)
