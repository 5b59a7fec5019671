import os
import signal
import threading

stopped = threading.Event()


def work() -> None:
    print("Py-App is at work", flush=True)


def main() -> None:
    # What 'docker stop' and Kubernetes send; without it, the program would be killed in the middle of its work.
    signal.signal(signal.SIGTERM, lambda signum, frame: stopped.set())
    signal.signal(signal.SIGINT, lambda signum, frame: stopped.set())
    seconds = float(os.environ.get("INTERVAL", "10"))
    while not stopped.is_set():
        work()
        stopped.wait(seconds)
    print("Py-App has stopped", flush=True)


if __name__ == "__main__":
    main()
