"""``collector explain --open``: the archived pages behind a number, as files that stay still."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from collector.decode import decode

if TYPE_CHECKING:
    from tests.end_to_end.survey import Survey


def test_the_page_of_every_evidence_is_a_file_that_holds_its_words(survey: Survey) -> None:
    done = survey.run("explain", "business_line_channels", "--item", "loan", "--segment", "city", "--open")
    assert done.exit_code == 0, done.stderr
    named = re.findall(r"^ +page: (.+)$", done.stdout, flags=re.MULTILINE)
    captures = re.findall(r"capture (\w+)", done.stdout)
    assert named
    assert {Path(name).stem.rpartition("-")[2] for name in named} == set(captures)
    folder = survey.paths.data / "explained" / "sample"
    for name in named:
        path = Path(name)
        assert path.parent == folder
        content = path.read_bytes()
        assert content.startswith(b'\xef\xbb\xbf<meta http-equiv="Content-Security-Policy"')
        assert b"default-src 'none'" in content
        assert "贷" in decode(content, "text/html; charset=utf-8").text


def test_without_the_archive_the_page_that_is_missing_is_named(damaged: Survey) -> None:
    archive = damaged.paths.archive("sample")
    archive.rename(archive.with_name("elsewhere"))
    done = damaged.run("explain", "business_line_channels", "--item", "loan", "--bank", "spdb", "--open")
    assert done.exit_code == 3
    assert "is not in the archive of wave sample" in done.stderr
