"""Jinja2 environment of the sample and the pages common to several techniques.

Enters: pages and sites. Leaves: HTML text (not yet encoded). No clock, no randomness: same input, same
text.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from collector.sample import phrases
from collector.sample.page import Block, Page, Reply, SitePlan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.sample.sites import SampleSite

_TEMPLATES = Path(__file__).parent / "templates"
HTML = "text/html"
SCRIPT = "application/javascript"


def _halves(text: str) -> list[str]:
    """A text cut in two after its first character, as a word processor's markup does."""
    return [part for part in (text[:1], text[1:]) if part]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    environment.filters["halves"] = _halves
    return environment


@cache
def template_text(name: str) -> str:
    """The text of a file under templates/ that is sent as it stands."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def render(name: str, **values: object) -> str:
    """The template ``name`` filled with ``values``; a missing value is an error."""
    return _environment().get_template(name).render(**values)


def raw(text: str) -> Markup:
    """Mark our own script, style or JSON text as needing no HTML escapes."""
    return Markup(text)  # noqa: S704 - our own templates and JSON with "<" escaped, never input


def as_json(value: object) -> str:
    r"""JSON in ASCII with ``<`` escaped, as it stands inside a script element."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def block_values(blocks: Sequence[Block]) -> list[dict[str, object]]:
    """Blocks as JSON values for templates/build.js."""
    return [asdict(block) for block in blocks]


def copyright_line(site: SampleSite) -> str:
    """Foot of every page."""
    return phrases.COPYRIGHT.format(name=site.name_zh)


def page_html(site: SampleSite, plan: SitePlan, page: Page, *, fill_script: str = "") -> str:
    """A page as its look and its site's layout want it; with ``fill_script`` its content is left out."""
    return render(
        "frameset.html.j2" if page.look == "frameset" else "page.html.j2",
        site=site,
        menu=plan.menu if page.menu is None else page.menu,
        page=page,
        style=raw(template_text("style.css")),
        copyright=copyright_line(site),
        is_filled=bool(fill_script),
        fill_script=raw(fill_script),
    )


def html_reply(site: SampleSite, text: str, *, status: int = 200, delay_seconds: float = 0.0) -> Reply:
    """HTML encoded as the site encodes it, under the charset that its header claims."""
    charset = f"; charset={site.header_charset}" if site.header_charset else ""
    return Reply(status, HTML + charset, text.encode(site.body_encoding), delay_seconds=delay_seconds)


def notice_reply(site: SampleSite, title: str, text: str, *, status: int) -> Reply:
    """A short page of one sentence: not found, maintenance."""
    body = render("notice.html.j2", title=title, text=text)
    return Reply(status, f"{HTML}; charset=utf-8", body.encode("utf-8"))
