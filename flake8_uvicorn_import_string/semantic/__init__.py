"""Which binding does this name have here: CPython's rules, nothing about uvicorn."""
