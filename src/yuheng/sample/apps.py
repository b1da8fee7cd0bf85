"""Registers the context with Django."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "yuheng.sample"
    label = "sample"
