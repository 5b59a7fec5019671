from fastapi import FastAPI

app = FastAPI(title="pricing")


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/price/{net}")
def price(net: float) -> dict[str, float]:
    return {"gross": round(net * 1.19, 2)}
