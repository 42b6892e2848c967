# UVI009: factory=True with an application instead of a factory.

# %% an instance
# uvicorn: error
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run(app, factory=True)  # error: 16 UVI009

# %% its string
# uvicorn: error
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:app", factory=True)  # error: 16 UVI009

# %% what a factory has made
# uvicorn: error
import uvicorn
from fastapi import FastAPI


def create_app():
    return FastAPI()


if __name__ == "__main__":
    uvicorn.run(create_app(), factory=True)  # error: 16 UVI009

# %% the factory
# uvicorn: serves
import uvicorn
from fastapi import FastAPI


def create_app():
    return FastAPI()


if __name__ == "__main__":
    uvicorn.run("main:create_app", factory=True)

# %% the class is a factory
# uvicorn: serves
import uvicorn
from fastapi import FastAPI

if __name__ == "__main__":
    uvicorn.run(FastAPI, factory=True)

# %% another module's
import uvicorn

if __name__ == "__main__":
    uvicorn.run("other:app", factory=True)
