import sys
from collections.abc import Iterable

import numpy


def next_value(values: Iterable[float]) -> float:
    """Continues a series of numbers with a straight line."""
    numbers = [float(value) for value in values]
    slope, start = numpy.polyfit(range(len(numbers)), numbers, 1)
    return round(float(start + slope * len(numbers)), 6)


def main() -> None:
    print(next_value(float(argument) for argument in sys.argv[1:]))
