"""Registers the context with Django."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "yuheng.projects"
    label = "projects"
