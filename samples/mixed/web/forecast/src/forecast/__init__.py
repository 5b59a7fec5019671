import sys

import numpy


def main() -> None:
    """Continues a series of numbers with a straight line."""
    values = [float(argument) for argument in sys.argv[1:]]
    slope, start = numpy.polyfit(range(len(values)), values, 1)
    print(round(start + slope * len(values), 6))
