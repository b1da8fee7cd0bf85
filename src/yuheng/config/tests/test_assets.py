"""Translations are compiled when they are older than their source, and what is wrong with one is listed."""

import gettext
import os
from pathlib import Path

from yuheng.config.assets import compile_translations

SOURCE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: zh_Hans\\n"

msgid "Projects"
msgstr "项目库"

#, fuzzy
msgid "Targets"
msgstr "大概是目标"
"""


def catalogue(package: Path, context: str, text: str) -> Path:
    source = package / context / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(text, encoding="utf-8")
    return source


def test_a_translation_can_be_read_after_it_was_compiled(tmp_path: Path) -> None:
    source = catalogue(tmp_path, "projects", SOURCE)
    assert compile_translations(tmp_path).written == (source.with_suffix(".mo"),)
    with source.with_suffix(".mo").open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    assert chinese.gettext("Projects") == "项目库"
    assert chinese.gettext("Targets") == "Targets", "an unsure translation is not shown"


def test_only_what_is_older_than_its_source_is_compiled(tmp_path: Path) -> None:
    source = catalogue(tmp_path, "projects", SOURCE)
    compile_translations(tmp_path)
    assert compile_translations(tmp_path).written == ()
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_translations(tmp_path).written == (source.with_suffix(".mo"),)


def test_a_broken_file_is_named_and_the_others_are_compiled(tmp_path: Path) -> None:
    catalogue(tmp_path, "budget", SOURCE + "this line is nothing\n")
    good = catalogue(tmp_path, "projects", SOURCE)
    done = compile_translations(tmp_path)
    assert done.written == (good.with_suffix(".mo"),)
    assert [problem.where for problem in done.problems] == ["budget/locale/zh_Hans/LC_MESSAGES/django.po"]
