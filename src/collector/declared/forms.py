"""Bytes of a declared source's reply → its rows, by the one form that its declaration names.

Enters: body and Content-Type. Leaves: rows, totals, and whether an empty list is proved empty. Refuses
(MisfitError) a reply of another form, a row path that is not there, and no rows without the declared proof.
Nothing is evaluated: JavaScript literals are read as JSON5, so expressions and bare words are refused too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyjson5
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from collector.declared.trees import HtmlTree, JsonTree, MisfitError, Tree, XmlTree
from collector.decode import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.declared.records import ProductSource, Reply

_CALLBACK = re.compile(r"^\s*(?:/\*.*?\*/)?\s*(?:[\w$.]+\s*)?\(\s*(.*?)\s*\)\s*;?\s*$", re.DOTALL)
_ASSIGNED = re.compile(r"^\s*(?:(?:var|let|const)\s+)?[\w$.]+\s*=\s*(.*?)\s*;?\s*$", re.DOTALL)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DEEPEST = 60
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Rows:
    """Products of one reply, the tree to read them from, and what it says of the whole list."""

    tree: Tree
    found: Sequence[Any]
    total_rows: int | None
    total_pages: int | None
    encoding: str


def read_rows(source: ProductSource, body: bytes, content_type: str | None, *, n_before: int = 0) -> Rows:
    """Rows of a reply; ``n_before`` rows before it make a page without any the end of the list.

    MisfitError where the reply is not what is declared.
    """
    reply, paging = source.reply, source.paging
    text, encoding = _text(reply, body, content_type)
    tree = parse_reply(reply, text)
    if reply.nothing_here and tree.has(reply.nothing_here):
        return Rows(tree, (), 0, None, encoding)
    found = tree.rows(_row_path(reply))
    if not found and not (n_before and paging.is_until_empty):
        raise MisfitError(f"no rows at {reply.rows!r}, and nothing_here is not met")
    total_rows = _total(tree, paging.total_rows, "total_rows")
    total_pages = _total(tree, paging.total_pages, "total_pages")
    return Rows(tree, found, total_rows, total_pages, encoding)


def parse_reply(reply: Reply, text: str) -> Tree:
    """The tree of a reply's text. MisfitError where it is of another form."""
    match reply.form:
        case "html":
            return HtmlTree(LexborHTMLParser(text))
        case "xml":
            return XmlTree(_xml(text))
        case "json":
            return JsonTree(_json(text))
        case "jsonp":
            match = None if text.lstrip()[:1] in {"{", "["} else _CALLBACK.match(text)
            return JsonTree(_json(match[1] if match else text))
        case "js_literal":
            return JsonTree(_literal(text))
        case _:
            nodes = LexborHTMLParser(text).css(reply.rows)
            held = [node.attributes.get(reply.attribute or "") for node in nodes]
            return JsonTree([_literal(value) for value in held if value])


def _text(reply: Reply, body: bytes, content_type: str | None) -> tuple[str, str]:
    if reply.charset is None:
        decoded = decode(body, content_type)
        return decoded.text, decoded.encoding
    try:
        return body.decode(reply.charset), reply.charset
    except UnicodeDecodeError:
        raise MisfitError(f"the bytes are not {reply.charset}") from None


def _row_path(reply: Reply) -> str:
    return "@" if reply.form == "json_in_attribute" else reply.rows


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise MisfitError(f"not JSON: {_shown(text)}") from None


def _literal(text: str) -> Any:
    """The literal alone, in brackets, in a call or assigned to a name."""
    if text.lstrip()[:1] not in {"{", "["}:
        match = _CALLBACK.match(text) or _ASSIGNED.match(text)
        text = match[1] if match else text
    try:
        return pyjson5.decode(text.strip().removesuffix(";"), maxdepth=_DEEPEST)
    except pyjson5.Json5DecoderException:
        raise MisfitError(f"no JavaScript literal: {_shown(text)}") from None


def _xml(text: str) -> Any:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise MisfitError("the XML brings a document type of its own, which is not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(_XML_DECLARATION.sub("", text).strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise MisfitError(f"not XML: {_shown(text)}") from None


def _total(tree: Tree, path: str | None, key: str) -> int | None:
    if path is None:
        return None
    said = tree.at_root(path)
    match = re.search(r"\d+", said.replace(",", "")) if said else None
    if match is None:
        raise MisfitError(f"{key} {path!r} holds no number")
    return int(match[0])


def _shown(text: str) -> str:
    head = " ".join(text[: 4 * _SHOWN].split())
    return repr(head[:_SHOWN])
