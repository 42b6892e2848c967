"""One class per code: what is reported, and in which words."""

from __future__ import annotations

from flake8_plugin_utils import Error


class UVI001(Error):
    """UVI001: an application object with ``reload``, ``workers`` or ``debug`` on."""

    code = "UVI001"
    message = (
        "uvicorn exits at start-up: {flags} {need} the application as an import string, "
        "not as an object; {advice}"
    )
