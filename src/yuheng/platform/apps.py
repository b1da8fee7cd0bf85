"""Platform: Django machinery without business words."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "yuheng.platform"
    label = "platform"
