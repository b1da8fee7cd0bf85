"""Faces of payments for people."""
