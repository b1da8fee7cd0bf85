"""Faces of the platform itself: the workbench and the button of a step."""
