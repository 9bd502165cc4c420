"""A PDF is read like a page: in order, with its sentences whole, and never at the price of an error."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.config.taxonomy import load_taxonomy
from collector.extract.choose import choose_captures
from collector.extract.mentions.page_channels import find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.mentions.terms import build_lexicon
from collector.extract.pages import pdf
from collector.extract.pages.read import read_page
from collector.extract.products.read import read_products
from collector.fetch.outcomes import classify_response
from collector.sample.document import pdf_bytes
from collector.sample.phrases import PRICE_LIST
from collector.words import Outcome, Polarity
from tests.extraction.reading import fetch, offered, read_mentions_of

LINES = ("某某银行服务价格目录", "一、个人业务", "借记卡年费：每卡十元。", "二、电子银行", "可以缴纳水费。")
URL = "http://www.bank.test/a.pdf"


def read(*lines: str):
    return read_page(pdf_bytes(lines), "application/pdf")


def joined(*bodies: bytes) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for body in bodies:
        whole.import_pages(pypdfium2.PdfDocument(body))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_lines_stand_under_the_numbered_headings_above_them():
    page = read(*LINES)
    assert page.title == "某某银行服务价格目录"
    assert [(block.kind, block.text, block.path) for block in page.blocks] == [
        ("title", "某某银行服务价格目录", ()),
        ("heading", "一、个人业务", ()),
        ("paragraph", "借记卡年费：每卡十元。", ("一、个人业务",)),
        ("heading", "二、电子银行", ()),
        ("paragraph", "可以缴纳水费。", ("二、电子银行",)),
    ]
    assert page.note is None
    assert not page.has_text_in_images


def test_a_sentence_broken_at_the_edge_of_the_page_is_whole():
    first = "本行为个人客户提供缴费服务，客户登录手机银"
    page = read("缴费须知与说明", first, "行即可缴纳水费。", "本协议自签字之日起生效。")
    assert [block.text for block in page.blocks][1:] == [
        first + "行即可缴纳水费。",
        "本协议自签字之日起生效。",
    ]


def test_what_a_pdf_offers_is_found_as_on_a_page():
    assert offered(read_mentions_of(read(*LINES), URL)) >= {"water"}


def test_a_pdf_is_known_by_its_bytes_and_an_error_page_is_none():
    assert read_page(pdf_bytes(LINES), "application/octet-stream").encoding == pdf.ENCODING
    assert read_page("<p>文件不存在</p>".encode(), "application/pdf").blocks[0].text == "文件不存在"


def test_a_long_pdf_is_cut_with_a_note(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    page = read_page(joined(*(pdf_bytes((f"第{n}份文件的内容。",)) for n in "一二三")), None)
    assert [block.text for block in page.blocks] == ["第一份文件的内容。", "第二份文件的内容。"]
    assert page.note == "read to page 2 of 3"


def test_a_pdf_that_is_too_large_or_takes_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MAX_BYTES", 10)
    assert "is not read (at most 10)" in str(read(*LINES).note)
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "_MAX_SECONDS", 0.001)
    assert "takes more than" in str(read(*LINES).note)


def test_a_reader_that_breaks_down_takes_nobody_with_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    page = read(*LINES)
    assert page.blocks == ()
    assert "broke down" in str(page.note)


def test_an_encrypted_pdf_is_an_empty_page_with_a_note():
    body = pdf_bytes(LINES)
    at = body.rindex(b"/Root")
    encrypted = body[:at] + (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> "
        b"/ID [<00> <00>] " + body[at:]
    )
    page = read_page(encrypted, "application/pdf")
    assert page.blocks == ()
    assert "password" in str(page.note).lower()


def test_a_pdf_without_text_says_that_its_text_is_in_pictures():
    page = read("")
    assert (page.blocks, page.note, page.has_text_in_images) == ((), "a PDF without text", True)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_broken_pdf_raises(data: st.DataObject):
    body = bytearray(pdf_bytes(LINES))
    for _ in range(data.draw(st.integers(1, 30))):
        body[data.draw(st.integers(5, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(body[: data.draw(st.integers(5, len(body)))])
    assert read_page(cut, "application/pdf").encoding == pdf.ENCODING


def test_the_price_list_of_the_sample_states_no_fact():
    lexicon = build_lexicon(load_taxonomy(Path(__file__).resolve().parents[2]))
    page = read("某某银行", *PRICE_LIST)
    assert [block.text for block in page.blocks][1:] == list(PRICE_LIST)
    place = find_page_channels(lexicon, page, URL)
    assert [one for one in read_mentions(lexicon, page, URL, place) if one.polarity is Polarity.OFFERED] == []
    assert read_products(lexicon, page, URL, place) == ()


def test_a_pdf_is_a_visit_and_is_chosen_for_reading():
    assert classify_response(200, (("Content-Type", "application/pdf"),), pdf_bytes(LINES), URL, URL) == (
        Outcome.OK,
        None,
    )
    held = [
        fetch(URL, content_type="application/pdf"),
        fetch("http://www.bank.test/b.PDF", content_type="application/octet-stream"),
        fetch("http://www.bank.test/c.zip", content_type="application/octet-stream"),
        fetch("http://www.bank.test/d.doc", content_type="application/msword"),
    ]
    chosen = {chosen.fetch.url.rsplit("/", 1)[1] for chosen in choose_captures(held)}
    assert chosen == {"a.pdf", "b.PDF"}
