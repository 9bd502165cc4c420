"""What is published only moves forward; a rollback goes back one build and is recorded."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from shelf_files import make_file, make_shelf, publish
from tiny_wave import make_wave

from collector.errors import ChecksFailedError, ExitCode, RefusedError, UsageError
from collector.paths import Paths
from collector.warehouse.forward import check_forward, roll_back
from collector.warehouse.kept import list_kept
from collector.warehouse.ledger import Action, read_ledger
from collector.warehouse.publish import KEPT_BUILDS, publish_build, put_in_place, settle
from collector.warehouse.shelf import Shelf, read_digest

if TYPE_CHECKING:
    from types import FrameType

REAL = make_wave("2026", is_sample=False)


def quiet(_: str) -> None:
    """Say nothing."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(home=Path(), data=tmp_path)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return make_shelf(tmp_path)


def check(shelf: Shelf, digest: str, **runs: str) -> None:
    check_forward(settle(shelf), runs, digest, overrule="collector build --overrule")


def kept_names(shelf: Shelf) -> list[str]:
    return [path.stem.removeprefix("real-") for path in shelf.list_kept()]


def told(shelf: Shelf) -> list[tuple[int, str, str]]:
    return [(one.number, str(one.action), one.digest) for one in read_ledger(shelf.ledger)]


def test_the_last_five_builds_are_kept_and_other_kinds_left_alone(shelf: Shelf) -> None:
    foreign = make_file(shelf.folder / "sample-0000.duckdb", "sample")
    for number in range(KEPT_BUILDS + 2):
        publish(shelf, f"d{number}")
    assert KEPT_BUILDS == 5
    assert kept_names(shelf) == ["d2", "d3", "d4", "d5", "d6"]
    assert read_digest(shelf.published) == "d6"
    assert foreign.exists()


def test_every_publication_is_a_line_that_tells_what_it_holds(shelf: Shelf) -> None:
    publish(shelf, "d1", w="r1")
    first = shelf.ledger.read_text("utf-8")
    publish(shelf, "d2", w="r2", v="r1")
    assert shelf.ledger.read_text("utf-8").startswith(first)
    second = read_ledger(shelf.ledger)[1]
    assert (second.number, second.action, second.digest) == (2, Action.BUILT, "d2")
    assert second.waves == (("v", "r1"), ("w", "r2"))
    assert (second.n_tables, second.n_rows) == (1, 3)


def test_rollback_goes_to_the_build_before_and_is_a_publication_of_its_own(
    shelf: Shelf, paths: Paths
) -> None:
    publish(shelf, "d1", w="r1")
    publish(shelf, "d2", w="r2")
    done = roll_back(paths, REAL, say=quiet)
    assert read_digest(shelf.published) == "d1"
    assert told(shelf) == [(1, "built", "d1"), (2, "built", "d2"), (3, "rolled_back", "d1")]
    assert done.summary == (
        "build 1 is published again, d1: waves w, 1 tables, 3 rows (before: d2: waves w, 1 tables, 3 rows)"
    )


def test_a_second_rollback_goes_further_back_and_not_forth(shelf: Shelf, paths: Paths) -> None:
    for digest in ("d1", "d2", "d3"):
        publish(shelf, digest)
    roll_back(paths, REAL, say=quiet)
    roll_back(paths, REAL, say=quiet)
    assert read_digest(shelf.published) == "d1"


def test_rollback_beyond_the_oldest_kept_says_so(shelf: Shelf, paths: Paths) -> None:
    publish(shelf, "d1")
    with pytest.raises(UsageError, match="build 1 is published, and no build before it is kept") as refused:
        roll_back(paths, REAL, say=quiet)
    assert refused.value.exit_code == ExitCode.USAGE
    assert "--list" in refused.value.fix
    assert read_digest(shelf.published) == "d1"


def test_rollback_before_the_first_build_says_so(shelf: Shelf, paths: Paths) -> None:
    with pytest.raises(UsageError, match="nothing is published yet"):
        roll_back(paths, REAL, say=quiet)
    assert not shelf.published.exists()


def test_a_build_that_was_rolled_back_is_no_target_of_a_later_rollback(shelf: Shelf, paths: Paths) -> None:
    publish(shelf, "good")
    publish(shelf, "bad")
    roll_back(paths, REAL, say=quiet)
    publish(shelf, "newer")
    roll_back(paths, REAL, say=quiet)
    assert read_digest(shelf.published) == "good"


def test_what_a_rollback_led_to_is_kept_longer_than_what_it_took_back(shelf: Shelf, paths: Paths) -> None:
    for digest in ("d1", "d2", "d3", "d4", "d5"):
        publish(shelf, digest)
    for _ in range(4):
        roll_back(paths, REAL, say=quiet)
    publish(shelf, "d6")
    assert kept_names(shelf) == ["d1", "d3", "d4", "d5", "d6"]


def test_a_kept_build_that_was_changed_is_refused(shelf: Shelf, paths: Paths) -> None:
    publish(shelf, "d1")
    publish(shelf, "d2")
    shelf.kept("d1").write_bytes(b"no database")
    with pytest.raises(ChecksFailedError, match=r"real-d1\.duckdb: build 1 cannot be read"):
        roll_back(paths, REAL, say=quiet)
    assert read_digest(shelf.published) == "d2"


def test_the_same_inputs_do_not_undo_a_rollback(shelf: Shelf, paths: Paths) -> None:
    publish(shelf, "d1", w="r1")
    publish(shelf, "d2", w="r2")
    roll_back(paths, REAL, say=quiet)
    with pytest.raises(RefusedError, match=r"build 2 \(d2\): publication 3 rolled it back") as refused:
        check(shelf, "d2", w="r2")
    assert refused.value.exit_code == ExitCode.REFUSED
    assert "collector build --overrule" in refused.value.fix
    check(shelf, "mended", w="r2")


def test_a_build_published_again_on_request_is_no_longer_rolled_back(shelf: Shelf, paths: Paths) -> None:
    publish(shelf, "d1")
    publish(shelf, "d2")
    roll_back(paths, REAL, say=quiet)
    publish(shelf, "d2", is_overruled=True)
    check(shelf, "d2", w="r")
    assert read_ledger(shelf.ledger)[-1].is_overruled
    assert read_digest(shelf.published) == "d2"
    roll_back(paths, REAL, say=quiet)
    assert read_digest(shelf.published) == "d1"


def test_a_published_wave_that_is_missing_now_is_refused(shelf: Shelf) -> None:
    publish(shelf, "d1", old="r1", new="r1")
    with pytest.raises(
        RefusedError, match="wave old: it is published, and nothing of it has landed"
    ) as error:
        check(shelf, "d2", new="r2")
    assert "collector extract --wave old" in error.value.fix
    assert "config/waves/old.yml" in error.value.fix


def test_a_landed_run_older_than_the_published_one_is_refused(shelf: Shelf) -> None:
    publish(shelf, "d1", w="first")
    publish(shelf, "d2", w="second")
    with pytest.raises(RefusedError, match="wave w: its landed run first is older than the published one"):
        check(shelf, "d3", w="first")
    check(shelf, "d3", w="third")
    check(shelf, "d3", w="second", another="r1")


def test_after_a_rollback_the_newer_run_may_be_published_again(shelf: Shelf, paths: Paths) -> None:
    publish(shelf, "d1", w="first")
    publish(shelf, "d2", w="second")
    roll_back(paths, REAL, say=quiet)
    check(shelf, "mended", w="second")


def test_the_list_tells_published_next_and_rolled_back(shelf: Shelf, paths: Paths) -> None:
    assert list_kept(paths, REAL) == ()
    for digest in ("d1", "d2", "d3", "d4"):
        publish(shelf, digest)
    roll_back(paths, REAL, say=quiet)
    states = [(one.built.number, one.built.digest, str(one.state)) for one in list_kept(paths, REAL)]
    assert states == [
        (4, "d4", "rolled back"),
        (3, "d3", "published"),
        (2, "d2", "before it"),
        (1, "d1", "kept"),
    ]


def test_builds_from_before_the_ledger_are_recorded_and_can_be_gone_back_to(
    shelf: Shelf, paths: Paths
) -> None:
    for at, digest in enumerate(("d1", "d2"), 1):
        os.utime(make_file(shelf.kept(digest), digest), ns=(at, at))
    shelf.published.hardlink_to(shelf.kept("d2"))
    roll_back(paths, REAL, say=quiet)
    assert told(shelf) == [(1, "found", "d1"), (2, "found", "d2"), (3, "rolled_back", "d1")]


def test_a_build_put_in_place_by_hand_is_recorded(shelf: Shelf) -> None:
    publish(shelf, "d1")
    publish(shelf, "d2")
    shelf.published.unlink()
    shutil.copyfile(shelf.kept("d1"), shelf.published)
    settle(shelf)
    assert told(shelf)[-1] == (3, "rolled_back", "d1")
    shelf.published.unlink()
    make_file(shelf.published, "foreign")
    settle(shelf)
    assert told(shelf)[-1] == (4, "found", "foreign")
    assert "foreign" in kept_names(shelf)


def test_a_torn_ledger_is_named_with_its_line(shelf: Shelf) -> None:
    publish(shelf, "d1")
    with shelf.ledger.open("a") as ledger:
        ledger.write('{"number": 2, "act')
    with pytest.raises(ChecksFailedError, match=r"publications\.jsonl:2: is no publication"):
        settle(shelf)


class Killed(BaseException):
    """What a kill is to the code that it stops: nothing catches it."""


WATCHED = ("publish.py", "files.py")
"""The modules that change files."""


def killed_at(line: int, act: Any) -> bool:
    """Run ``act`` and stop it at the n-th line of the watched modules; False when it ends before."""
    seen = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal seen
        if Path(frame.f_code.co_filename).name not in WATCHED:
            return None
        if event == "line":
            seen += 1
            if seen == line:
                raise Killed
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    except Killed:
        return True
    finally:
        sys.settrace(before)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("is_rollback", [False, True])
def test_stopped_at_any_line_of_a_publication_file_and_ledger_agree_after_the_next_start(
    tmp_path: Path, *, is_rollback: bool
) -> None:
    ready = make_shelf(tmp_path / "ready")
    for digest in ("e1", "e2", "e3", "d1", "d2"):
        publish(ready, digest)
    new = make_file(tmp_path / "new.duckdb", "d3")
    goal = "d1" if is_rollback else "d3"
    outcomes = set()
    for line in range(1, 1000):
        folder = tmp_path / str(line)
        shelf = Shelf(folder / "builds", "real", folder / "warehouse.duckdb")
        shelf.folder.mkdir(parents=True)
        for path in (*ready.list_kept(), ready.ledger):
            shutil.copyfile(path, shelf.folder / path.name)
        shelf.published.hardlink_to(shelf.kept("d2"))
        shutil.copyfile(new, shelf.building)

        def act(shelf: Shelf = shelf, folder: Path = folder) -> None:
            if is_rollback:
                roll_back(Paths(home=Path(), data=folder), REAL, say=quiet)
            else:
                publish_build(shelf, shelf.building)

        stopped = killed_at(line, act)
        found = read_digest(shelf.published)
        assert found in {"d2", goal}
        ledger = settle(shelf)
        assert ledger[-1].digest == found == read_digest(shelf.published)
        assert len(ledger) == (5 if found == "d2" else 6)
        assert ledger[-1].action == ("rolled_back" if found == "d1" else "built")
        expected = {"e2", "e3", "d1", "d2", "d3" if found == "d3" else "e1"}
        assert set(kept_names(shelf)) == expected
        assert {path.name for path in shelf.folder.iterdir()} <= {
            *(f"real-{digest}.duckdb" for digest in expected),
            shelf.ledger.name,
            shelf.lock.name,
        }
        outcomes.add((stopped, found))
        shutil.rmtree(folder)
        if not stopped:
            break
    assert outcomes == {(True, "d2"), (True, goal), (False, goal)}


def test_republishing_the_very_same_file_leaves_no_second_name(shelf: Shelf) -> None:
    publish(shelf, "d1")
    put_in_place(shelf, replace(read_ledger(shelf.ledger)[0], number=2))
    assert not shelf.placing.exists()
    with duckdb.connect(str(shelf.published), read_only=True) as connection:
        assert connection.execute("select count(*) from dim_bank").fetchone() == (3,)
