"""Regions, organisations, people and the posts they hold."""

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from yuheng.kernel.outcome import Words
from yuheng.organisations.domain.duties import DUTIES
from yuheng.platform import clock
from yuheng.platform.acts import PostView


class Region(models.Model):
    """An administrative division; the code and its level together are the key (some codes stand at two levels)."""

    code = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "level"], name="region_code_once_per_level"),)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A county, a department or a unit. `path` holds the codes from the county down, each followed by a slash."""

    class Kind(models.TextChoices):
        COUNTY = "county"
        DEPARTMENT = "department"
        UNIT = "unit"
        THIRD_PARTY = "third_party"

    code = models.CharField(max_length=21, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    path = models.CharField(max_length=80, unique=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["county", "department", "unit", "third_party"]),
                name="organisation_kind_known",
            ),
        )

    @property
    def words(self) -> Words:
        """Its name on a screen in either language."""
        return Words(zh=self.name, en=self.name_en or self.name)

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return self.name

    @property
    def act_chain(self) -> str:
        """Its acts stand in its own chain."""
        return self.code

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Finds people by user name."""


class Person(AbstractBaseUser):
    """Somebody who may sign in. What he may do comes from his posts alone."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects: ClassVar[People] = People()

    @property
    def display(self) -> str:
        """How pages greet him."""
        return self.name

    @cached_property
    def posts(self) -> tuple[PostView, ...]:
        """His posts today; one query, kept for the life of this object (a request)."""
        today = clock.today()
        held = (
            Post.objects.filter(person=self, since__lte=today).exclude(until__lt=today).select_related("organisation")
        )
        return tuple(post.view for post in held.order_by("pk"))

    @property
    def words(self) -> Words:
        """His name on a screen in either language."""
        return Words(zh=self.name, en=self.name_en or self.name)

    def has_duty(self, duty: str, path: str = "") -> bool:
        """Whether one of his posts gives him the duty over the organisation at `path` (anywhere when empty)."""
        return any(post.duty == duty and (not path or path.startswith(post.reach)) for post in self.posts)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A duty that a person holds at an organisation, from a day until a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="held_posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    duty = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="post_ends_after_it_began",
            ),
        )

    @property
    def view(self) -> PostView:
        """The post as the platform sees it."""
        title = DUTIES[self.duty].title
        return PostView(
            self.duty, self.organisation.path, f"{self.organisation.name}·{title.zh}", self.organisation.code
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.duty}"
