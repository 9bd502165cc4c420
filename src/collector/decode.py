"""Bytes of a page → text and the name of the encoding that read it; or that they are no text but a PDF.

Enters: the body and the Content-Type header as they came. Leaves: text, encoding, and whether the text
looks misread. Refuses encodings that no browser knows, and to trust a declaration over the bytes: many bank
pages say gb2312 over a UTF-8 body, which reads as clean-looking rubbish, so strict UTF-8 is always tried
first.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDENED = frozenset({"gb2312", "gbk", "hz", "euc_cn"})
# what browsers read (encoding.spec.whatwg.org), as Python names it; others may be no encoding of text at all
_KNOWN = frozenset(
    {
        *("gb18030", "big5", "big5hkscs", "euc_jp", "shift_jis", "iso2022_jp", "euc_kr", "cp949", "koi8-r"),
        *("koi8-u", "mac-roman", "utf-16", "utf-16-le", "utf-16-be", "cp866", "ascii"),
        *(f"iso8859-{n}" for n in (*range(1, 12), *range(13, 17))),
        *(f"cp{n}" for n in (874, *range(1250, 1259))),
    }
)
_PDF_TYPES = frozenset({"application/pdf", "application/x-pdf"})
_PDF_HEAD = 1024
_META_BYTES = 8192
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_ASCII_AS_SPACE = bytes(128).replace(b"\0", b" ") + bytes(range(128, 256))
_CJK = re.compile(r"[\u4e00-\u9fff]+")
# characters that UTF-8 punctuation and the commonest words turn into when read as GBK, then as Latin-1
_MISREAD_GBK = re.compile(r"[锛銆鈥鐨閾涓鍜浠鎴骞璁鍙鏄勬彁鍏锟]")
_MISREAD_LATIN = re.compile(r"[ÃÂ][\x80-\xbf¡-¿]|[äåæçèé][\x80-\xbf¡-¿‚-™Œ-ž]{2}|[ÐÑÒÓÔÕÖ×ØÙ][¡-ÿ]")
_LATIN_LEAD = re.compile("[Â-é]")
_MISREAD_SHARE = 0.04
_A_SURNAME, _A_FEW_NAMES = 2, 5  # so many strange characters are no trace yet


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a body, the encoding it was read with, and whether it looks misread (mojibake)."""

    text: str
    encoding: str
    is_mojibake: bool


def is_pdf(body: bytes, content_type: str | None) -> bool:
    """True for a PDF by its first bytes, or by its type where it is no page (a server saying sorry)."""
    start = body[:_PDF_HEAD].lstrip()
    media_type = (content_type or "").partition(";")[0].strip().lower()
    return start.startswith(b"%PDF") or (media_type in _PDF_TYPES and not start.startswith(b"<"))


@lru_cache(maxsize=2)  # a page is read several times in a row
def decode(body: bytes, content_type: str | None) -> Decoded:
    """Read ``body`` as text; never raises: bytes that no encoding explains become U+FFFD.

    Order: byte order mark; strict UTF-8; charset of the header, then of the page's meta tags, with gb2312
    and gbk widened to gb18030, strict; then whichever of UTF-8 and gb18030 leaves less unread.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :].decode(encoding, errors="replace"), encoding)
    strict = _strict(body, "utf-8")
    if strict is not None:
        return _decoded(strict, "utf-8")
    for encoding in _declared(body, content_type):
        text = _strict(body, encoding)
        if text is not None and not is_mojibake(text):
            return _decoded(text, encoding)
    encoding = _detect(body)
    return _decoded(body.decode(encoding, errors="replace"), encoding)


def is_mojibake(text: str) -> bool:
    """True where the text holds the traces that UTF-8 or GBK leaves when read as something else."""
    if text.isascii():
        return False
    foreign = b" ".join(text.encode(errors="replace").translate(_ASCII_AS_SPACE).split()).decode()
    n_cjk = sum(map(len, _CJK.findall(foreign)))
    if foreign.count("\ufffd") > _MISREAD_SHARE * len(text):
        return True
    if n_cjk and (n_traces := len(_MISREAD_GBK.findall(foreign))) > _MISREAD_SHARE * n_cjk:
        return n_traces > _A_SURNAME
    if _LATIN_LEAD.search(foreign) is None:
        return False
    n_latin = len(_MISREAD_LATIN.findall(foreign))
    return n_latin > _A_FEW_NAMES and n_latin > n_cjk


def _decoded(text: str, encoding: str) -> Decoded:
    return Decoded(text=text, encoding=encoding, is_mojibake=is_mojibake(text))


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    """Encodings that header and page name, widened, known to browsers, without UTF-8 (already tried)."""
    names = [match[1] for match in [_HEADER_CHARSET.search(content_type or "")] if match]
    head = body[:_META_BYTES]
    names += [
        name.decode("ascii", "replace") for name in _XML_CHARSET.findall(head) + _META_CHARSET.findall(head)
    ]
    seen = {"utf_8", "utf-8"}
    for name in names:
        try:
            known = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        encoding = "gb18030" if known in _WIDENED else known
        if encoding in _KNOWN and encoding not in seen:
            seen.add(encoding)
            yield encoding


def _detect(body: bytes) -> str:
    """UTF-8 where nearly all high bytes form its sequences (a torn tail, one stray byte), else gb18030."""
    n_high = len(_HIGH_BYTES.findall(body))
    n_utf8 = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(body))
    # bytes of GBK text form three-byte UTF-8 sequences by chance far below this share
    return "utf-8" if n_utf8 >= 0.9 * n_high else "gb18030"
