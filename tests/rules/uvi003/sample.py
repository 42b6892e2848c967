# UVI003: reload and workers together, of which reload wins.

# %% both
# uvicorn: reloads
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app", reload=True, workers=4)  # error: 48 UVI003

# %% only workers
# uvicorn: workers
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app", workers=4)

# %% only reload
# uvicorn: reloads
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app", reload=True, workers=1)

# %% one or the other
import uvicorn


def main(debug: bool) -> None:
    uvicorn.run("api:app", reload=debug, workers=1 if debug else 4)
