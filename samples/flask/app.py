from flask import Flask, render_template

app = Flask(__name__)


@app.get("/")
def index() -> str:
    return render_template("index.html", title="Flask in a container")


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}
