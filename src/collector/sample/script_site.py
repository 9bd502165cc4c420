"""Sites whose pages are an empty shell until a script has run.

``script_html``: one string of HTML inside JSON is put into the page. ``script_blocks``: elements are made
one by one from a description. In both, the bytes hold no readable Chinese text: it is escaped inside the
JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample.page import Page, Reply, SitePlan
from collector.sample.render import (
    SCRIPT,
    as_json,
    block_values,
    copyright_line,
    html_reply,
    page_html,
    raw,
    render,
    template_text,
)  # fmt: skip

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite

BUILD_PATH = "/static/build.js"
_PUT_HTML = (
    "var s=JSON.parse(document.getElementById('state').textContent);document.title=s.title;"
    "document.getElementById('app').innerHTML=s.html;"
)
_BUILD = "buildPage(JSON.parse(document.getElementById('state').textContent),document.getElementById('app'));"


def script_replies(site: SampleSite, plan: SitePlan) -> dict[str, Reply]:
    """Path → shell of every page, and the script that builds them."""
    replies = {page.path: html_reply(site, _shell(site, plan, page)) for page in plan.pages}
    replies[BUILD_PATH] = build_reply()
    return replies


def build_reply() -> Reply:
    """The script that makes elements from blocks."""
    return Reply(200, f"{SCRIPT}; charset=utf-8", template_text("build.js").encode("utf-8"))


def _shell(site: SampleSite, plan: SitePlan, page: Page) -> str:
    if site.kind == "script_html":
        whole = page_html(site, plan, page)
        state: dict[str, object] = {"title": _title(site, page), "html": _inside(whole)}
        script = _PUT_HTML
    else:
        state = _description(site, plan, page)
        script = _BUILD
    return render("shell.html.j2", site=site, state=raw(as_json(state)), script=raw(script))


def _title(site: SampleSite, page: Page) -> str:
    return f"{page.title}_{site.short_name_zh}" if page.trail else page.title


def _inside(html: str) -> str:
    style = html[html.index("<style>") : html.index("</style>") + len("</style>")]
    return style + html[html.index("<header>") : html.index("</body>")]


def _description(site: SampleSite, plan: SitePlan, page: Page) -> dict[str, object]:
    return {
        "title": _title(site, page),
        "style": template_text("style.css"),
        "brand": site.short_name_zh,
        "menu": [{"text": entry.text, "path": entry.path} for entry in plan.menu],
        "trail": " > ".join(("首页", *page.trail)),
        "heading": page.title,
        "blocks": block_values(page.blocks),
        "copyright": copyright_line(site),
    }
