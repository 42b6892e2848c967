# UVI007: a launch that runs again in the process that it starts.

# %% no guard
# uvicorn: error
import uvicorn

uvicorn.run("api:app", reload=True)  # error: 0 UVI007

# %% a guard
# uvicorn: reloads
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app", reload=True)

# %% workers, in a function that is called
# uvicorn: error
import uvicorn


def main() -> None:
    uvicorn.run("api:app", workers=2)


main()  # error: 0 UVI007

# %% called under a guard
# uvicorn: workers
import uvicorn


def main() -> None:
    uvicorn.run("api:app", workers=2)


if __name__ == "__main__":
    main()

# %% this very module, which uvicorn imports in the same process
import uvicorn
from fastapi import FastAPI

app = FastAPI()
uvicorn.run("main:app")  # error: 0 UVI007

# %% another module, in the same process
# uvicorn: serves
import uvicorn

uvicorn.run("api:app")

# %% a guard that children pass
# uvicorn: error
import uvicorn

if __name__ in ("__main__", "__mp_main__"):
    uvicorn.run("api:app", reload=True)  # error: 4 UVI007

# %% a child does not import it
# file: pkg/__main__.py
import uvicorn

uvicorn.run("api:app", reload=True)

# %% a condition that may be a guard
import sys

import uvicorn

if sys.argv[1:] == ["serve"]:
    uvicorn.run("api:app", reload=True)
