import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8080')}"
# Memory, so that the container's root file system can be read-only.
worker_tmp_dir = "/dev/shm"
