# UVI001: an application object with reload or workers on.
#
# A sample is a program of its own and begins at "# %%"; it is read as main.py, if no other
# "# file:" is given.  "# error: COLUMN CODE" ends a line that is reported, and "# uvicorn:" says
# what uvicorn does with the program.  See test_samples.py.

# %% the mission's example
# uvicorn: refused
import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    uvicorn.run(app, host="127.0.0.1", port=8000, reload=True)  # error: 16 UVI001


if __name__ == "__main__":
    main()

# %% its corrected form
# uvicorn: reloads
import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    uvicorn.run("main:app", host="127.0.0.1", port=8000, reload=True)


if __name__ == "__main__":
    main()

# %% workers
# uvicorn: refused
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, workers=4)  # error: 16 UVI001

# %% one worker is no worker
# uvicorn: serves
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, workers=1, reload=False)

# %% any true value turns reload on
# uvicorn: refused
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, reload="false")  # error: 16 UVI001

# %% more workers than processors, on every machine
# uvicorn: refused
import os

import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, workers=os.cpu_count() * 2 + 1)  # error: 16 UVI001

# %% a coroutine function
# uvicorn: refused
import uvicorn


async def app(scope, receive, send):
    ...


uvicorn.run(
    app,  # error: 4 UVI001
    reload=True,
)

# %% a factory is an object too
# uvicorn: refused
import uvicorn
from fastapi import FastAPI


def create_app():
    return FastAPI()


if __name__ == "__main__":
    uvicorn.run(create_app, factory=True, reload=True)  # error: 16 UVI001

# %% and so is what it makes
# uvicorn: refused
import uvicorn
from fastapi import FastAPI


def create_app():
    return FastAPI()


if __name__ == "__main__":
    uvicorn.run(create_app(), workers=2)  # error: 16 UVI001

# %% the string of a factory
# uvicorn: workers
import uvicorn
from fastapi import FastAPI


def create_app():
    return FastAPI()


if __name__ == "__main__":
    uvicorn.run("main:create_app", factory=True, workers=2)

# %% under another name
# uvicorn: refused
from uvicorn import run as serve
from api import app as application

if __name__ == "__main__":
    serve(app=application, reload=True)  # error: 14 UVI001

# %% in a thread
# uvicorn: refused
import threading

import uvicorn
from api import app

if __name__ == "__main__":
    threading.Thread(
        target=uvicorn.run, args=(app,), kwargs={"reload": True}  # error: 34 UVI001
    ).start()

# %% the name may hold a string
# uvicorn: reloads
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
target = app if sys.argv[1:] else "main:app"

if __name__ == "__main__":
    uvicorn.run(target, reload=True)

# %% another function of the name
# uvicorn: no launch
from api import app


def run(*args, **kwargs):
    print("not uvicorn")


run(app, reload=True)
