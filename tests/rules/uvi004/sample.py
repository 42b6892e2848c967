# UVI004: an import string that cannot be imported.

# %% the name of a file
# uvicorn: bad string
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api.py:app")  # error: 16 UVI004

# %% with the reloader
# uvicorn: bad string
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api.py:app", reload=True)  # error: 16 UVI004

# %% the name of a module
# uvicorn: serves
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app")

# %% no colon
# uvicorn: bad string
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api.app")  # error: 16 UVI004

# %% a path
# uvicorn: bad string
import uvicorn

if __name__ == "__main__":
    uvicorn.run("src/api:app")  # error: 16 UVI004

# %% a call
# uvicorn: bad string
import uvicorn
from fastapi import FastAPI


def create_app():
    return FastAPI()


if __name__ == "__main__":
    uvicorn.run("main:create_app()")  # error: 16 UVI004

# %% the factory
# uvicorn: serves
import uvicorn
from fastapi import FastAPI


def create_app():
    return FastAPI()


if __name__ == "__main__":
    uvicorn.run("main:create_app", factory=True)

# %% white space
# uvicorn: bad string
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api: app")  # error: 16 UVI004

# %% a relative name
# uvicorn: bad string
import uvicorn

if __name__ == "__main__":
    uvicorn.run(".api:app")  # error: 16 UVI004

# %% two colons
# uvicorn: bad string
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api::app")  # error: 16 UVI004

# %% dashes are fine
# uvicorn: serves
# file: my-app.py
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run("my-app:app")

# %% what is not known
import uvicorn


def main(name: str) -> None:
    uvicorn.run(name)
    uvicorn.run(f"{name}:app")
