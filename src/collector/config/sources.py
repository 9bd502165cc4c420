"""The ``sources`` of config/sites/<bank_id>.yml as records.

What enters: validated entries, the domains that are the bank's, the taxonomy's ids, the place. What leaves:
product sources. What one key alone cannot tell is wrong is checked in :mod:`collector.config.source_checks`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from collector.config.fields import Count, Entry, Id, Text, Url, bad
from collector.config.source_checks import Known, check_source
from collector.declared.records import Field as DeclaredField
from collector.declared.records import Paging, ProductSource, Reply, Template

if TYPE_CHECKING:
    from collector.config.places import Place

_EMPTY: Any = Field(default_factory=dict)
_DEFAULT_FIRST = {"none": 1, "page": 1, "offset": 0}


def _spelt_out(value: object) -> object:
    """``code: prdNo`` is short for ``code: {path: prdNo}``."""
    return {"path": value} if isinstance(value, str) else value


def _plain(value: object) -> object:
    """YAML lists as JSON lists."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _is_jsonable(value: object) -> object:
    if not isinstance(value, dict | tuple):
        raise bad(f"{value!r} is no JSON object or list", "write `key: value` pairs or a list")
    return value


class _Request(Entry):
    method: Literal["GET", "POST"] = "GET"
    url: Url
    query: Annotated[dict[str, str], _EMPTY]
    form: Annotated[dict[str, str], _EMPTY]
    json_body: Annotated[object, BeforeValidator(_is_jsonable)] = None
    headers: Annotated[dict[Literal["Referer", "Origin", "X-Requested-With", "Accept"], Text], _EMPTY]
    cookies_from: Url | None = None
    render: bool = False


class _Paging(Entry):
    by: Literal["none", "page", "offset"] = "none"
    first: Count | None = None
    size: Annotated[int, Field(ge=1, le=10_000)] | None = None
    total_rows: Text | None = None
    total_pages: Text | None = None
    until_empty: bool = False
    max_pages: Annotated[int, Field(ge=1, le=500)] | None = None


class _Reply(Entry):
    form: Literal["json", "jsonp", "js_literal", "xml", "html", "json_in_attribute"]
    rows: Text
    attribute: Text | None = None
    nothing_here: Text | None = None
    charset: Literal["utf-8", "gb18030"] | None = None


class _Field(Entry):
    path: str
    pattern: Text | None = None
    unit: Literal["yuan", "wan", "percent", "share"] | None = None
    values: Annotated[dict[str, str], _EMPTY]


class SourceEntry(Entry):
    """One entry of ``sources``."""

    id: Id
    is_on: bool
    reason: Text
    year: Annotated[int, Field(ge=2000, le=2100)]
    channel: Id = "unstated"
    business_line: Id | None = None
    request: _Request
    paging: _Paging = _Paging()
    reply: _Reply
    fields: dict[str, Annotated[_Field, BeforeValidator(_spelt_out)]]


def make_sources(entries: tuple[SourceEntry, ...], known: Known, place: Place) -> tuple[ProductSource, ...]:
    """The sources of a file, in its order. Raises ConfigError."""
    sources: list[ProductSource] = []
    for number, entry in enumerate(entries):
        source, here = _source(entry), place.at("sources", number)
        if source.source_id in {other.source_id for other in sources}:
            raise here.error("id", problem=f"{source.source_id!r} stands twice", fix="give each its own")
        check_source(source, known, here)
        sources.append(source)
    return tuple(sources)


def _source(entry: SourceEntry) -> ProductSource:
    asked, paging, reply = entry.request, entry.paging, entry.reply
    body = None if asked.json_body is None else json.dumps(_plain(asked.json_body), ensure_ascii=False)
    first = _DEFAULT_FIRST[paging.by] if paging.first is None else paging.first
    return ProductSource(
        source_id=entry.id,
        is_on=entry.is_on,
        reason=entry.reason,
        year=entry.year,
        channel_id=entry.channel,
        business_line_id=entry.business_line,
        request=Template(
            method=asked.method,
            url=asked.url,
            query=tuple(asked.query.items()),
            form=tuple(asked.form.items()),
            json_body=body,
            headers=tuple(asked.headers.items()),
            cookies_from=asked.cookies_from,
            is_rendered=asked.render,
        ),
        paging=Paging(
            by=paging.by,
            first=first,
            size=paging.size,
            total_rows=paging.total_rows,
            total_pages=paging.total_pages,
            is_until_empty=paging.until_empty,
            max_pages=paging.max_pages or (1 if paging.by == "none" else 0),
        ),
        reply=Reply(
            form=reply.form,
            rows=reply.rows,
            attribute=reply.attribute,
            nothing_here=reply.nothing_here,
            charset=reply.charset,
        ),
        fields=tuple(
            DeclaredField(name, one.path, one.pattern, one.unit, tuple(one.values.items()))
            for name, one in entry.fields.items()
        ),
    )
