"""What no single key of a declared source tells is wrong.

What enters: one source, the words and domains that exist, its place. What leaves: nothing, or a ConfigError
that names file, line, key and fix: a foreign host, a placeholder that nothing fills, paging without a stop,
a path that does not parse, a word outside a closed list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jmespath
from jmespath.exceptions import JMESPathError
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from collector.config.schema import near
from collector.declared.calls import PLACEHOLDER, PLACEHOLDERS
from collector.declared.records import (
    ATTRIBUTES,
    JSON_FORMS,
    RISK_LEVELS,
    STATUSES,
    Field,
    ProductSource,
)
from collector.declared.trees import split_css
from collector.declared.values import CURRENCY_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.config.places import Place

_HOST = re.compile(r"^https?://(?:[^/@]*@)?([^/:?]+)")
_UNITS = {
    "min_amount": {"yuan", "wan"},
    **{key: {"percent", "share"} for key in ("yield", "yield_low", "yield_high")},
}
_WORDS = {"risk": RISK_LEVELS, "status": STATUSES, "currency": tuple(sorted(CURRENCY_CODES))}
REFERENCE = "docs/reference/site-files.md"


@dataclass(frozen=True, slots=True)
class Known:
    """Hosts that are the bank's (with what stands below them), and the ids that a source may name."""

    domains: frozenset[str]
    channel_ids: frozenset[str]
    business_line_ids: frozenset[str]


def check_source(source: ProductSource, known: Known, place: Place) -> None:
    """ConfigError for the first thing that does not fit."""
    request = source.request
    for key, url in (("url", request.url), ("cookies_from", request.cookies_from)):
        if url:
            _check_host(url, known.domains, place.at("request"), key)
    if source.channel_id not in known.channel_ids | {"unstated"}:
        problem = f"no channel {source.channel_id!r}{near(source.channel_id, known.channel_ids)}"
        raise place.error("channel", problem=problem, fix="use an id of taxonomy/channels.yml or unstated")
    if source.business_line_id not in known.business_line_ids | {None}:
        problem = f"no business line {source.business_line_id!r}"
        raise place.error("business_line", problem=problem, fix="use an id of taxonomy/business_lines.yml")
    _check_body(source, place.at("request"))
    _check_paging(source, place.at("paging"))
    _check_placeholders(source, place.at("request"))
    _check_reply(source, place)
    _check_fields(source, place.at("fields"))


def _check_host(url: str, domains: frozenset[str], place: Place, key: str) -> None:
    if "#" in url:
        raise place.error(key, problem=f"{url!r} has a fragment, which is not sent", fix="leave it out")
    match = _HOST.match(url)
    host = match[1].lower() if match else ""
    if not any(host == domain or host.endswith(f".{domain}") for domain in domains):
        problem = f"{host} is none of the bank's hosts ({', '.join(sorted(domains))})"
        fix = "add the host to the bank's domains in banks.csv, or to more_domains here with the reason"
        raise place.error(key, problem=problem, fix=fix)


def _check_body(source: ProductSource, place: Place) -> None:
    request = source.request
    if request.form and request.json_body is not None:
        raise place.error("json_body", problem="form and json_body are both given", fix="keep one")
    has_body = bool(request.form) or request.json_body is not None
    if request.method == "GET" and has_body:
        raise place.error("method", problem="a GET has no body", fix="write POST, or move form to query")
    if request.is_rendered and (request.method != "GET" or request.headers or request.cookies_from):
        problem = "a browser asks with GET and its own headers"
        raise place.error("render", problem=problem, fix="leave out method, headers and cookies_from")


def _check_paging(source: ProductSource, place: Place) -> None:
    paging = source.paging
    if paging.by == "none":
        if paging.max_pages > 1 or paging.is_until_empty:
            raise place.error("by", problem="one page, but pages to go on to", fix="write page or offset")
        return
    if not (paging.total_rows or paging.total_pages or paging.is_until_empty):
        fix = "name total_rows or total_pages, or write until_empty: true"
        raise place.error("by", problem="nothing says where the pages stop", fix=fix)
    if paging.max_pages == 0:
        raise place.error("max_pages", problem="the key is missing", fix="write the pages to ask for at most")
    if paging.by == "offset" and paging.size is None:
        raise place.error("size", problem="the key is missing", fix="write the rows of a page")


def _check_placeholders(source: ProductSource, place: Place) -> None:
    request, paging = source.request, source.paging
    texts = [
        ("url", request.url),
        *(("query", value) for _, value in request.query),
        *(("form", value) for _, value in request.form),
        ("json_body", request.json_body or ""),
    ]
    filled = {paging.by} & set(PLACEHOLDERS) | ({"size"} if paging.size is not None else set())
    named: set[str] = set()
    for key, text in texts:
        for name in PLACEHOLDER.findall(text):
            if name not in filled:
                known = ", ".join(f"{{{one}}}" for one in sorted(filled)) or "none here"
                problem = f"nothing fills {{{name}}} (known: {known})"
                raise place.error(key, problem=problem, fix=f"see paging in {REFERENCE}")
            named.add(name)
    if paging.by != "none" and paging.by not in named:
        problem = f"{{{paging.by}}} stands nowhere, so every page would be the first"
        raise place.error(
            "url", problem=problem, fix=f"write {{{paging.by}}} into url, query, form or json_body"
        )


def _check_reply(source: ProductSource, place: Place) -> None:
    reply, paging = source.reply, source.paging
    if (reply.form == "json_in_attribute") != (reply.attribute is not None):
        problem = "it goes with form json_in_attribute, and only with it"
        raise place.error("reply", "attribute", problem=problem, fix="name the attribute, or leave it out")
    rows_form = "html" if reply.form == "json_in_attribute" else reply.form
    paths: list[tuple[tuple[str, str], str, str | None]] = [
        (("reply", "rows"), rows_form, reply.rows),
        (("reply", "nothing_here"), reply.form, reply.nothing_here),
        (("paging", "total_rows"), reply.form, paging.total_rows),
        (("paging", "total_pages"), reply.form, paging.total_pages),
    ]
    for keys, form, path in paths:
        said = _path_problem(form, path) if path is not None else None
        if said is not None:
            raise place.error(*keys, problem=f"{path!r} {said}", fix=f"see paths in {REFERENCE}")


def _check_fields(source: ProductSource, place: Place) -> None:
    if "name" not in {field.attribute for field in source.fields}:
        raise place.error("name", problem="the key is missing", fix="say where the product's name stands")
    for field in source.fields:
        here = place.at(field.attribute)
        if field.attribute not in ATTRIBUTES:
            problem = f"unknown attribute{near(field.attribute, ATTRIBUTES)}"
            raise here.error(problem=problem, fix=f"use one of {', '.join(ATTRIBUTES)}")
        for key, problem in _field_problems(field, source.reply.form):
            raise here.error(key, problem=problem, fix=f"see fields in {REFERENCE}")


def _field_problems(field: Field, form: str) -> Iterator[tuple[str, str]]:
    if problem := _path_problem(form, field.path):
        yield "path", f"{field.path!r} {problem}"
    if field.unit and field.unit not in _UNITS.get(field.attribute, set()):
        yield "unit", f"{field.unit} is no unit of {field.attribute}"
    if field.pattern is not None:
        try:
            groups = re.compile(field.pattern).groups
        except re.error as error:
            yield "pattern", f"{field.pattern!r} is no pattern ({error})"
            return
        if groups != 1:
            yield "pattern", f"{field.pattern!r} has {groups} groups, it needs one"
    if field.attribute == "status" and not field.values:
        yield "values", "status needs its closed map"
    words = _WORDS.get(field.attribute)
    for word in dict(field.values).values() if words else ():
        if word not in (words or ()):
            yield "values", f"{word!r} is none of {', '.join(words or ())}"
    if field.values and words is None and field.attribute != "term":
        yield "values", f"{field.attribute} takes no map"


def _path_problem(form: str, path: str) -> str | None:
    try:
        if form in JSON_FORMS:
            jmespath.compile(path)
        elif form == "xml":
            place = path.partition("@")[0].rstrip("/")
            if place not in {"", "."}:
                etree.fromstring("<a/>").find(place)
        elif selector := split_css(path)[0]:
            LexborHTMLParser("<p></p>").css_first(selector)
    except (JMESPathError, SyntaxError, SelectolaxError, ValueError) as error:
        return f"does not parse ({' '.join(str(error).split())[:80]})"
    return None
