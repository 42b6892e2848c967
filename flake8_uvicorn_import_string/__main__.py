"""``python -m flake8_uvicorn_import_string``: the same as the console script."""

from __future__ import annotations

from flake8_uvicorn_import_string.fix.command import main

raise SystemExit(main())
