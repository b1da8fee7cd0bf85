"""Faces of the budget for people."""
