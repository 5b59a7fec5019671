"""Compiles groups of Python files to bytecode, so that the bytes depend on nothing but the sources and their paths in the image.

CPython's marshal output depends on what the process has compiled before (python/cpython#129724). So every group is compiled by a
process of its own, forked from one that has compiled nothing, in the order it is given.

Imports only what CPython has built in or frozen: the standard library beside it may not be compiled yet, and would cost more than the work.

Reads fields, each ended by a zero byte: the number of jobs, the word "checked" or "unchecked", then for each group the file to write, and for each of its sources the source and
its path in the image; an empty field ends a group. In the file are, for each source, four bytes with the length of its pyc, and the pyc; a
source that does not compile has none. Writes to standard output three such fields for each of these: the source, the line, the message.
"""

import gc
import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, source_hash

# Those this program is started with; sys.orig_argv is new in Python 3.10.
OPTIONS = ["-s", "-S", "-B", "-W", "ignore"]

# PEP 552: the pyc holds a hash of its source, which an import compares with the source it finds, or does not.
FLAGS = {"checked": (3).to_bytes(4, "little"), "unchecked": (1).to_bytes(4, "little")}


def compile_file(source, shown, check):
    with open(source, "rb") as file:
        text = file.read()
    code = compile(text, shown, "exec", dont_inherit=True)
    return MAGIC_NUMBER + FLAGS[check] + source_hash(text) + marshal.dumps(code)


def compile_group(group, check):
    target, *fields = group
    with open(target, "wb") as pack:
        for source, shown in zip(fields[::2], fields[1::2]):
            pyc = b""
            try:
                pyc = compile_file(source, shown, check)
            except SyntaxError as error:
                report(source, error.lineno or 0, error.msg)
            except (ValueError, OverflowError, RecursionError, MemoryError) as error:
                report(source, 0, str(error))
            pack.write(len(pyc).to_bytes(4, "little") + pyc)


def report(source, line, message):
    data = f"{source}\0{line}\0{message}\0".encode(errors="replace")
    while data:
        data = data[os.write(1, data) :]


def forked(groups, jobs, check):
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
                compile_group(group, check)
                code = 0
            finally:
                os._exit(code)
        running.add(pid)
    while running:
        pid, status = os.wait()
        running.discard(pid)
        failed |= status != 0
    return failed


def spawned(groups, jobs, check):
    import subprocess  # where there is no fork

    failed = False
    for start in range(0, len(groups), jobs):
        batch = []
        for group in groups[start : start + jobs]:
            child = subprocess.Popen([sys.executable, *OPTIONS, __file__], stdin=subprocess.PIPE)
            child.stdin.write("\0".join(["0", check, *group, "", ""]).encode())
            child.stdin.close()
            batch.append(child)
        for child in batch:
            failed |= child.wait() != 0
    return failed


def read():
    jobs, check, *fields = sys.stdin.buffer.read().decode().split("\0")
    groups = [[]]
    for field in fields[:-1]:  # what follows the last zero byte
        if field:
            groups[-1].append(field)
        else:
            groups.append([])
    return int(jobs), check, groups[:-1]


def main():
    jobs, check, groups = read()
    if jobs == 0:
        compile_group(groups[0], check)
    elif (forked if hasattr(os, "fork") else spawned)(groups, jobs, check):
        sys.exit("a compiling process ended early")


main()
