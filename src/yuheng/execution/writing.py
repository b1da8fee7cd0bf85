"""Feeds as workbooks: the empty template, and the bad rows of a feed with their reasons, ready to be corrected and sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from yuheng.execution import queries
from yuheng.execution.domain.feeds import COLUMNS, DECLARED, ROW_TITLES, SOURCE_TITLES
from yuheng.execution.models import Feed
from yuheng.kernel.money import yuan
from yuheng.kernel.outcome import Words

REASONS = Words(zh="问题", en="Problems")
CAREFUL = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
ROOM = 2000  # rows of the template with a list of kinds to choose from


@dataclass(frozen=True)
class Line:
    """One line of the workbook: its cells by column, and what is wrong with it."""

    cells: Mapping[str, str]
    reasons: str = ""


def template(lang: str) -> bytes:
    """An empty feed to be filled in, in the reader's language."""
    return _workbook(lang, {}, ())


def bad_rows(feed: Feed, lang: str) -> bytes:
    """The bad rows of a feed as they came, each with its reasons; number and total are to be filled in again."""
    rows = queries.bad_rows(feed)
    known = {"source": SOURCE_TITLES[feed.source].say(lang), "day": feed.day.isoformat(), "count": str(len(rows))}
    if all(row.amount_fen is not None for row in rows):
        known["total"] = yuan(sum(row.amount_fen or 0 for row in rows))
    return _workbook(lang, known, [Line(row.cells, _reasons(row.problems, lang)) for row in rows])


def _reasons(problems: Sequence[Mapping[str, Mapping[str, str]]], lang: str) -> str:
    key = "en" if lang.startswith("en") else "zh"
    return "；".join(f"{one['where']} {one['message'][key]}" for one in problems)


def _workbook(lang: str, known: Mapping[str, str], lines: Sequence[Line]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, CAREFUL) as book:
        sheet, bold, text = book.add_worksheet(), book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        wrong = book.add_format({"font_color": "#b42318", "text_wrap": True})
        for at, (key, words) in enumerate(DECLARED.items()):
            sheet.write_string(at, 0, words.say(lang), bold)
            sheet.write_string(at, 1, known.get(key, ""), text)
        head = len(DECLARED)
        for at, words in enumerate([*COLUMNS.values(), *([REASONS] if lines else [])]):
            sheet.write_string(head, at, words.say(lang), bold)
            sheet.set_column(at, at, 22 if at < len(COLUMNS) else 60, text)
        for number, line in enumerate(lines, head + 1):
            for at, key in enumerate(COLUMNS):
                sheet.write_string(number, at, line.cells.get(key, ""), text)
            sheet.write_string(number, len(COLUMNS), line.reasons, wrong)
        kinds = [words.say(lang) for words in ROW_TITLES.values()]
        sheet.data_validation(head + 1, 1, head + ROOM, 1, {"validate": "list", "source": kinds})
        sheet.data_validation(0, 1, 0, 1, {"validate": "list", "source": [w.say(lang) for w in SOURCE_TITLES.values()]})
        sheet.freeze_panes(head + 1, 0)
    return out.getvalue()
