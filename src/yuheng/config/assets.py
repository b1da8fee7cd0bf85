"""Translations are committed as sources (.po) and compiled (.mo) where they are needed."""

from dataclasses import dataclass
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from yuheng.kernel.outcome import Problem, Words

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Compiled:
    """The outcome of a compilation: files that were written, and everything wrong with the sources."""

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]


def catalogues(package: Path = PACKAGE) -> list[Path]:
    """All translation sources of the contexts, in order of their paths."""
    return sorted(package.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_translations(package: Path = PACKAGE) -> Compiled:
    """Compile each catalogue whose compiled form is missing or older than its source; fuzzy entries are left out."""
    stale = [source for source in catalogues(package) if _is_stale(source)]
    written, problems = [], []
    for source in stale:
        try:
            _compile(source)
            written.append(source.with_suffix(".mo"))
        except (PoFileError, ValueError) as error:
            problems.append(_unreadable(source.relative_to(package), str(error)))
    return Compiled(tuple(written), tuple(problems))


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Write the compiled form beside its source; a half-written file never takes the old one's place."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    half = source.with_suffix(".mo.new")
    with half.open("wb") as file:
        write_mo(file, catalogue)
    half.replace(source.with_suffix(".mo"))


def _unreadable(source: Path, why: str) -> Problem:
    return Problem(
        code="translation_unreadable",
        where=str(source),
        message=Words(zh="译文文件无法读取", en="The translation file cannot be read"),
        found=why,
        remedy=Words(zh="改正所指的行", en="Mend the line that is named"),
    )
