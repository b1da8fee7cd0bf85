"""Tests of the whole house; the tests of a context live beside it."""
