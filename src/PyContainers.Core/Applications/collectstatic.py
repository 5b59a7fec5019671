"""Runs "manage.py collectstatic" with STATIC_ROOT turned elsewhere.

Arguments: the project's folder, the folder to collect into, the file that gets where that folder and the project's own
STATIC_ROOT really lie, and STATIC_ROOT as the settings have it: one in a line.
"""

import os
import runpy
import sys

project, output, told = sys.argv[1:]
sys.path.insert(0, project)
sys.argv = ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"]

from django.core import management  # noqa: E402

run = management.execute_from_command_line


def redirected(argv=None):
    from django.conf import settings

    root = settings.STATIC_ROOT
    if root:
        settings.STATIC_ROOT = output
        with open(told, "w", encoding="utf-8") as file:
            file.write("\n".join((os.path.realpath(project), os.path.realpath(root), os.fspath(root))))
    run(argv)


management.execute_from_command_line = redirected
runpy.run_path(os.path.join(project, "manage.py"), run_name="__main__")
