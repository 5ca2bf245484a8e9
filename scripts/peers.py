"""Queues written for other simulators, as their own guides write them.

Each takes the same queue, seed and days, and returns the mean time that customers who
leave after the warm-up were there.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import ciw
import salabim
import simpy


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Stations in a row: servers and mean service time of each.

    Customers come at a `rate`; behind the station `checked`, counted from 0, a share of
    them goes `back` to the first.
    """

    rate: float
    stations: tuple[tuple[int, float], ...]
    checked: int = 0
    back: float = 0.0

    def after(self, station: int) -> int:
        """Return where a customer goes next; behind the last is the exit."""
        sent_back = station == self.checked and random.random() < self.back
        return 0 if sent_back else station + 1


def in_simpy(queue: Queue, seed: int, warm_up: float, end: float) -> float:
    """Run it in SimPy, a generator a customer."""
    random.seed(seed)
    env, times = simpy.Environment(), []
    servers = [simpy.Resource(env, number) for number, _ in queue.stations]

    def customer() -> Iterator[simpy.Event]:
        came, station = env.now, 0
        while station < len(servers):
            with servers[station].request() as turn:
                yield turn
                yield env.timeout(random.expovariate(1 / queue.stations[station][1]))
            station = queue.after(station)
        if env.now > warm_up:
            times.append(env.now - came)

    def arrivals() -> Iterator[simpy.Event]:
        while True:
            yield env.timeout(random.expovariate(queue.rate))
            env.process(customer())

    env.process(arrivals())
    env.run(end)
    return fmean(times)


def in_ciw(queue: Queue, seed: int, warm_up: float, end: float) -> float:
    """Run it in Ciw, a network of nodes."""
    ciw.seed(seed)
    nodes = range(len(queue.stations))
    sent_back = [queue.back if i == queue.checked else 0.0 for i in nodes]
    others = [None] * (len(nodes) - 1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(queue.rate), *others],
        service_distributions=[ciw.dists.Exponential(1 / s) for _, s in queue.stations],
        number_of_servers=[number for number, _ in queue.stations],
        routing=[
            [sent_back[i] * (j == 0) + (1 - sent_back[i]) * (j == i + 1) for j in nodes]
            for i in nodes
        ],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(end)
    came: dict[int, float] = {}
    left: dict[int, float] = {}
    for record in simulation.get_all_records():
        who = record.id_number
        came[who] = min(record.arrival_date, came.get(who, end))
        if record.destination == -1 and record.exit_date > warm_up:
            left[who] = record.exit_date
    return fmean(left[who] - came[who] for who in left)


def in_salabim(queue: Queue, seed: int, warm_up: float, end: float) -> float:
    """Run it in salabim, a component a customer, without its monitors."""
    random.seed(seed)
    salabim.yieldless(False)
    env, times = salabim.Environment(random_seed=""), []
    servers = [
        salabim.Resource(capacity=number, monitor=False) for number, _ in queue.stations
    ]

    class Customer(salabim.Component):
        def process(self) -> Iterator[object]:
            came, station = env.now(), 0
            while station < len(servers):
                yield self.request(servers[station])
                yield self.hold(random.expovariate(1 / queue.stations[station][1]))
                self.release(servers[station])
                station = queue.after(station)
            if env.now() > warm_up:
                times.append(env.now() - came)

    class Arrivals(salabim.Component):
        def process(self) -> Iterator[object]:
            while True:
                yield self.hold(random.expovariate(queue.rate))
                Customer()

    Arrivals()
    env.run(till=end)
    return fmean(times)
