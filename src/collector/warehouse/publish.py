"""Puts a finished build in the place of the published file, at once, records it, and keeps the last ones.

Enters: a closed DuckDB file that passed its checks, or a kept one. Leaves: the published file, its line in
the ledger and the last :data:`KEPT_BUILDS` builds. A reader that has the old file open keeps reading that.
Killed at any moment, :func:`settle` brings file and ledger together again. Both need the lock of the kind.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from collector.errors import ChecksFailedError
from collector.files import flush, write_atomically
from collector.warehouse.ledger import (
    Action,
    Publication,
    add_publication,
    as_line,
    find_taken_back,
    from_fields,
    number_builds,
    read_ledger,
)
from collector.warehouse.shelf import Contents, Shelf, read_contents, read_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

KEPT_BUILDS = 5
"""How many finished builds of a kind are kept, the published one among them."""


def publish_build(
    shelf: Shelf, build_file: Path, *, is_overruled: bool = False, now: datetime | None = None
) -> Contents:
    """Flush ``build_file``, keep it, and put it in the place of the published one; returns what is in it."""
    contents = read_contents(build_file)
    if contents is None:
        raise ChecksFailedError(str(build_file), "cannot be read", fix="run the build again")
    flush(build_file)
    publication = replace(
        _tell(contents, Action.BUILT, len(read_ledger(shelf.ledger)) + 1),
        is_overruled=is_overruled,
        published_at=tell_time(now),
    )
    build_file.replace(shelf.kept(contents.digest))
    put_in_place(shelf, publication)
    return contents


def put_in_place(shelf: Shelf, publication: Publication) -> None:
    """Give the kept build of ``publication`` the published file's name, record it, drop builds too many."""
    write_atomically(shelf.pending, as_line(publication))
    shelf.placing.unlink(missing_ok=True)
    shelf.placing.hardlink_to(shelf.kept(publication.digest))
    shelf.placing.replace(shelf.published)
    # a rename onto another name of the same file does nothing and leaves both
    shelf.placing.unlink(missing_ok=True)
    flush(shelf.published.parent)
    flush(shelf.folder)
    add_publication(shelf.ledger, publication)
    shelf.pending.unlink()
    _drop_old(shelf, read_ledger(shelf.ledger))


def settle(shelf: Shelf) -> tuple[Publication, ...]:
    """Clean up after whoever was killed, and make the ledger's last line tell what is published.

    Returns the ledger. A published file that no line tells of is recorded as found, one that an earlier line
    tells of as rolled back (somebody copied it there); a kept file that was never published goes.
    """
    remove_build(shelf.building)
    remove_build(shelf.placing)
    for left in shelf.folder.glob(f".{shelf.kind}.*.tmp"):
        left.unlink()
    digest = read_digest(shelf.published)
    if shelf.pending.exists():
        _finish_pending(shelf, digest)
    ledger = read_ledger(shelf.ledger)
    if digest is None:
        return ledger
    ledger = ledger or _record_kept(shelf, digest)
    if not ledger or ledger[-1].digest != digest:
        ledger = (*ledger, _record_found(shelf, ledger))
    if not shelf.kept(digest).exists():
        with suppress(OSError):  # a folder of builds on another disk: nothing to keep, nothing lost
            shelf.kept(digest).hardlink_to(shelf.published)
    published = {shelf.kept(one.digest) for one in ledger}
    for path in shelf.list_kept():
        if path not in published:
            path.unlink()
    _drop_old(shelf, ledger)
    return ledger


def remove_build(build_file: Path) -> None:
    """Remove a half-made build with its write-ahead log and the folder that DuckDB spills into."""
    for path in build_file.parent.glob(f"{build_file.name}*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def tell_time(now: datetime | None) -> str | None:
    """The time as the ledger writes it."""
    return None if now is None else now.isoformat(timespec="seconds")


def _finish_pending(shelf: Shelf, digest: str | None) -> None:
    """A publication that got as far as the rename stands in the ledger; one that did not never was."""
    with suppress(ValueError, KeyError, TypeError):  # not a line of ours: it goes
        pending = from_fields(json.loads(shelf.pending.read_text(encoding="utf-8")))
        if pending.digest == digest and pending.number == len(read_ledger(shelf.ledger)) + 1:
            add_publication(shelf.ledger, pending)
    shelf.pending.unlink()


def _record_kept(shelf: Shelf, published: str) -> tuple[Publication, ...]:
    """The first lines of a ledger: the builds that are kept, by age, the published one last."""
    kept = []
    for path in shelf.list_kept():
        contents = read_contents(path)
        if contents is not None:
            kept.append((path.stat().st_mtime_ns, contents))
    kept.sort(key=lambda one: (one[1].digest == published, one[0], one[1].digest))
    for number, (_, contents) in enumerate(kept, 1):
        add_publication(shelf.ledger, _tell(contents, Action.FOUND, number))
    return read_ledger(shelf.ledger)


def _record_found(shelf: Shelf, ledger: Sequence[Publication]) -> Publication:
    contents = read_contents(shelf.published)
    if contents is None:
        raise ChecksFailedError(str(shelf.published), "cannot be read", fix="run this again")
    action = Action.ROLLED_BACK if contents.digest in number_builds(ledger) else Action.FOUND
    publication = _tell(contents, action, len(ledger) + 1)
    add_publication(shelf.ledger, publication)
    return publication


def _tell(contents: Contents, action: Action, number: int) -> Publication:
    return Publication(
        number=number,
        action=action,
        digest=contents.digest,
        waves=contents.waves,
        n_tables=len(contents.n_rows),
        n_rows=sum(rows for _, rows in contents.n_rows),
    )


def _drop_old(shelf: Shelf, ledger: Sequence[Publication]) -> None:
    """Keep the published build, then the newest, those that were taken back last."""
    builds, taken = number_builds(ledger), find_taken_back(ledger)
    current = ledger[-1].digest
    by_worth = sorted(builds, key=lambda digest: (digest != current, digest in taken, -builds[digest]))
    kept = [shelf.kept(digest) for digest in by_worth if shelf.kept(digest).exists()]
    for path in kept[KEPT_BUILDS:]:
        path.unlink(missing_ok=True)
