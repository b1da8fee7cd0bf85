"""Registers the context with Django."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "yuheng.results"
    label = "results"
