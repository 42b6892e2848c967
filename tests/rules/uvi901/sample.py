# UVI901 (opt-in): an application object that WEB_CONCURRENCY makes fail.

# %% on most hosts
# uvicorn: serves
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app)  # error: 16 UVI901

# %% on some
# uvicorn: refused
# env: WEB_CONCURRENCY=2
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app)  # error: 16 UVI901

# %% reload=False does not help
# uvicorn: refused
# env: WEB_CONCURRENCY=2
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, reload=False, workers=None)  # error: 16 UVI901

# %% one worker does
# uvicorn: serves
# env: WEB_CONCURRENCY=2
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, workers=1)

# %% and a string
# uvicorn: workers
# env: WEB_CONCURRENCY=2
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app")

# %% perhaps there is a number of workers
import uvicorn
from api import app


def main(**options: object) -> None:
    uvicorn.run(app, **options)
