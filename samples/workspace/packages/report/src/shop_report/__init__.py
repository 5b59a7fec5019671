from rich.console import Console
from rich.table import Table
from shop_core import PRICES


def main() -> None:
    table = Table("Article", "Cents", title="Prices")
    for article, cents in PRICES.items():
        table.add_row(article, str(cents))
    Console().print(table)
