"""Compiles groups of Python files to bytecode, so that the bytes depend on nothing but the sources and their paths in the image.

CPython's marshal output depends on what the process has compiled before (python/cpython#129724). So every group is compiled by a
process of its own, forked from one that has compiled nothing, in the order it is given.

Reads one JSON object on standard input: {"jobs": N, "groups": [[[source, target, path in the image], ...], ...]}.
Writes one JSON object a line for each file that does not compile: {"source": ..., "line": ..., "message": ...}.
"""

import json
import os
import py_compile
import subprocess
import sys


def compile_group(group):
    failures = []
    for source, target, shown in group:
        try:
            py_compile.compile(source, cfile=target, dfile=shown, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        except py_compile.PyCompileError as error:
            value = error.exc_value
            failures.append({"source": source, "line": getattr(value, "lineno", 0) or 0, "message": getattr(value, "msg", None) or str(value)})
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            failures.append({"source": source, "line": 0, "message": str(error)})
    return "".join(json.dumps(failure) + "\n" for failure in failures)


def write(text):
    data = text.encode()
    while data:
        data = data[os.write(1, data) :]


def forked(groups, jobs):
    running = set()
    failed = False
    for group in groups:
        while len(running) >= jobs:
            pid, status = os.wait()
            running.discard(pid)
            failed |= status != 0
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                write(compile_group(group))
                code = 0
            finally:
                os._exit(code)
        running.add(pid)
    while running:
        pid, status = os.wait()
        running.discard(pid)
        failed |= status != 0
    return failed


def spawned(groups, jobs):
    failed = False
    for start in range(0, len(groups), jobs):
        batch = []
        for group in groups[start : start + jobs]:
            child = subprocess.Popen([sys.executable, "-s", "-S", "-B", __file__], stdin=subprocess.PIPE)
            child.stdin.write(json.dumps({"jobs": 0, "groups": [group]}).encode())
            child.stdin.close()
            batch.append(child)
        for child in batch:
            failed |= child.wait() != 0
    return failed


def main():
    request = json.load(sys.stdin.buffer)
    groups, jobs = request["groups"], request["jobs"]
    if jobs == 0:
        write(compile_group(groups[0]))
    elif (forked if hasattr(os, "fork") else spawned)(groups, jobs):
        sys.exit("a compiling process ended early")


main()
