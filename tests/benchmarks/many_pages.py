"""A fast web of made-up banks for benchmarks: an HTTP proxy on loopback, one process, no file behind it.

Run: python tests/benchmarks/many_pages.py HOSTS PAGES SLOW_SECONDS; prints its port. Page n of a host links
to pages 2n+1 and 2n+2 (so every page is found), its neighbours and the home page; like a product page it has
some 20 KB of markup and text. The first host answers SLOW_SECONDS late.
"""

from __future__ import annotations

import asyncio
import sys
from functools import cache

_MENU = "".join(f"<li><a href='/page/{n}.html'>业务{n}</a></li>" for n in range(20))
_TEXT = "<p>客户可通过手机银行办理转账汇款、账户查询，详情请咨询客服热线。</p>" * 120


@cache
def _body(number: int, n_pages: int) -> bytes:
    linked = {2 * number + 1, 2 * number + 2, number - 1, number + 1} & set(range(1, n_pages))
    links = "".join(f"<a href='/page/{n}.html'>理财产品{n}</a> " for n in sorted(linked))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>第{number}页</title></head>"
        f"<body><ul>{_MENU}</ul><h1>理财产品{number}</h1>{links}{_TEXT}<a href='/'>首页</a></body></html>"
    ).encode()


def _reply(path: str, n_pages: int) -> bytes:
    name = path.removeprefix("/page/").removesuffix(".html")
    number = 0 if path == "/" else int(name) if name.isdecimal() else n_pages
    if number >= n_pages:
        return b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nnone"
    body = _body(number, n_pages)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def _serve(n_hosts: int, n_pages: int, slow_seconds: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                method, target = request.split(b" ", 2)[:2]
                if method == b"CONNECT":
                    writer.write(b"HTTP/1.1 502 No Tunnel\r\nContent-Length: 0\r\n\r\n")
                    break
                host, _, path = target.decode().removeprefix("http://").partition("/")
                if slow_seconds and host == "www.bank0.test":
                    await asyncio.sleep(slow_seconds)
                writer.write(_reply(f"/{path}", n_pages))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=n_hosts * 2)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
