"""Ways to answer badly, as functions that make an answer."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import brotli
from backports import zstd
from hostile_web import HTML, MEGABYTE, Asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Answer = Callable[[Asked], Awaitable[None]]

TEXT = (
    "本行为您提供手机银行、网上银行、微信银行等渠道服务，您可以随时办理转账汇款、账户查询、生活缴费等业务。"
    * 2
)
TRADITIONAL = (
    "本行為您提供手機銀行、網上銀行、電話銀行等渠道服務，您可以隨時辦理轉帳匯款、帳戶查詢、生活繳費。" * 2
)
BOMB_BYTES = 200 * MEGABYTE
BLOCK = b"<p>" + b"x" * (MEGABYTE - 7) + b"</p>"


def body(inner: str, *, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>本行</title>{head}</head><body>{inner}</body></html>"


def whole(
    data: bytes | str, content_type: str = HTML, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Answer:
    payload = data.encode() if isinstance(data, str) else data

    async def answer(asked: Asked) -> None:
        await asked.head(status, content_type, ("Content-Length", str(len(payload))), *headers)
        await asked.send(payload)

    return answer


def status(code: int) -> Answer:
    return whole(body(f"<h1>{code}</h1>"), status=code)


def redirect(target: str) -> Answer:
    return whole("", status=302, headers=(("Location", target),))


@cache
def packed(coding: str) -> bytes:
    """Some hundred kilobytes that unpack to 200 MB."""
    zeros, n = b" " * MEGABYTE, BOMB_BYTES // MEGABYTE
    if coding == "br":
        packer = brotli.Compressor(quality=5)
        return b"".join(packer.process(zeros) for _ in range(n)) + packer.finish()
    if coding == "zstd":
        sender = zstd.ZstdCompressor()
        return b"".join(sender.compress(zeros) for _ in range(n)) + sender.flush()
    deflater = zlib.compressobj(6, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    return b"".join(deflater.compress(zeros) for _ in range(n)) + deflater.flush()


def bomb(coding: str) -> Answer:
    """A page packed by one coding."""

    async def answer(asked: Asked) -> None:
        await whole(packed(coding), headers=(("Content-Encoding", coding),))(asked)

    return answer


def bomb_in_bomb() -> Answer:
    inner = gzip.compress(b" " * (64 * MEGABYTE))
    return whole(gzip.compress(inner), headers=(("Content-Encoding", "gzip, gzip"),))


async def endless_body(asked: Asked) -> None:
    await asked.head()
    while True:
        await asked.send(BLOCK)


async def endless_headers(asked: Asked) -> None:
    await asked.send(b"HTTP/1.1 200 OK\r\n")
    for n in count():
        await asked.send(b"X-%d: %s\r\n" % (n, b"y" * 4000))


async def one_byte_per_second(asked: Asked) -> None:
    await asked.head()
    for byte in (BLOCK * 2)[:3600]:
        await asked.send(bytes([byte]))
        await asyncio.sleep(1)


async def one_header_byte_per_second(asked: Asked) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 3600:
        await asked.send(bytes([byte]))
        await asyncio.sleep(1)


async def reset_in_body(asked: Asked) -> None:
    await asked.head(200, HTML, ("Content-Length", "100000"))
    await asked.send(BLOCK[:1000])
    await asyncio.sleep(0.1)
    connection: socket.socket = asked.writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    asked.writer.transport.abort()


async def shorter_than_said(asked: Asked) -> None:
    await asked.head(200, HTML, ("Content-Length", "100000"))
    await asked.send(body(TEXT).encode())


async def longer_than_said(asked: Asked) -> None:
    page = body(TEXT).encode()
    await asked.head(200, HTML, ("Content-Length", str(len(page))))
    await asked.send(page + BLOCK)
