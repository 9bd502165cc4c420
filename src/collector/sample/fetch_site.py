"""Sites whose furniture is static while the content of /life/ and /product/ comes by a second request.

``fetch_json``: fetch() of JSON under /api/. ``fetch_jsonp``: a script element whose text calls a function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample.page import Page, Reply, SitePlan
from collector.sample.render import SCRIPT, as_json, block_values, html_reply, page_html
from collector.sample.script_site import BUILD_PATH, build_reply

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite

FILLED_FOLDERS = ("/life/", "/product/")
_FETCH = (
    "fetch('{data}').then(function(r){{return r.json();}})"
    ".then(function(d){{buildBlocks(d.data.blocks,document.getElementById('content'));}});"
)
_CALL_BACK = (
    "function showContent(d){{buildBlocks(d.blocks,document.getElementById('content'));}}"
    "var s=document.createElement('script');s.src='{data}?callback=showContent';document.body.appendChild(s);"
)


def fetch_replies(site: SampleSite, plan: SitePlan) -> dict[str, Reply]:
    """Path → reply of every page and of every data address."""
    replies = {BUILD_PATH: build_reply()}
    for page in plan.pages:
        if not page.path.startswith(FILLED_FOLDERS):
            replies[page.path] = html_reply(site, page_html(site, plan, page))
            continue
        data_path, fill_script = _data_address(site, page)
        replies[page.path] = html_reply(site, page_html(site, plan, page, fill_script=fill_script))
        replies[data_path] = _data_reply(site, page)
    return replies


def _data_address(site: SampleSite, page: Page) -> tuple[str, str]:
    name = page.path.removesuffix(site.suffix)
    if site.kind == "fetch_json":
        path = f"/api{name}.json"
        return path, _FETCH.format(data=path)
    path = f"/api{name}.js"
    return path, _CALL_BACK.format(data=path)


def _data_reply(site: SampleSite, page: Page) -> Reply:
    blocks = block_values(page.blocks)
    if site.kind == "fetch_json":
        body = as_json({"code": "0", "data": {"blocks": blocks}})
        return Reply(200, "application/json", body.encode("ascii"))
    return Reply(200, SCRIPT, f"showContent({as_json({'blocks': blocks})});".encode("ascii"))
