"""Saved lists kept as they came: ``data/imports/<store>/<import_id>/`` with the file and ``import.json``.

Enters: files to import. Leaves: a folder per file, whole or not at all; the id is over content, wave, list
and date, so the same file again is the same folder. Refuses a second file about a day of a list that is kept
already, and kept files that are not what their ``import.json`` says.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from collector.errors import ArchiveError, UsageError
from collector.files import write_atomically
from collector.imports.read import read_saved
from collector.imports.rows import parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from collector.imports.rows import ListDate, Saved
    from collector.paths import Paths

ABOUT = "import.json"


@dataclass(frozen=True, slots=True)
class Import:
    """What ``import.json`` says of one kept file; ``date`` as it was given, None where the file has it."""

    import_id: str
    wave: str
    store: str
    chart: str
    date: str | None
    source: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One file that was asked for: what it is kept as, what it says, and whether it was kept already."""

    about: Import
    saved: Saved
    is_new: bool


def import_files(
    paths: Paths,
    files: Sequence[Path],
    *,
    wave: str,
    store: str,
    chart: str,
    given: ListDate | None = None,
    source: str | None = None,
) -> tuple[Imported, ...]:
    """Read all files, then keep those that are new; one that cannot be read keeps all others out.

    Raises UsageError naming file, line, value and fix.
    """
    kept = {about.import_id: about for about in list_imports(paths, wave)}
    taken = {key: about.file_name for about in kept.values() for key in _keys(about, load(paths, about))}
    found: list[tuple[Imported, bytes]] = []
    for file in files:
        content = _bytes_of(file)
        saved = read_saved(content, file.name, store=store, chart=chart, given=given)
        date = given.written if given else None
        digest = hashlib.sha256(content).hexdigest()
        import_id = _identity(digest, wave, store, chart, date or "")
        about = Import(import_id, wave, store, chart, date, source or file.name, file.name, digest)
        if import_id in kept:
            found.append((Imported(kept[import_id], saved, is_new=False), content))
            continue
        for key in _keys(about, saved):
            if key in taken:
                raise _is_taken(file.name, key, taken[key])
            taken[key] = file.name
        kept[import_id] = about
        found.append((Imported(about, saved, is_new=True), content))
    for one, content in found:
        if one.is_new:
            _keep(paths, one.about, content)
    return tuple(one for one, _ in found)


def list_imports(paths: Paths, wave: str) -> tuple[Import, ...]:
    """What is kept for a wave, by id."""
    found = (
        Import(**json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(paths.imports.glob(f"*/*/{ABOUT}"))
    )
    return tuple(sorted((one for one in found if one.wave == wave), key=lambda one: one.import_id))


def load(paths: Paths, about: Import) -> Saved:
    """What a kept file says. Raises ArchiveError where its bytes are not those that were imported."""
    path = paths.imports / about.store / about.import_id / about.file_name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != about.sha256:
        fix = f"delete {path.parent} and import the file again"
        raise ArchiveError(
            f"import {about.import_id}", f"{about.file_name} is not what was imported", fix=fix
        )
    given = parse_date(about.date, ABOUT) if about.date else None
    return read_saved(content, about.file_name, store=about.store, chart=about.chart, given=given)


def _keys(about: Import, saved: Saved) -> list[tuple[str, str, str, str]]:
    """What the file is the one word on, in order: form, store, list and day or month."""
    return sorted({(saved.form, about.store, about.chart, day.isoformat()) for day in saved.dates})


def _is_taken(name: str, key: tuple[str, str, str, str], earlier: str) -> UsageError:
    _, store, chart, day = key
    return UsageError(
        name,
        f"{store} {chart} of {day} is imported already, from {earlier}",
        fix=f"delete the folder of {earlier} below data/imports/{store}/ if this file is the better one",
    )


def _identity(digest: str, *parts: str) -> str:
    return hashlib.sha256("\0".join((digest, *parts)).encode()).hexdigest()[:16]


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            str(file), error.strerror or str(error), fix="name a file that can be read"
        ) from None


def _keep(paths: Paths, about: Import, content: bytes) -> None:
    folder = paths.imports / about.store / about.import_id
    beside = folder.with_name(f".{about.import_id}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    write_atomically(beside / about.file_name, content)
    write_atomically(beside / ABOUT, json.dumps(asdict(about), ensure_ascii=False, indent=2) + "\n")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
