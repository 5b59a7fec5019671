"""Compiles groups of Python files to bytecode, so that the bytes depend on nothing but the sources and their paths in the image.

CPython's marshal output depends on what the process has compiled before (python/cpython#129724). So every group is compiled by a
process of its own, forked from one that has compiled nothing, in the order it is given.

Imports only what CPython has built in or frozen: the standard library beside it may not be compiled yet, and would cost more than the work.

Reads fields, each ended by a zero byte: the number of jobs, then for each file its source, its target and its path in the image; an empty
field ends a group. Writes three such fields for each file that does not compile: the source, the line, the message.
"""

import gc
import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, source_hash

UNCHECKED_HASH = (1).to_bytes(4, "little")  # PEP 552: the pyc holds a hash that nobody compares


def compile_file(source, target, shown):
    with open(source, "rb") as file:
        text = file.read()
    code = compile(text, shown, "exec", dont_inherit=True)
    with open(target, "wb") as file:
        file.write(MAGIC_NUMBER + UNCHECKED_HASH + source_hash(text) + marshal.dumps(code))


def compile_group(group):
    made = set()
    for source, target, shown in group:
        folder = os.path.dirname(target)
        if folder not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        try:
            compile_file(source, target, shown)
        except SyntaxError as error:
            report(source, error.lineno or 0, error.msg)
        except (ValueError, OverflowError, RecursionError, MemoryError) as error:
            report(source, 0, str(error))


def report(source, line, message):
    data = f"{source}\0{line}\0{message}\0".encode(errors="replace")
    while data:
        data = data[os.write(1, data) :]


def forked(groups, jobs):
    gc.disable()  # a compiler's trees have no cycles to find
    gc.freeze()
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
                compile_group(group)
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
    import subprocess  # where there is no fork

    failed = False
    for start in range(0, len(groups), jobs):
        batch = []
        for group in groups[start : start + jobs]:
            child = subprocess.Popen([sys.executable, *sys.orig_argv[1:]], stdin=subprocess.PIPE)
            child.stdin.write("\0".join(["0", *(field for file in group for field in file), "", ""]).encode())
            child.stdin.close()
            batch.append(child)
        for child in batch:
            failed |= child.wait() != 0
    return failed


def read():
    jobs, *fields = sys.stdin.buffer.read().decode().split("\0")
    groups = [[]]
    at = 0
    while at + 1 < len(fields):
        if fields[at]:
            groups[-1].append(fields[at : at + 3])
            at += 3
        else:
            groups.append([])
            at += 1
    return int(jobs), groups[:-1]


def main():
    jobs, groups = read()
    if jobs == 0:
        compile_group(groups[0])
    elif (forked if hasattr(os, "fork") else spawned)(groups, jobs):
        sys.exit("a compiling process ended early")


main()
