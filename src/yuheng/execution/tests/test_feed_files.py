"""Feeds as files: the template filled in, workbooks and texts as they come, bad rows taken home and sent again."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from yuheng.budget.models import Line
from yuheng.execution import writing
from yuheng.execution.models import Feed
from yuheng.execution.reading import read_feed
from yuheng.execution.tests.test_commitments import stands
from yuheng.execution.tests.test_feeds import direct_row, feed, file_of, line, states, take
from yuheng.kernel.outcome import Refused
from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office

pytestmark = pytest.mark.django_db
__all__ = ["line"]  # the fixture is used by its name


def filled(template: bytes, declared: list[object], *rows: tuple[object, ...]) -> bytes:
    """A template with its head and its rows filled in."""
    book = load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    for number, value in enumerate(declared, 1):
        sheet.cell(number, 2).value = value
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(person: Person, content: bytes, name: str = "feed.csv") -> object:
    """Somebody uploads a file and follows where it leads."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client.post(reverse("feeds"), {"file": SimpleUploadedFile(name, content)}, follow=True)


class TestReading:
    @pytest.mark.parametrize("lang", ["zh-hans", "en"])
    def test_the_template_filled_in_is_a_feed(self, lang: str) -> None:
        kind = {"en": "Direct payment", "zh-hans": "直接支付"}[lang]
        source = {"en": "Bank", "zh-hans": "代理银行"}[lang]
        row = ("b1", kind, 1200.5, None, "P1", "2130335", "30299", "职工", "工资")
        read = read_feed(filled(writing.template(lang), [source, "7", "2026-03-02", 1, 1200.5], row))
        assert (read.source, read.number, read.day.isoformat(), read.count) == ("bank", "7", "2026-03-02", 1)
        assert read.total_fen == 1200_50
        assert [(one.place, one.cells["amount"]) for one in read.rows] == [(7, "1200.5")]

    def test_columns_in_another_order_and_an_old_encoding_are_understood(self) -> None:
        text = "来源,国库\n批次号,9\n日期,2026-03-02\n笔数,1\n合计（元）,5\n金额（元）,类型,流水号\n5,退款,x\n"
        read = read_feed(text.encode("gb18030"))
        assert (read.rows[0].cells["external"], read.letters["amount"], read.letters["external"]) == ("x", "A", "C")

    def test_what_the_head_does_not_say_is_named_by_cell(self) -> None:
        content = (
            file_of("1", direct_row("a", "1.00"))
            .replace(b"2026-03-02", b"soon")
            .replace("笔数,1".encode(), "笔数,".encode())
        )
        with pytest.raises(Refused) as refused:
            read_feed(content)
        assert [(p.where, p.code) for p in refused.value.problems] == [("B3", "feed_day"), ("B4", "feed_count")]

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\xff\xfe\x00\x81", "甲,乙\n1,2".encode()])
    def test_a_file_that_is_no_feed_is_refused_as_such(self, content: bytes) -> None:
        with pytest.raises(Refused) as refused:
            read_feed(content)
        assert [p.code for p in refused.value.problems] == ["feed_file"]

    def test_an_empty_workbook_is_no_feed(self) -> None:
        out = BytesIO()
        Workbook().save(out)
        with pytest.raises(Refused, match="没有找到表头"):
            read_feed(out.getvalue())


class TestInTheBrowser:
    def test_a_feed_is_uploaded_shown_and_the_same_file_again_says_so(self, office: Office, line: Line) -> None:
        content = file_of("1", direct_row("a", "400.00"), direct_row("b", "700.00"))
        page = upload(office.treasury, content).content.decode()  # type: ignore[attr-defined]  # an answer
        assert all(word in page for word in ("已对平", "有误", "C8", "可执行余额 0.06 万元"))
        again = upload(office.treasury, content).content.decode()  # type: ignore[attr-defined]
        assert "该文件已接收过" in again
        assert Feed.objects.count() == 1

    def test_a_cut_feed_and_somebody_elses_upload_are_refused_with_reasons(self, office: Office, line: Line) -> None:
        cut = upload(office.treasury, file_of("1", direct_row("a", "400.00"), count=2))
        assert (cut.status_code, "声明 2 笔，读到 1 笔" in cut.content.decode()) == (409, True)  # type: ignore[attr-defined]
        audit = upload(office.auditor, file_of("1", direct_row("a", "400.00")))
        assert audit.status_code == 409  # type: ignore[attr-defined]
        assert upload(office.preparer, b"").status_code == 403  # type: ignore[attr-defined]
        assert not Feed.objects.exists()

    def test_bad_rows_taken_home_corrected_and_sent_again_pass(self, office: Office, line: Line) -> None:
        first = take(office, feed("1", direct_row("a", "400.00"), direct_row("b", "700.00")))
        book = load_workbook(BytesIO(writing.bad_rows(first.feed, "zh-hans")))
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[7]][:3] == ["b", "直接支付", "700.00"]
        assert "可执行余额" in str(sheet.cell(7, 10).value)
        for place, value in (("B2", "2"), ("B5", "600.00"), ("C7", "600.00")):
            sheet[place] = value
        out = BytesIO()
        book.save(out)
        assert states(take(office, read_feed(out.getvalue()))) == ["done"]
        assert stands(line) == {"paid": 1000}

    def test_the_template_and_the_bad_rows_can_be_downloaded(self, office: Office, line: Line) -> None:
        first = take(office, feed("1", direct_row("b", "1700.00")))
        client = Client()
        client.force_login(office.treasury)
        for url in (reverse("feed-template"), reverse("feed-bad", kwargs={"pk": first.feed.pk})):
            assert client.get(url).content[:2] == b"PK"
