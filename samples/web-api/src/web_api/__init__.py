import os
import platform

import uvicorn
from fastapi import FastAPI

app = FastAPI(title="web-api")


@app.get("/")
def index() -> dict[str, str | int]:
    return {"message": "Hello from web-api", "python": platform.python_version(), "uid": os.getuid()}


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


def main() -> None:
    # PORT is in the image's environment; 0.0.0.0 because a container's own loopback is not reachable from outside.
    uvicorn.run(app, host="0.0.0.0", port=int(os.environ.get("PORT", "8080")))
