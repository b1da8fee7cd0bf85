"""How pages answer: a form that is tried, a button that is done, a file that is taken in; problems beside each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuheng.budget.sheets import MOST_BYTES, Field, SheetRow, read_sheet
from yuheng.kernel.outcome import Refused, refuse_if


class UploadForm(forms.Form):
    """A filled-in table."""

    file = forms.FileField(label=gettext_lazy("Table (xlsx or csv)"))


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], object],
    title: str,
    back: str,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent and holds, act; what is refused stands above it. `more`: what stands below it."""
    problems: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    context = {"form": form, "problems": problems, "title": title, "back": back, **(more or {})}
    return render(request, "budget/pages/form.html", context, status=409 if problems else 200)


def done(request: HttpRequest, act: Callable[[], object], said: str, back: str) -> HttpResponse:
    """Do what a button asks and go back; what is refused gets a page of its own."""
    if request.method != "POST":
        return redirect(back)
    try:
        act()
    except Refused as refused:
        context = {"problems": refused.problems, "subjects": [], "back": back}
        return render(request, "platform/pages/refused.html", context, status=409)
    messages.success(request, said)
    return redirect(back)


def upload_page(
    request: HttpRequest,
    form: UploadForm,
    fields: Sequence[Field],
    act: Callable[[list[SheetRow]], object],
    words: tuple[str, str],
) -> HttpResponse:
    """Take a table in: all of it, or nothing and every problem by its cell. `words`: the title, and the way back."""

    def take() -> object:
        rows, problems = read_sheet(content_of(form.cleaned_data["file"]), fields)
        refuse_if(problems)
        return act(rows)

    return form_page(request, form, take, *words)


def content_of(file: UploadedFile[bytes]) -> bytes:
    """What was sent, one byte more than is allowed at most."""
    content = file.read(MOST_BYTES + 1)
    return content if isinstance(content, bytes) else content.encode()
