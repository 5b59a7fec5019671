PRICES = {"tea": 250, "cup": 900}


def total(order: dict[str, int]) -> int:
    """The price in cents of a number of each article."""
    return sum(PRICES[article] * count for article, count in order.items())
