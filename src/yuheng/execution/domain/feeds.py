"""What a feed of payments says: its declaration, its rows cell by cell, and everything that is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yuheng.kernel.money import Fen, NotMoney, parse_yuan, yuan
from yuheng.kernel.outcome import Problem, Words

SOURCE_TITLES: dict[str, Words] = {
    "treasury": Words(zh="国库", en="Treasury"),
    "bank": Words(zh="代理银行", en="Bank"),
}
SOURCES: tuple[str, ...] = tuple(SOURCE_TITLES)

ROW_TITLES: dict[str, Words] = {
    "pay": Words(zh="支付", en="Payment"),
    "direct": Words(zh="直接支付", en="Direct payment"),
    "refund": Words(zh="退款", en="Refund"),
}
ROW_KINDS: tuple[str, ...] = tuple(ROW_TITLES)

STATE_TITLES: dict[str, Words] = {
    "done": Words(zh="已入账", en="Passed"),
    "bad": Words(zh="有误", en="Bad"),
    "waiting": Words(zh="等待", en="Waiting"),
}
ROW_STATES: tuple[str, ...] = tuple(STATE_TITLES)

COLUMNS: dict[str, Words] = {
    "external": Words(zh="流水号", en="Id"),
    "kind": Words(zh="类型", en="Kind"),
    "amount": Words(zh="金额（元）", en="Amount (yuan)"),
    "reference": Words(zh="支付凭证号或原流水号", en="Voucher or id"),
    "project": Words(zh="项目代码", en="Project code"),
    "function": Words(zh="功能分类科目", en="Function"),
    "item": Words(zh="部门经济分类科目", en="Economic class"),
    "payee": Words(zh="收款人", en="Payee"),
    "purpose": Words(zh="用途", en="Purpose"),
}
"""The columns of a feed, in the order of its template. A payment and a refund name what they are about by `reference`;
a direct payment names its line by project and classification instead."""

DECLARED: dict[str, Words] = {
    "source": Words(zh="来源", en="Source"),
    "number": Words(zh="批次号", en="Number"),
    "day": Words(zh="日期", en="Day"),
    "count": Words(zh="笔数", en="Rows"),
    "total": Words(zh="合计（元）", en="Total (yuan)"),
}
"""What a feed says of itself, above its rows."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "pay": ("external", "reference"),
    "direct": ("external", "project", "function", "item", "payee", "purpose"),
    "refund": ("external", "reference", "purpose"),
}
LETTERS: Mapping[str, str] = dict(zip(COLUMNS, "ABCDEFGHI", strict=True))


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row as it stands in the file: its number, and the text of each column by key."""

    place: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class FeedDraft:
    """A feed before it is taken: what it declares, its rows, the digest of its file, and where its columns stand."""

    source: str
    number: str
    day: date
    count: int
    total_fen: Fen
    rows: tuple[RowDraft, ...]
    sha256: str
    letters: Mapping[str, str] = field(default_factory=lambda: LETTERS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read. `amount_fen` is None, `kind` empty, where the cell says nothing readable; `problems` say why."""

    place: int
    cells: Mapping[str, str]
    kind: str
    amount_fen: Fen | None
    problems: tuple[Problem, ...] = ()

    def __getitem__(self, column: str) -> str:
        """The text of a column, without blanks around it."""
        return self.cells.get(column, "").strip()


def read_row(row: RowDraft, letters: Mapping[str, str] = LETTERS) -> Row:
    """Read a row; every cell that is wrong is named.

    >>> read_row(RowDraft(7, {"external": "1", "kind": "支付", "amount": "1,200.50", "reference": "ZF-1"})).amount_fen
    120050
    >>> [p.where for p in read_row(RowDraft(7, {"external": "1", "kind": "?", "amount": "-3"})).problems]
    ['B7', 'C7']
    """
    kind, amount = _kind(row.cells.get("kind", "")), _amount(row.cells.get("amount", ""))
    found = []
    if not kind:
        known = "、".join(words.zh for words in ROW_TITLES.values())
        found.append(_cell(row, letters, "kind", f"类型须为{known}之一", "is no kind of row"))
    if amount is None or amount <= 0:
        found.append(_cell(row, letters, "amount", "金额须大于零且精确到分", "is no amount above zero"))
    for column in NEEDED.get(kind, ("external",)):
        if not row.cells.get(column, "").strip():
            found.append(_cell(row, letters, column, "未填写", "is missing"))
    return Row(row.place, row.cells, kind, amount, tuple(found))


def _kind(text: str) -> str:
    typed = text.strip().lower()
    return next((code for code, words in ROW_TITLES.items() if typed in (code, words.zh, words.en.lower())), "")


def _amount(text: str) -> Fen | None:
    try:
        return parse_yuan(text)
    except NotMoney:
        return None


def _cell(row: RowDraft, letters: Mapping[str, str], column: str, zh: str, en: str) -> Problem:
    title, stood = COLUMNS[column], row.cells.get(column, "")
    message = Words(zh=f"{title.zh}：{zh}", en=f"{title.en} {en}")
    return Problem(f"feed_{column}", f"{letters.get(column, '?')}{row.place}", message, found=stood[:60])


def declared_problems(feed: FeedDraft, rows: Sequence[Row], today: date) -> list[Problem]:
    """List what is wrong with a feed as a whole, so that nothing of it is taken: it was cut, or it is not what it says.

    Where an amount cannot be read the total cannot be compared; the difference then shows in the reconciliation.
    """
    found = []
    if feed.source not in SOURCES:
        found.append(_whole("source", feed.source, "没有这一来源", "is no known source"))
    if not feed.number.strip():
        found.append(_whole("number", "", "未填写批次号", "has no number"))
    if feed.day > today:
        found.append(_whole("day", feed.day.isoformat(), "日期在将来", "is of a day to come"))
    if feed.count != len(rows):
        zh, en = f"声明 {feed.count} 笔，读到 {len(rows)} 笔", f"declares {feed.count} rows and has {len(rows)}"
        found.append(_whole("count", str(feed.count), zh, en, str(len(rows))))
    read = sum(row.amount_fen or 0 for row in rows)
    if all(row.amount_fen is not None for row in rows) and feed.total_fen != read:
        zh = f"声明合计 {yuan(feed.total_fen)} 元，读到 {yuan(read)} 元"
        en = f"declares {yuan(feed.total_fen)} yuan and has {yuan(read)}"
        found.append(_whole("total", yuan(feed.total_fen), zh, en, yuan(read)))
    return found


def _whole(code: str, stood: str, zh: str, en: str, expected: str = "") -> Problem:
    remedy = Words(zh="核对后重新发送完整文件", en="Check it and send the whole file again")
    return Problem(f"feed_{code}", DECLARED[code].zh, Words(zh=zh, en=f"The feed {en}"), stood, expected, remedy=remedy)


def repeated_in(rows: Sequence[Row], known: Mapping[str, tuple[str, Fen | None]]) -> tuple[list[Row], list[Row]]:
    """Part rows into those to be dealt with and those that came before, in this file or an earlier one.

    `known` are kind and amount of the rows that passed or wait, by id. An id that comes again with something else is bad.
    """
    seen, fresh, again = dict(known), [], []
    for row in rows:
        key = row["external"]
        if row.problems or key not in seen:
            fresh.append(row)
            if not row.problems:
                seen[key] = (row.kind, row.amount_fen)
        elif seen[key] == (row.kind, row.amount_fen):
            again.append(row)
        else:
            words = Words(zh=f"流水号 {key} 已用于另一笔", en=f"The id {key} was used for something else")
            fresh.append(with_problems(row, [Problem("feed_external", f"A{row.place}", words, found=key)]))
    return fresh, again


def with_problems(row: Row, problems: Sequence[Problem]) -> Row:
    """The row with further problems."""
    return Row(row.place, row.cells, row.kind, row.amount_fen, (*row.problems, *problems))


def counted(rows: Sequence[Row]) -> tuple[int, Fen]:
    """How many rows, and how much money as far as it can be read."""
    return len(rows), sum(row.amount_fen or 0 for row in rows)
