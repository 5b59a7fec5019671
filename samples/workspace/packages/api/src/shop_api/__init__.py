import os

import uvicorn
from fastapi import FastAPI
from shop_core import PRICES, total

app = FastAPI(title="shop-api")


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/price/{article}/{count}")
def price(article: str, count: int) -> dict[str, int]:
    return {"cents": total({article: count}), "articles": len(PRICES)}


def main() -> None:
    # PORT is in the image's environment; 0.0.0.0 because a container's own loopback is not reachable from outside.
    uvicorn.run(app, host="0.0.0.0", port=int(os.environ.get("PORT", "8080")))
