"""What can be wrong with a file itself: one clear problem each, with a stable code."""

from __future__ import annotations

from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words

_FAULTS: dict[str, tuple[Words, Words]] = {
    "empty_file": (Words(zh="文件是空的", en="The file is empty"), NOTHING),
    "unknown_kind": (
        Words(zh="不是可以识读的文件类型", en="This is no kind of file that can be read"),
        Words(zh="请用 xlsx、xls、docx、html、csv 或 JSON 格式", en="Use xlsx, xls, docx, html, csv or JSON"),
    ),
    "old_word": (
        Words(zh="旧版 Word（doc）文件不能识读", en="The old Word format (doc) cannot be read"),
        Words(zh="另存为 docx 后再核对", en="Save it as docx first"),
    ),
    "encrypted": (
        Words(zh="文件已加密，无法识读", en="The file is encrypted"),
        Words(zh="去掉打开密码后再核对", en="Remove the password first"),
    ),
    "broken": (
        Words(zh="文件已损坏，无法识读", en="The file is broken"),
        Words(zh="用办公软件打开并另存后再核对", en="Open it in an office program and save it again"),
    ),
    "too_large": (
        Words(zh="文件过大，不像一张绩效表", en="The file is larger than a performance table can be"),
        Words(zh="只保留绩效表所在的工作表", en="Keep only the sheet with the table"),
    ),
    "too_heavy": (
        Words(zh="核对超过时间或内存限制，已停止", en="It took too much time or memory and was stopped"),
        Words(
            zh="只保留绩效表所在的工作表，用办公软件重新保存",
            en="Keep only the sheet with the table, and save it again in an office program",
        ),
    ),
    "checker_failed": (
        Words(zh="核对程序自身出错，该文件未核对", en="The checker itself failed; this file was not checked"),
        Words(
            zh="请把文件交给系统管理员，其他文件不受影响",
            en="Give the file to your administrator; the others were checked",
        ),
    ),
    "not_opened": (
        Words(zh="文件打不开", en="The file cannot be opened"),
        Words(zh="检查文件是否存在、是否有读取权限", en="See that it is there and may be read"),
    ),
    "zip_bomb": (
        Words(zh="压缩内容展开后过大，拒绝打开", en="What is packed in it is far too large; it was not opened"),
        Words(zh="用办公软件重新保存为普通文件", en="Save it again as an ordinary file"),
    ),
    "xml_entities": (
        Words(zh="文件内含 XML 实体声明，拒绝打开", en="It declares XML entities; it was not opened"),
        Words(zh="用办公软件重新保存为普通文件", en="Save it again as an ordinary file"),
    ),
    "not_a_form": (
        Words(zh="没有找到绩效表", en="No performance table was found"),
        Words(
            zh="核对表头是否有“三级指标”“指标值”等栏目，或有资金栏目",
            en="See that there are the columns of indicators and targets, or those of the money",
        ),
    ),
    "formula_without_value": (
        Words(zh="公式没有保存计算结果，按空白处理", en="A formula was saved without its value; it counts as blank"),
        Words(zh="用办公软件打开并保存，或改填数值", en="Open and save it in an office program, or type the value"),
    ),
    "error_value": (
        Words(zh="单元格是公式错误值", en="The cell holds a formula's error"),
        Words(zh="改正公式，或改填数值", en="Correct the formula, or type the value"),
    ),
    "macros": (Words(zh="文件含宏，已忽略，未运行", en="The file has macros; they were ignored, never run"), NOTHING),
    "external_links": (
        Words(zh="文件引用了外部文件，未访问", en="The file points to other files; none was opened"),
        Words(zh="把引用的数据粘贴为数值", en="Paste the data as values"),
    ),
    "wrong_extension": (
        Words(
            zh="扩展名与内容不符，已按内容识读", en="The name does not say what is in it; it was read by its content"
        ),
        Words(zh="改正扩展名", en="Correct the extension"),
    ),
    "unclear_header": (
        Words(zh="有表格像绩效表，但栏目不明，未核对", en="A table looks like one, but its columns are unclear"),
        NOTHING,
    ),
}


class Unreadable(Exception):
    """A file that cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def fault(code: str, where: str = "", *, found: str = "", expected: str = "") -> Problem:
    """A problem of the file that stops the reading.

    >>> fault("encrypted").severity.value, fault("encrypted").message.en
    ('error', 'The file is encrypted')
    """
    message, remedy = _FAULTS[code]
    return Problem(code, where, message, found, expected, "", remedy, Severity.ERROR)


def hint(code: str, where: str = "", *, found: str = "", severity: Severity = Severity.NOTE) -> Problem:
    """A problem of the file that does not stop the reading."""
    message, remedy = _FAULTS[code]
    return Problem(code, where, message, found, "", "", remedy, severity)


def unreadable(code: str, where: str = "", *, found: str = "", expected: str = "") -> Unreadable:
    """The exception for a fault."""
    return Unreadable(fault(code, where, found=found, expected=expected))
