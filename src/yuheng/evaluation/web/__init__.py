"""Pages and panels of evaluation."""
