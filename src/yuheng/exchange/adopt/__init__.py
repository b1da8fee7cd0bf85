"""Adopting a foreign budget: a mapping file says what its columns mean, the loader joins, posts, reconciles and reports."""
