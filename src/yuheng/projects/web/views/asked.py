"""Who asks, and about which project."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.guards import person_of
from yuheng.projects.models import Project

LIBRARY = Words(zh="项目库", en="Projects")


def actor(request: HttpRequest) -> Actor:
    """Who is asking; the guard has let nobody in who is not signed in."""
    person = person_of(request)
    if person is None:
        raise PermissionDenied
    return person


def project_of(pk: int) -> Project:
    """The project with its unit, or a page that says there is none."""
    return get_object_or_404(Project.objects.select_related("unit", "unit__parent"), pk=pk)
