"""Let tox find every Python that pyenv has installed, not only the active ones.

tox loads this file by itself.  Without pyenv it changes nothing.
"""

import os
from pathlib import Path


def _pyenv_bin_directories() -> list[str]:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return sorted(str(directory) for directory in root.glob("versions/3.*/bin"))


# At the end of the path, so that no command means another program than before.
_path = os.environ.get("PATH", os.defpath)
os.environ["PATH"] = os.pathsep.join([_path, *_pyenv_bin_directories()])
