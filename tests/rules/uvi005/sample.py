# UVI005: an import string of this very file, and an attribute that it does not have.

# %% misspelt
# uvicorn: bad string
import uvicorn
from fastapi import FastAPI

application = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:aplication")  # error: 16 UVI005

# %% spelt right
# uvicorn: serves
import uvicorn
from fastapi import FastAPI

application = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:application")

# %% local to a function
# uvicorn: bad string
import uvicorn
from fastapi import FastAPI


def main() -> None:
    app = FastAPI()
    print(app)
    uvicorn.run("main:app", reload=True)  # error: 16 UVI005


if __name__ == "__main__":
    main()

# %% under the guard
# uvicorn: bad string
import uvicorn
from fastapi import FastAPI

if __name__ == "__main__":
    app = FastAPI()
    uvicorn.run("main:app", workers=2)  # error: 16 UVI005

# %% under the guard, but in the process itself
# uvicorn: serves
import uvicorn
from fastapi import FastAPI

if __name__ == "__main__":
    app = FastAPI()
    uvicorn.run(f"{__name__}:app")

# %% deleted
# uvicorn: bad string
import uvicorn
from fastapi import FastAPI

app = FastAPI()
del app

if __name__ == "__main__":
    uvicorn.run(f"{__name__}:app", reload=True)  # error: 16 UVI005

# %% imported
# uvicorn: reloads
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run("main:app", reload=True)

# %% made on demand
# uvicorn: reloads
import uvicorn


def __getattr__(name):
    import api

    return getattr(api, name)


if __name__ == "__main__":
    uvicorn.run("main:app", reload=True)

# %% by its dotted path
# file: pkg/main.py
import uvicorn

if __name__ == "__main__":
    uvicorn.run("pkg.main:app", reload=True)  # error: 16 UVI005

# %% perhaps another file
# file: pkg/main.py
import uvicorn


def main():
    uvicorn.run("main:app", reload=True)


# %% the folder of a script comes first
# file: pkg/main.py
import uvicorn

if __name__ == "__main__":
    uvicorn.run("main:app", reload=True)  # error: 16 UVI005

# %% computed
from pathlib import Path

import uvicorn

if __name__ == "__main__":
    uvicorn.run(f"{Path(__file__).stem}:app", reload=True)  # error: 16 UVI005

# %% a new process has another __main__
# file: pkg/__main__.py
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run(f"{__name__}:app", reload=True)  # error: 16 UVI005

# %% this process has it
# file: pkg/__main__.py
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run(f"{__name__}:app")
