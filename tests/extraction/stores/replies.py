"""Hand-made replies in the documented forms, and what every refusal must say."""

from __future__ import annotations

import json

import pytest

from collector.errors import ChecksFailedError, ExitCode
from collector.extract.stores.readers import read_reply
from collector.extract.stores.records import Expected
from collector.extract.stores.refusals import WithheldError

CAPTCHA = "<html><body>请完成验证后继续访问<script>initGeetest({})</script></body></html>"


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read(kind, text, **expected):
    return read_reply(kind, text, Expected("capture-1", **expected))


def refusal(kind, text, *, is_withheld, **expected):
    """The error's text; checks that it is of the right sort and names capture and fix."""
    with pytest.raises(ChecksFailedError) as caught:
        read(kind, text, **expected)
    error = caught.value
    assert isinstance(error, WithheldError) is is_withheld
    assert "capture-1" in error.subject
    assert error.exit_code is ExitCode.CHECKS_FAILED
    assert error.fix
    return str(error)
