# UVI006: debug, which uvicorn no longer accepts.

# %% true
# uvicorn: type error
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app", debug=True)  # error: 27 UVI006

# %% false
# uvicorn: type error
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, debug=False)  # error: 21 UVI006

# %% with an object, true
# uvicorn: type error
import uvicorn
from api import app

if __name__ == "__main__":
    uvicorn.run(app, debug=True)  # error: 16 UVI001, 21 UVI006

# %% the framework's own
# uvicorn: serves
import uvicorn
from fastapi import FastAPI

app = FastAPI(debug=True)

if __name__ == "__main__":
    uvicorn.run(app, log_level="debug")
