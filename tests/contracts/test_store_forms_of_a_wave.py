"""In which form the stores of a wave's sample web answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.store_words import StoreForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def forms(home: Path) -> dict[str, StoreForm]:
    web = find_wave(load_config(home), "sample").web
    assert web is not None
    return dict(web.store_forms)


def test_stores_answer_normally_unless_the_wave_says_so(home: Path) -> None:
    assert forms(home) == {}


def test_a_word_alone_is_the_form_of_every_declared_store(
    home: Path, edit: Callable[[str, str, str], int]
) -> None:
    edit("waves/sample.yml", 'kind: "sample"', 'kind: "sample"\n  store_replies: "throttled"')
    declared = {path.stem for path in (home / "config" / "stores").glob("*.yml")}
    assert forms(home) == dict.fromkeys(declared, StoreForm.THROTTLED)


def test_stores_that_are_not_named_answer_normally(home: Path, edit: Callable[[str, str, str], int]) -> None:
    said = 'kind: "sample"\n  store_replies: {xiaomi: "empty", vivo: "normal"}'
    edit("waves/sample.yml", 'kind: "sample"', said)
    assert forms(home) == {"xiaomi": StoreForm.EMPTY}
