"""Right: with an import string uvicorn can load the application again."""

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def read_root() -> dict[str, str]:
    return {"Hello": "World"}


def main() -> None:
    uvicorn.run(
        "reload_with_import_string:app",
        host="0.0.0.0",
        port=8000,
        reload=True,
    )


if __name__ == "__main__":
    main()
