import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8080')}"
# Memory, so that the container's root file system can be read-only.
worker_tmp_dir = "/dev/shm"
# Settings are loaded once for all workers, so that they share a secret key that was made up at the start.
preload_app = True
