"""What a large batch takes: machines, hours, cost, storage. Arithmetic on rates that you measure.

    python benchmarks/plan.py --articles 10e6 --words 500 --summary-s 7 --price 0.08 --hours 168

Each rate is that of one worker, by default two cores; `newsbrief batch --ray` prints articles and
words a minute of a run, which is the way to get your own. Prices are assumptions of yours.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

__all__ = ["Plan", "Rates", "plan", "render"]

RECORD_BYTES_PER_WORD = 22  # of a JSON record, both languages in it, per French word: four samples
TEXT_BYTES_PER_WORD = 6.0  # the same four


@dataclass(frozen=True)
class Rates:
    """What one worker does, and what it costs.

    `overhead` is the part of its time that goes into starts and into waiting for the last groups.
    """

    words_per_s: float  # French words translated and checked
    summary_s: float  # for one article; 0: no summary, or one made elsewhere
    cores: int = 2
    price: float = 0.0  # of the worker's cores, for an hour
    overhead: float = 0.05
    server_articles_per_s: float = 0.0  # of one server that summarises in the workers' place
    server_price: float = 0.0  # for an hour


@dataclass(frozen=True)
class Plan:
    """The whole batch. Hours are those of a worker or a server at work, not of the calendar."""

    worker_hours: float
    server_hours: float
    workers: int
    servers: int
    cost: float
    input_bytes: float
    output_bytes: float


def plan(articles: float, words: float, hours: float, rates: Rates) -> Plan:
    """Return what `articles` of `words` each take if they are to be done in `hours`."""
    seconds = words / rates.words_per_s + rates.summary_s
    worker_hours = articles * seconds / 3600 / (1 - rates.overhead)
    served = rates.server_articles_per_s
    server_hours = articles / served / 3600 if served else 0.0
    return Plan(
        worker_hours=worker_hours,
        server_hours=server_hours,
        workers=math.ceil(worker_hours / hours),
        servers=math.ceil(server_hours / hours),
        cost=worker_hours * rates.price + server_hours * rates.server_price,
        input_bytes=articles * words * TEXT_BYTES_PER_WORD,
        output_bytes=articles * words * RECORD_BYTES_PER_WORD,
    )


def render(found: Plan, articles: float, rates: Rates) -> str:
    """Return the plan as lines for people."""
    lines = [
        f"workers      {found.workers:,} of {rates.cores} cores, {found.worker_hours:,.0f} hours",
        f"read         {found.input_bytes / 1e9:,.0f} GB",
        f"written      {found.output_bytes / 1e9:,.0f} GB as JSON records",
    ]
    if found.servers:
        lines.insert(1, f"servers      {found.servers:,}, {found.server_hours:,.0f} hours")
    if found.cost:
        lines.append(
            f"cost         {found.cost:,.0f}, {1000 * found.cost / articles:.2f} for 1,000"
        )
    return "\n".join(lines)


def main() -> None:
    """Read the options, print the plan."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--articles", type=float, default=10e6)
    parser.add_argument("--words", type=float, default=500, help="French words of one article")
    parser.add_argument("--hours", type=float, default=168, help="when it is to be done")
    parser.add_argument("--rate", type=float, default=900, help="words a second of one worker")
    parser.add_argument("--summary-s", type=float, default=0, help="seconds of one summary")
    parser.add_argument("--cores", type=int, default=2, help="of one worker")
    parser.add_argument("--price", type=float, default=0, help="of a worker's cores for an hour")
    parser.add_argument(
        "--server-rate", type=float, default=0, help="articles a second of a server"
    )
    parser.add_argument("--server-price", type=float, default=0, help="of a server for an hour")
    given = parser.parse_args()
    rates = Rates(
        given.rate,
        given.summary_s,
        cores=given.cores,
        price=given.price,
        server_articles_per_s=given.server_rate,
        server_price=given.server_price,
    )
    found = plan(given.articles, given.words, given.hours, rates)
    print(render(found, given.articles, rates))  # noqa: T201


if __name__ == "__main__":
    main()
