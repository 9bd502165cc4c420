"""Errors say subject, problem and fix, wherever they were raised."""

from __future__ import annotations

import pickle

import pytest

from collector import errors
from collector.errors import CollectorError, ExitCode

KINDS = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CollectorError)
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_the_way_out_of_a_worker_process(kind: type[CollectorError]) -> None:
    error = kind("segment a.warc.gz", "its digest does not match", fix="restore it from a copy")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == "segment a.warc.gz: its digest does not match. Fix: restore it from a copy"
    assert (again.subject, again.problem, again.fix) == (error.subject, error.problem, error.fix)


def test_exit_codes_are_the_documented_ones() -> None:
    codes = {kind.__name__: kind.exit_code for kind in KINDS}
    assert codes == {
        "CollectorError": ExitCode.BUG,
        "ConfigError": ExitCode.USAGE,
        "UsageError": ExitCode.USAGE,
        "ArchiveError": ExitCode.CHECKS_FAILED,
        "ChecksFailedError": ExitCode.CHECKS_FAILED,
        "IncompleteError": ExitCode.INCOMPLETE,
        "RefusedError": ExitCode.REFUSED,
    }
    assert [int(code) for code in ExitCode] == [0, 1, 2, 3, 4, 5]
