"""Tests of the sample county: its plan, its truth against the product's answers, and what a changed byte gives away."""
