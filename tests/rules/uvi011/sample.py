# UVI011: an import string to an application that only the launching process sets up.

# %% a name that functions read
# uvicorn: reloads
import uvicorn
from fastapi import FastAPI

app = FastAPI()


def limit():
    return LIMIT


if __name__ == "__main__":
    LIMIT = 9
    uvicorn.run("main:app", reload=True)  # error: 16 UVI011

# %% at module level
# uvicorn: reloads
import uvicorn
from fastapi import FastAPI

app = FastAPI()
LIMIT = 9


def limit():
    return LIMIT


if __name__ == "__main__":
    uvicorn.run("main:app", reload=True)
