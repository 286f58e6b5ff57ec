"""The arithmetic of a large batch."""

from __future__ import annotations

import pytest
from plan import Rates, plan, render


def test_a_plan_is_arithmetic_on_rates() -> None:
    found = plan(3600, 500, 1, Rates(500, 1, price=0.5, overhead=0.5))
    assert found.worker_hours == 4  # two seconds each, and as much again lost
    assert (found.workers, found.servers, found.cost) == (4, 0, 2)


def test_a_server_takes_the_summaries_over() -> None:
    rates = Rates(500, 0, overhead=0, server_articles_per_s=0.5, server_price=10)
    found = plan(3600, 500, 1, rates)
    assert (found.worker_hours, found.server_hours, found.servers) == (1, 2, 2)
    assert found.cost == pytest.approx(20)
    assert "servers      2, 2 hours" in render(found, 3600, rates)
