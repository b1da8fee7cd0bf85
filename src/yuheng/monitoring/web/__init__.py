"""Pages and panels of dual monitoring."""
