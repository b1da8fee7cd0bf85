"""Registers the context with Django."""

from django.apps import AppConfig


class ExecutionConfig(AppConfig):
    name = "yuheng.execution"
    label = "execution"
