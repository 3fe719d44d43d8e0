"""Reference values for three bonuses in tests/contracts/tiered.rs, printed as CSV.

    python3 tests/references/tiered_three.py > tests/references/tiered_three.csv

A plain search like that of tiered.py, whose economies and tails it takes. At fixed thresholds and effort the third bonus
follows from the other two by the incentive. For a given first bonus every deviation of a grid of efforts bounds the
second from one side, and the pay is convex in what is left; the least over the second bonus is convex in the first. So
two nested golden sections find the pay, a third one the effort. Where no bonuses meet the deviations, what is lacking
takes the place of the pay, so that the sections know which way to go. Thresholds: a coarse lattice at the first-best
effort, then single steps of one, two or all three of them.
Columns: instance, samples, k1, k2, k3, gap.
"""
import itertools
import math
import sys
from functools import lru_cache

from tiered import INSTANCES, Economy, golden, tails

# Beyond any pay of the economies: what is lacking is added to it.
LACKING = 1e3


class Search:
    def __init__(self, economy, n, points):
        self.economy, self.n = economy, n
        grid = [j / points for j in range(points + 1)]
        self.law = [(tails(n, min(economy.q(e), 1 - 1e-15))[0], economy.cost(e)) for e in grid]
        self.own = lru_cache(maxsize=4000)(lambda e: tails(n, economy.q(e)))

    def pay(self, ks, e, rounds):
        """The least expected wage that makes e the best reply, or LACKING and what is missing."""
        economy = self.economy
        up, slopes = self.own(e)
        p, g = [up[k] for k in ks], [slopes[k] for k in ks]
        if g[2] <= 0:
            return 2 * LACKING
        level, r1, r2 = economy.marginal(e) / economy.rate(e) / g[2], g[0] / g[2], g[1] / g[2]
        here = economy.cost(e)
        required = economy.reservation + here
        # Deviations in terms of b1 and b2: f1 b1 + f2 b2 >= right.
        rows = []
        for tail, cost in self.law:
            d = [p[i] - tail[ks[i]] for i in range(3)]
            rows.append((d[0] - d[2] * r1, d[1] - d[2] * r2, here - cost - d[2] * level))

        def wage(b1, b2):
            b3 = level - r1 * b1 - r2 * b2
            base = max(required - p[0] * b1 - p[1] * b2 - p[2] * b3, 0.0)
            return ((1 - p[0]) * economy.h(base) + (p[0] - p[1]) * economy.h(base + b1)
                    + (p[1] - p[2]) * economy.h(base + b1 + b2) + p[2] * economy.h(base + b1 + b2 + b3))

        def given(b1):
            low, high, lacking = 0.0, (level - r1 * b1) / r2 if r2 > 0 else math.inf, 0.0
            for f1, f2, right in rows:
                right -= f1 * b1
                if f2 > 1e-15:
                    low = max(low, right / f2)
                elif f2 < -1e-15:
                    high = min(high, right / f2)
                elif right > 1e-12:
                    lacking = max(lacking, right)
            if lacking > 0 or low > high:
                return LACKING + lacking + max(low - high, 0.0)
            return golden(lambda b2: wage(b1, b2), low, min(high, low + required + 1), rounds)[1]

        most = level / r1 if r1 > 0 else 2 * required + 2
        return golden(given, 0.0, min(most, 2 * required + 2), rounds)[1]

    def gap(self, ks, first_best, centre, width, rounds, efforts):
        loss = lambda e: first_best - self.economy.value(e) + self.pay(ks, e, rounds)
        low, high = max(centre - width, 1e-6), min(centre + width, 1 - 1e-6)
        e, value = golden(loss, low, high, efforts)
        return (value, e) if value < LACKING / 2 else (math.inf, centre)


def solve(economy, n):
    worth = lambda e: economy.h(economy.reservation + economy.cost(e)) - economy.value(e)
    best_effort, value = golden(worth, 1e-9, 1 - 1e-9, 100)
    first_best = -value
    q = economy.q(best_effort)
    sigma = math.sqrt(n * q * (1 - q))
    unit = math.sqrt(q * (1 - q) / n) / economy.rate(best_effort)
    rough = Search(economy, n, 40)
    step = max(1, round(0.6 * sigma))
    mean = round(n * q)
    places = lambda low, high: range(max(1, round(mean + low * sigma)), min(n, round(mean + high * sigma)) + 1, step)
    lattice = {}
    for ks in itertools.product(places(-3.6, 0), places(-1.5, 0.9), places(-0.6, 1.5)):
        if ks[0] < ks[1] < ks[2]:
            value = first_best - economy.value(best_effort) + rough.pay(ks, best_effort, 12)
            if value < LACKING / 2:
                lattice[ks] = value
    fine = Search(economy, n, 150)
    found = {}

    def look(ks, centre):
        if not (1 <= ks[0] < ks[1] < ks[2] <= n):
            return (math.inf, centre)
        if ks not in found:
            found[ks] = fine.gap(ks, first_best, centre, 1.5 * unit, 24, 16)
        return found[ks]

    moves = [m for m in itertools.product((-1, 0, 1), repeat=3) if any(m)]
    moves.sort(key=lambda m: sum(map(abs, m)))
    for ks in sorted(lattice, key=lattice.get)[:2]:
        centre = look(ks, best_effort)[1]
        moved = True
        while moved:
            moved = False
            for move in moves:
                near = tuple(k + m for k, m in zip(ks, move))
                if look(near, centre)[0] < found[ks][0]:
                    ks, centre, moved = near, found[near][1], True
                    break
    if not found:
        return None, math.inf
    ks = min(found, key=lambda k: found[k][0])
    value, centre = found[ks]
    if not math.isfinite(value):
        return None, math.inf
    return ks, Search(economy, n, 2000).gap(ks, first_best, centre, 0.2 * unit, 40, 25)[0]


if __name__ == "__main__":
    print("instance,samples,k1,k2,k3,gap")
    for name in sys.argv[1:] or INSTANCES:
        for n in (20, 25, 30, 40, 50, 60, 75, 100):
            ks, gap = solve(Economy(*INSTANCES[name]), n)
            if math.isfinite(gap):
                print(f"{name},{n},{ks[0]},{ks[1]},{ks[2]},{gap:.12e}", flush=True)
