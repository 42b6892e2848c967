# UVI012: an import string with reload or workers where neither can work.

# %% in a thread
# uvicorn: error
import threading

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=("main:app",), kwargs={"reload": True}).start()  # error: 4 UVI012

# %% in a function that a thread runs
# uvicorn: error
import threading

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def serve():
    uvicorn.run("main:app", workers=2)  # error: 4 UVI012


if __name__ == "__main__":
    threading.Thread(target=serve).start()

# %% without a flag a thread serves
# uvicorn: serves
import threading

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=("main:app",)).start()

# %% in the main thread
# uvicorn: reloads
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:app", reload=True)
