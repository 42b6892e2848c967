"""One module for each code, and beside it its page."""
