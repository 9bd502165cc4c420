"""Every way in which the sample's stores fail on purpose ends as docs/reference/sample-web.md says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collector.paths import Paths
from collector.sample.server import serve_web
from collector.store_words import ReplyKind, StoreForm
from tests.sample.asking import ask_through, wave_of
from tests.sample.store_asking import ask_list, one_call, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Paths.from_environment().home / "docs" / "reference" / "sample-web.md"
HEAD = f"| reply | {' | '.join(StoreForm)} |"
BUNDLES = " (bundle ids)"


def table() -> Iterator[tuple[str, list[str]]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for line in lines[lines.index(HEAD) + 2 :]:
        if not line.startswith("|"):
            return
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        yield name, cells


def test_every_kind_of_reply_stands_in_the_table() -> None:
    named = [name.partition("`" + BUNDLES)[0].strip("`") for name, _ in table()]
    assert set(named) == set(ReplyKind)
    assert len(named) == len(ReplyKind) + 1  # the lookup is asked by ids and by bundle ids


@pytest.mark.parametrize(("name", "cells"), list(table()))
def test_a_fault_ends_as_documented(name: str, cells: list[str]) -> None:
    kind = ReplyKind(name.removesuffix(BUNDLES).strip("`"))
    assert cells == [words_of(kind, form, with_bundles=BUNDLES in name) for form in StoreForm]


@pytest.mark.parametrize("form", [form for form in StoreForm if form is not StoreForm.NORMAL])
@pytest.mark.parametrize("kind", [kind for kind in ReplyKind if one_call(kind).form.min_depth])
def test_a_list_that_fails_lands_no_row(kind: ReplyKind, form: StoreForm) -> None:
    assert ask_list(one_call(kind), form)[1] == []


def test_a_wave_makes_the_stores_that_it_names_fail_and_no_others() -> None:
    with serve_web(wave_of("sample", store_forms=(("wandoujia", StoreForm.THROTTLED),)), None) as proxy:
        captcha = ask_through(
            proxy, "GET", "http://www.wandoujia.com/wdjweb/api/category/more?catId=5023&subCatId=0&page=1"
        )
        listed = ask_through(
            proxy, "GET", "http://app.mi.com/categotyAllListApi?page=0&categoryId=1&pageSize=30"
        )
    assert (captcha.status, captcha.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "安全验证" in captcha.body.decode("utf-8")
    assert listed.headers["content-type"].startswith("application/json")
