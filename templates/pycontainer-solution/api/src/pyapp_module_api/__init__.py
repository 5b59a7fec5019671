import os

import uvicorn
from fastapi import FastAPI

app = FastAPI(title="Py-App.Api")


@app.get("/greeting/{name}")
def greeting(name: str) -> dict[str, str]:
    return {"greeting": f"Hello {name}, from Python"}


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


def main() -> None:
    # PORT is in the image's environment; 0.0.0.0 because a container's own loopback is not reachable from outside.
    uvicorn.run(app, host="0.0.0.0", port=int(os.environ.get("PORT", "8080")))
