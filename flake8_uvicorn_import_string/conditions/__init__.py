"""Under which conditions a launch runs."""
