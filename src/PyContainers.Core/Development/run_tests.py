# Runs a project's tests with pytest if it is installed, else with unittest. Ends with pytest's codes: 0 passed,
# 1 failed, 2 interrupted, 4 wrong arguments, 5 no tests.
import argparse
import os
import re
import sys

os.dup2(2, 1)  # one stream, in the order of what was printed

options = argparse.ArgumentParser()
options.add_argument("--junit", required=True)
options.add_argument("--cache", required=True)
options.add_argument("--expression", default="")
options.add_argument("--coverage", default="")
options.add_argument("--list", action="store_true")
options, more = options.parse_known_args()


def installed(module):
    from importlib.util import find_spec

    return find_spec(module) is not None


def run_pytest():
    import pytest

    arguments = ["-o", "junit_family=xunit1", "-o", "cache_dir=" + options.cache, "--junitxml=" + options.junit]
    if options.expression:
        arguments += ["-k", options.expression]
    if options.coverage:
        arguments += ["--cov", "--cov-report=xml:" + options.coverage]
    if options.list:
        arguments += ["--collect-only", "-q"]
    return pytest.main(arguments + more)


def run_unittest():
    import time
    import unittest
    import xml.etree.ElementTree as xml

    if more:
        print("unittest takes no arguments: " + " ".join(more))
        return 4

    def wanted(test):
        name = test.id().lower()
        words = ("and", "or", "not")
        text = re.sub(
            r"[^\s()]+", lambda word: word[0] if word[0] in words else str(word[0].lower() in name), options.expression
        )
        return not text or eval(text, {})  # True, False, and, or, not and parentheses

    def each(suite):
        for item in suite:
            if isinstance(item, unittest.TestSuite):
                yield from each(item)
            else:
                yield item

    class Result(unittest.TextTestResult):
        def startTest(self, test):
            super().startTest(test)
            self.began = time.monotonic()
            self.done = False

        def add(self, test, kind=None, message="", text=""):
            if self.done:
                return
            self.done = True
            place = test.id().rpartition(".")
            case = xml.SubElement(report, "testcase", classname=place[0], name=place[2])
            case.set("time", f"{time.monotonic() - getattr(self, 'began', time.monotonic()):.3f}")
            if kind:
                xml.SubElement(case, kind, message=message).text = text

        def failed(self, test, kind, error):
            text = self._exc_info_to_string(error, test)
            last = [(frame.co_filename, line) for frame, line in frames(error[2]) if inside(frame.co_filename)]
            if last:
                text += f"\n{last[-1][0]}:{last[-1][1]}: {error[0].__name__}"
            self.add(test, kind, f"{error[0].__name__}: {error[1]}", text)

        def addSuccess(self, test):
            super().addSuccess(test)
            self.add(test)

        def addFailure(self, test, error):
            super().addFailure(test, error)
            self.failed(test, "failure", error)

        def addError(self, test, error):
            super().addError(test, error)
            self.failed(test, "error", error)

        def addSubTest(self, test, subtest, error):
            super().addSubTest(test, subtest, error)
            if error:
                self.failed(test, "failure", error)

        def addSkip(self, test, reason):
            super().addSkip(test, reason)
            self.add(test, "skipped", reason)

        def addExpectedFailure(self, test, error):
            super().addExpectedFailure(test, error)
            self.add(test, "skipped", "expected failure")

        def addUnexpectedSuccess(self, test):
            super().addUnexpectedSuccess(test)
            self.add(test, "failure", "unexpected success")

    def frames(trace):
        while trace:
            yield trace.tb_frame.f_code, trace.tb_lineno
            trace = trace.tb_next

    def inside(name):
        return os.path.abspath(name).startswith(os.getcwd() + os.sep) and "site-packages" not in name

    report = xml.Element("testsuite", name="unittest")
    loader = unittest.TestLoader()
    # Without an __init__.py a folder of tests is a top of its own.
    tops = [top for top in ("tests", "test") if os.path.isdir(top) and not os.path.exists(f"{top}/__init__.py")]
    suites = [loader.discover(top, top_level_dir=top) for top in tops] + [loader.discover(".")]
    tests = unittest.TestSuite(test for test in each(suites) if wanted(test))
    if options.list:
        for test in each(tests):
            print(test.id())
        return 0
    if not tests.countTestCases():
        return 5
    result = unittest.TextTestRunner(stream=sys.stderr, resultclass=Result).run(tests)
    xml.ElementTree(report).write(options.junit, encoding="utf-8", xml_declaration=True)
    return 0 if result.wasSuccessful() else 1


if options.coverage and not installed("pytest_cov"):
    print("no coverage: pytest-cov is not installed")
    options.coverage = ""
sys.exit(run_pytest() if installed("pytest") else run_unittest())
