"""One class per code: what is reported, and in which words."""

from __future__ import annotations

from flake8_plugin_utils import Error


class UVI001(Error):
    """UVI001: an application object with ``reload``, ``workers`` or ``debug`` on."""

    code = "UVI001"
    message = (
        "uvicorn exits at start-up: {flags} an import string, "
        "and the application is an object; {advice}"
    )


class UVI002(Error):
    """UVI002: an application object with a flag that may turn on later."""

    code = "UVI002"
    message = (
        "uvicorn exits whenever {flags}: that needs an import string, "
        "and the application is an object; {advice}"
    )


class UVI003(Error):
    """UVI003: ``reload`` and ``workers`` together, of which reload wins."""

    code = "UVI003"
    message = (
        "these workers never start: uvicorn ignores workers while reload is on; keep one of the two"
    )


class UVI004(Error):
    """UVI004: an import string that cannot be imported."""

    code = "UVI004"
    message = "uvicorn cannot import {string}: {problem}{advice}"


class UVI005(Error):
    """UVI005: an import string that names something this module does not have."""

    code = "UVI005"
    message = (
        "uvicorn finds no {name} when it imports this module: {problem}; "
        "bind it at module level{near}"
    )


class UVI006(Error):
    """UVI006: ``debug``, which uvicorn no longer accepts."""

    code = "UVI006"
    message = (
        "uvicorn removed debug in 0.19 and raises TypeError for any value; "
        "remove it, and pass debug to the framework"
    )


class UVI007(Error):
    """UVI007: a launch that runs again in the process it starts."""

    code = "UVI007"
    message = (
        "this call runs again when uvicorn, or a process it starts, imports this file; "
        'put it under if __name__ == "__main__":'
    )


class UVI008(Error):
    """UVI008: ``reload`` or ``workers`` of a Config that a Server runs."""

    code = "UVI008"
    message = (
        "uvicorn.Server ignores {flags} and serves in one process; "
        "use uvicorn.run or the uvicorn command"
    )


class UVI009(Error):
    """UVI009: ``factory=True`` with an application instead of a factory."""

    code = "UVI009"
    message = (
        "uvicorn exits at start-up: factory=True calls {what} without arguments, "
        "and it is an application, not a factory; {advice}"
    )


class UVI901(Error):
    """UVI901: an application object that ``WEB_CONCURRENCY`` makes fail (opt-in)."""

    code = "UVI901"
    message = (
        "uvicorn exits at start-up if WEB_CONCURRENCY is above 1 in the environment: "
        "workers need an import string, and the application is an object; "
        "write workers=1, or {advice}"
    )


# For whoever wants to list them, such as the tests of the documents.
CODES: tuple[type[Error], ...] = (
    UVI001,
    UVI002,
    UVI003,
    UVI004,
    UVI005,
    UVI006,
    UVI007,
    UVI008,
    UVI009,
    UVI901,
)
