"""Flake8 plugin: find ``uvicorn.run`` calls that need an import string."""

from __future__ import annotations

__version__ = "1.1.0"
