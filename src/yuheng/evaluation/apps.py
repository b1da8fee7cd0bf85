"""Registers the context with Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "yuheng.evaluation"
    label = "evaluation"
