"""How deep the pages of a planned site lie, counted over the links of its plan."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.sample.page import Link, SitePlan


def place(link: str, plan: SitePlan) -> str:
    """The page that a link of the plan leads to: without its session id, and ``/`` as the home page."""
    path = re.sub(r";jsessionid=\w+", "", link)
    return plan.pages[0].path if path == "/" else path


def depths(plan: SitePlan) -> dict[str, int]:
    """Least number of links from the home page; what a frame shows lies as deep as its page."""
    pages = {page.path: page for page in (*plan.pages, *plan.copies)}
    found = {plan.pages[0].path: 0}
    queue = deque(found)
    while queue:
        path = queue.popleft()
        page = pages.get(path)
        if page is None:
            continue
        own_menu = () if page.look != "whole" else plan.menu
        menu = own_menu if page.menu is None else page.menu
        steps = [(link, 1) for link in links_of(menu)]
        for block in page.blocks:
            steps += [(link, int(block.kind != "frames")) for link in links_of(block.links)]
        for link, step in steps:
            target = place(link, plan)
            if (target in pages or target.startswith("/")) and found.get(target, 99) > found[path] + step:
                found[target] = found[path] + step
                queue.append(target)
    return found


def links_of(entries: tuple[Link, ...]) -> list[str]:
    return [path for entry in entries for path in (entry.path, *links_of(entry.children))]
