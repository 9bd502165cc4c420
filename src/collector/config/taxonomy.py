"""config/taxonomy/: what the survey counts and the words that banks write for it.

What enters: scenarios/<category_id>.yml (a category and its leaves; its ``position`` orders the categories),
a file per other kind of item (lines of business, channels, service channels, technologies). What leaves: all
items in order, on request with the place each was read from, and a digest of the files.
Refused: ids or positions that stand twice, terms that stand twice, lookalikes that hold no term, example
sentences that the terms cannot find.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from collector.config.fields import Count, Entry, Id, Text
from collector.config.places import Located, Place
from collector.config.schema import checked
from collector.config.sentences import check_sentences
from collector.config.yaml_source import list_yaml, read_yaml
from collector.errors import ConfigError
from collector.models import Item, Taxonomy
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_KINDS = {
    "business_lines.yml": ItemKind.BUSINESS_LINE,
    "channels.yml": ItemKind.CHANNEL,
    "service_channels.yml": ItemKind.SERVICE_CHANNEL,
    "technologies.yml": ItemKind.TECHNOLOGY,
}
_MIN_SENTENCES = 3

Source = Literal["site", "app_store"]
Year = Annotated[str, Field(pattern=r"^\d{4}$")]
Sentences = Annotated[tuple[Text, ...], Field(min_length=_MIN_SENTENCES)]


class _Titled(Entry):
    id: Id
    title_zh: Text
    title_en: Text
    definition: Text
    since: Year
    version: Annotated[int, Field(ge=1)]
    absent_depth: Count = 2
    absent_sources: Annotated[tuple[Source, ...], Field(min_length=1)] = ("site", "app_store")


class _CategoryEntry(_Titled):
    position: Annotated[int, Field(ge=1)]
    line: Id | None = None


class _ItemEntry(_Titled):
    terms: Annotated[tuple[Text, ...], Field(min_length=1)]
    lookalikes: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()
    line: Id | None = None
    positives: Sentences
    negatives: Sentences


class _ItemsFile(Entry):
    items: Annotated[tuple[_ItemEntry, ...], Field(min_length=1)]


class _ScenarioFile(_ItemsFile):
    category: _CategoryEntry


def load_taxonomy(home: Path) -> Taxonomy:
    """All items: categories by position, each followed by its leaves, then the other kinds by file name.

    Positions count from 1 within a kind. Raises ConfigError.
    """
    folder = home / "config" / "taxonomy"
    items = tuple(one.record for one in locate_items(home))
    paths = [*list_yaml(folder / "scenarios", home), *list_yaml(folder, home)]
    return Taxonomy(items=items, digest=_digest(paths, folder))


def locate_items(home: Path) -> tuple[Located[Item], ...]:
    """The items of :func:`load_taxonomy`, each with the place of its entry. Raises ConfigError."""
    folder = home / "config" / "taxonomy"
    located = list(_scenarios(list_yaml(folder / "scenarios", home), home))
    for path in list_yaml(folder, home):
        if path.name not in _KINDS:
            label = path.relative_to(home).as_posix()
            raise ConfigError(f"{label}:1", "no such kind of item", fix=f"the files are {', '.join(_KINDS)}")
        value, place = read_yaml(path, home)
        located.extend(_items(checked(_ItemsFile, value, place).items, place, _KINDS[path.name], None, 1))
    _check_unique(located)
    return tuple(located)


def _scenarios(paths: Iterable[Path], home: Path) -> Iterator[Located[Item]]:
    files: dict[int, tuple[_ScenarioFile, Place]] = {}
    for path in paths:
        value, place = read_yaml(path, home)
        entry = checked(_ScenarioFile, value, place)
        category = entry.category
        if category.id != path.stem:
            raise place.error(
                "category", "id", problem=f"{category.id!r} is not the file's name", fix=f"write {path.stem}"
            )
        if category.position in files:
            other = files[category.position][1].label
            raise place.error(
                "category", "position", problem=f"{other} has the same position", fix="renumber one"
            )
        files[category.position] = entry, place
    n_leaves = 0
    for number, (_, (entry, place)) in enumerate(sorted(files.items()), start=1):
        yield Located(_category(entry.category, number), place.at("category"))
        for one in _items(entry.items, place, ItemKind.SCENARIO, entry.category.id, n_leaves + 1):
            line = one.record.line or entry.category.line
            yield Located(replace(one.record, line=line), one.place)
        n_leaves += len(entry.items)


def _category(entry: _CategoryEntry, position: int) -> Item:
    fields = dict(entry) | {"position": position, "kind": ItemKind.CATEGORY, "parent_id": None}
    return _as_item(fields | {"terms": (), "lookalikes": (), "labels": (), "positives": (), "negatives": ()})


def _items(
    entries: Iterable[_ItemEntry], place: Place, kind: ItemKind, parent_id: str | None, first: int
) -> Iterator[Located[Item]]:
    for index, entry in enumerate(entries):
        item_place = place.at("items", index)
        item = _as_item(dict(entry) | {"position": first + index, "kind": kind, "parent_id": parent_id})
        check_sentences(item, item_place)
        yield Located(item, item_place)


def _as_item(fields: dict[str, object]) -> Item:
    item_id = fields.pop("id")
    return Item(item_id=item_id, **fields)  # type: ignore[arg-type]  # checked by the entry's model


def _check_unique(located: Iterable[Located[Item]]) -> None:
    seen: dict[str, Place] = {}
    for one in located:
        item_id = one.record.item_id
        if item_id in seen:
            problem = f"{item_id!r} stands in {seen[item_id].label} too"
            raise one.place.error("id", problem=problem, fix="give each item its own id")
        seen[item_id] = one.place
    _check_lines(located)


def _check_lines(located: Iterable[Located[Item]]) -> None:
    """Each ``line`` names a line of business."""
    lines = [one.record.item_id for one in located if one.record.kind is ItemKind.BUSINESS_LINE]
    for one in located:
        if one.record.line is not None and one.record.line not in lines:
            problem = f"{one.record.line!r} is no line of business"
            raise one.place.error("line", problem=problem, fix=f"write one of {', '.join(lines)}")


def _digest(paths: Iterable[Path], folder: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
