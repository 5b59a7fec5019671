from flask import Flask

app = Flask(__name__)


@app.get("/")
def index() -> dict[str, str]:
    return {"message": "Hello from Py-App"}


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}
