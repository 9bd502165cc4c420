"""The links of a page, with what surrounds them.

Enters: the text of an HTML page and its URL. Leaves: canonical absolute links in document order, each once,
with anchor text and the words of the region it stands in. Refuses documents, images and programs (they are no
pages), logins (never entered) and unsafe URLs. Nothing is asked for here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from collector.fetch.limits import MAX_PAGE_LINKS
from collector.fetch.pages import is_login_url
from collector.fetch.text import parse
from collector.fetch.traps import is_endless_path
from collector.fetch.urls import canonical_url, page_key, unsafe_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

FRAME_REGION = "frame"
"""Region of a link that is a frame: its content belongs to the page that holds it."""

SITEMAP_REGION = "sitemap"
"""Region of a link from a sitemap to another sitemap."""

_FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|rtf|csv|zip|rar|7z|gz|tar|exe|msi|apk|ipa|dmg|cab|iso|jpe?g|png|gif|bmp"
    r"|webp|svg|ico|tiff?|mp3|mp4|avi|wmv|flv|swf|mov|css|js|json|xml|woff2?|ttf|eot)$",
    re.IGNORECASE,
)
_IN_SCRIPT = re.compile(
    r"""["']((?:https?://|\.{0,2}/)?[^"'\s<>()]*?\.(?:s?html?|jsp|jspx|do|aspx?|php)(?:[?#][^"'\s<>]*)?)["']"""
    r"""|["']((?:https?://|/)[^"'\s<>()]+)["']"""
)
_TAGS = "a[href], area[href], frame[src], iframe[src], [onclick], meta[http-equiv]"
_REFRESH = re.compile(r"""url\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_REGION_TAGS = frozenset({"nav", "header", "footer", "aside", "main", "section"})
_HEADINGS = "h1, h2, h3, h4, h5, h6, dt, legend, caption"
_FRAME_TAGS = frozenset({"frame", "iframe"})
_ROOTED = re.compile(r"/(?![/.])(?!.*/\.)[\w./?=&-]*", re.ASCII)
_SPACES = re.compile(r"\s+")
_MAX_TEXT_CHARS = 80
_MAX_REGION_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``text`` is what it says (else its title or alt text), ``region`` what stands around it."""

    url: str
    text: str
    region: str


def find_links(page: str, url: str) -> list[Link]:
    """Links of ``page`` as it came from ``url``, frames first (their content belongs to the page itself).

    Of a page with thousands of links the first MAX_PAGE_LINKS are taken.
    """
    tree = parse(page)
    base_node = tree.css_first("base[href]")
    base = urljoin(url, (base_node.attributes.get("href") or "").strip()) if base_node else url
    frames: dict[str, Link] = {}
    links: dict[str, Link] = {}
    own = page_key(canonical_url(url) or url)
    around: dict[int, _Around] = {}
    for node in tree.css(_TAGS):
        if len(links) >= MAX_PAGE_LINKS:
            break
        for target in _targets(node):
            absolute = _absolute(base, target)
            if absolute is None or page_key(absolute) == own:
                continue
            found = frames if node.tag in _FRAME_TAGS else links
            key = page_key(absolute)
            if key not in found or (not found[key].text and _text_of(node)):
                found[key] = Link(absolute, _text_of(node), _region_of(node, around))
    return list((frames | {key: link for key, link in links.items() if key not in frames}).values())


def is_page_url(url: str) -> bool:
    """True where a page may stand behind the URL: no document, no login, no endless path, nothing unsafe."""
    path = urlsplit(url).path
    if _FILES.search(path) or is_login_url(url) or is_endless_path(path):
        return False
    return unsafe_reason(url) is None


def _targets(node: LexborNode) -> Iterator[str]:
    """Raw targets of one element: its attribute, or addresses written in its script."""
    attributes = node.attributes
    if node.tag == "meta":
        if (attributes.get("http-equiv") or "").lower() == "refresh":
            yield from _REFRESH.findall(attributes.get("content") or "")
        return
    target = (attributes.get("href" if node.tag in {"a", "area"} else "src") or "").strip()
    if target and not target.lower().startswith(("javascript:", "mailto:", "tel:", "data:", "about:", "#")):
        yield target
    for script in (
        target if target.lower().startswith("javascript:") else "",
        attributes.get("onclick") or "",
    ):
        for match in _IN_SCRIPT.finditer(script):
            yield match[1] or match[2]


def _absolute(base: str, target: str) -> str | None:
    try:
        url = canonical_url(_joined(base, re.sub(r"[\r\n\t]+", "", target)))
    except ValueError:
        return None
    return url if url and is_page_url(url) else None


def _joined(base: str, target: str) -> str:
    """``urljoin``, short where the target starts at the root."""
    if not _ROOTED.fullmatch(target):
        return urljoin(base, target)
    scheme, _, rest = base.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{target}"


def _text_of(node: LexborNode) -> str:
    text = node.text(separator=" ").strip()
    if not text:
        image = node.css_first("img[alt], img[title]")
        told = image.attributes if image else {}
        text = node.attributes.get("title") or told.get("alt") or told.get("title") or ""
    return _SPACES.sub(" ", text).strip()[:_MAX_TEXT_CHARS]


@dataclass(frozen=True, slots=True)
class _Around:
    """What one element says of the links in it: landmark, id and class, and the first heading it holds."""

    words: str
    heading: str


def _region_of(node: LexborNode, known: dict[int, _Around]) -> str:
    """Tag, id and class of the landmarks around a link, and the nearest heading above it.

    ``known`` holds the elements of the page already looked at: a list of ten thousand links is read once.
    """
    if node.tag in _FRAME_TAGS:
        return FRAME_REGION
    words: list[str] = []
    heading = ""
    place = node.parent
    for _ in range(_MAX_REGION_LEVELS):
        if place is None or place.tag in {"body", "html"}:
            break
        around = known.get(place.mem_id) or known.setdefault(place.mem_id, _look_around(place))
        words.append(around.words)
        heading = heading or around.heading
        place = place.parent
    return _SPACES.sub(" ", " ".join([heading, *words])).strip()


def _look_around(place: LexborNode) -> _Around:
    attributes = place.attributes
    landmark = place.tag or "" if place.tag in _REGION_TAGS else ""
    heading = place.css_first(_HEADINGS)
    return _Around(
        " ".join((landmark, attributes.get("id") or "", attributes.get("class") or "")),
        heading.text(separator=" ")[:_MAX_TEXT_CHARS] if heading else "",
    )
