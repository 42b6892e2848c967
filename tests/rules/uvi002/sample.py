# UVI002: an application object with a flag that may turn on later.

# %% an environment variable
# uvicorn: serves
import os

import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, reload=os.getenv("RELOAD") == "1")  # error: 16 UVI002

# %% the day somebody turns it on
# uvicorn: refused
# env: RELOAD=1
import os

import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, reload=os.getenv("RELOAD") == "1")  # error: 16 UVI002

# %% a number from the environment
# uvicorn: refused
# env: WORKERS=4
import os

import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, workers=int(os.environ["WORKERS"]))  # error: 16 UVI002

# %% a parameter
# uvicorn: refused
import os

import uvicorn
from api import app


def main(reload: bool = False) -> None:
    uvicorn.run(app, reload=reload)  # error: 16 UVI002


if __name__ == "__main__":
    main(reload=bool(os.environ))

# %% settings
import uvicorn
from api import app
from config import settings


def main() -> None:
    uvicorn.run(app, workers=settings.workers)  # error: 16 UVI002

# %% the number of processors, which may be one
import os

import uvicorn
from api import app


def main() -> None:
    uvicorn.run(app, workers=os.cpu_count())  # error: 16 UVI002

# %% with the string it works
# uvicorn: reloads
# env: RELOAD=1
import os

import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app", reload=os.getenv("RELOAD") == "1")

# %% the other branch passes a string
# uvicorn: reloads
# env: RELOAD=1
import os

import uvicorn
from api import app

reload = os.getenv("RELOAD") == "1"

if __name__ == "__main__":
    if reload:
        uvicorn.run("api:app", reload=True)
    else:
        uvicorn.run(app, reload=reload)

# %% the code refuses the flag itself
# uvicorn: no launch
# env: RELOAD=1
import os
import sys

import uvicorn
from api import app

reload = os.getenv("RELOAD") == "1"
if reload:
    sys.exit("start it with the uvicorn command")
uvicorn.run(app, reload=reload)

# %% clamped
# uvicorn: serves
import uvicorn
from api import app


def main(workers: int) -> None:
    if workers > 1:
        print("one worker is enough")
        workers = 1
    uvicorn.run(app, workers=workers)


if __name__ == "__main__":
    main(4)

# %% off in any case
# uvicorn: serves
import os

import uvicorn
from api import app

uvicorn.run(app, reload=False if os.getenv("RELOAD") else None)

# %% an opaque mapping
import uvicorn
from api import app


def main(**options: object) -> None:
    uvicorn.run(app, **options)
