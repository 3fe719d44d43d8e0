"""Reference values for tests/contracts/tiered.rs, printed as CSV.

    python3 tests/references/tiered.py > tests/references/tiered.csv

The best base wage with two bonuses (S >= k1, S >= k2) by a plain search that shares nothing with the library: tails by
recurrence, incentives as one linear inequality for each effort of a grid, payoffs V - E[w] subtracted, the effort by
golden section, thresholds by a coarse lattice and then neighbours. At fixed thresholds and effort the incentive of the
second bonus follows from the first, so one number is left, in an interval that the deviations cut out, on which the pay
is convex. The final grid of efforts has 4000 points: a deviation between two of them can gain some 1e-7 of the gap.
Columns: instance, samples, k1, k2, gap.
"""
import math
from functools import lru_cache

INSTANCES = {
    # name: utility and its parameter, cost, monitoring and kappa, V = slope e - curvature e^2/2, outside option
    "a": ("power", 0.5, 0.3333333333333333, 3.0, "expert", 0.8, 0.40604666666666667, 0.0, 0.3),
    "cara": ("cara", 2.0, 0.15, 2.0, "expert", 0.6, 0.31, 0.0, 0.15),
    "log": ("log", 0.5, 0.2, 2.5, "expert", 0.7, 0.5, 0.3, 0.4),
    "power_self": ("power", 0.3, 0.15, 4.0, "self-consistency", 0.75, 0.35, 0.0, 0.6),
}
GOLDEN = (math.sqrt(5) - 1) / 2


class Economy:
    def __init__(self, family, parameter, scale, power, scheme, kappa, slope, curvature, reservation):
        self.kappa, self.scheme = kappa, scheme
        self.scale, self.power = scale, power
        self.value = lambda e: slope * e - 0.5 * curvature * e * e
        self.reservation = reservation
        if family == "power":
            self.h = lambda v: v ** (1 / parameter) if v >= 0 else math.inf
            self.top = math.inf
        elif family == "cara":
            self.h = lambda v: -math.log1p(-parameter * v) / parameter if parameter * v < 1 else math.inf
            self.top = 1 / parameter
        else:
            self.h = lambda v: parameter * math.expm1(v) if v < 700 else math.inf
            self.top = math.inf

    def cost(self, e):
        return self.scale * e**self.power

    def marginal(self, e):
        return self.scale * self.power * e ** (self.power - 1)

    def q(self, e):
        return 0.5 + 0.5 * self.kappa * (e if self.scheme == "expert" else e * e)

    def rate(self, e):
        return 0.5 * self.kappa * (1 if self.scheme == "expert" else 2 * e)


def golden(f, low, high, rounds):
    a, b = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    fa, fb = f(a), f(b)
    for _ in range(rounds):
        if fa <= fb:
            high, b, fb = b, a, fa
            a = high - GOLDEN * (high - low)
            fa = f(a)
        else:
            low, a, fa = a, b, fb
            b = low + GOLDEN * (high - low)
            fb = f(b)
    return (a, fa) if fa <= fb else (b, fb)


def tails(n, q):
    """P(S >= k), k = 0 ... n + 1, and n P(S' = k - 1) = dP(S >= k)/dq."""
    p = [math.exp(math.lgamma(n + 1) - math.lgamma(s + 1) - math.lgamma(n - s + 1)
                  + s * math.log(q) + (n - s) * math.log1p(-q)) for s in range(n + 1)]
    up = [0.0] * (n + 2)
    for s in range(n, -1, -1):
        up[s] = up[s + 1] + p[s]
    return up, [k * p[k] / q if 0 < k <= n else 0.0 for k in range(n + 2)]


class Search:
    def __init__(self, economy, n, points):
        self.economy, self.n = economy, n
        self.grid = [j / points for j in range(points + 1)]
        self.costs = [economy.cost(e) for e in self.grid]
        self.law = [tails(n, min(economy.q(e), 1 - 1e-15))[0] for e in self.grid]
        self.own = lru_cache(maxsize=20000)(lambda e: tails(n, economy.q(e)))

    def gap(self, k1, k2, e, first_best):
        economy = self.economy
        up, slopes = self.own(e)
        p1, p2 = up[k1], up[k2]
        wanted = economy.marginal(e) / economy.rate(e)
        if slopes[k2] <= 0:
            return math.inf
        ratio, level = slopes[k1] / slopes[k2], wanted / slopes[k2]
        # b2 = level - ratio b1 >= 0, b1 >= 0.
        low, high = 0.0, level / ratio if ratio > 0 else math.inf
        here = economy.cost(e)
        for tail, cost in zip(self.law, self.costs):
            d1, d2 = p1 - tail[k1], p2 - tail[k2]
            factor, right = d1 - d2 * ratio, here - cost - d2 * level
            if factor > 1e-15:
                low = max(low, right / factor)
            elif factor < -1e-15:
                high = min(high, right / factor)
            elif right > 1e-12:
                return math.inf
        if low > high:
            return math.inf
        required = economy.reservation + here

        def pay(b1):
            b2 = level - ratio * b1
            base = max(required - p1 * b1 - p2 * b2, 0.0)
            return (1 - p1) * economy.h(base) + (p1 - p2) * economy.h(base + b1) + p2 * economy.h(base + b1 + b2)

        best = min(pay(low), pay(high) if high < math.inf else math.inf)
        best = min(best, golden(pay, low, min(high, low + 2 * economy.reservation + 1), 60)[1])
        return first_best - (economy.value(e) - best)

    def at(self, k1, k2, first_best, centre, width, coarse):
        f = lambda e: self.gap(k1, k2, e, first_best) if 0 < e < 1 else math.inf
        steps = [centre + width * (j / coarse - 1) for j in range(2 * coarse + 1)]
        values = [f(e) for e in steps]
        j = min(range(len(steps)), key=values.__getitem__)
        if not math.isfinite(values[j]):
            return values[j], steps[j]
        # A corner of the feasible efforts is approached from inside: infinity beyond it.
        e, value = golden(f, steps[max(j - 1, 0)], steps[min(j + 1, 2 * coarse)], 45)
        return min((value, e), (values[j], steps[j]))


def solve(economy, n):
    best_effort, value = golden(lambda e: economy.h(economy.reservation + economy.cost(e)) - economy.value(e), 1e-9, 1 - 1e-9, 100)
    first_best = -value
    q = economy.q(best_effort)
    sigma = math.sqrt(n * q * (1 - q))
    width = min(3 * math.sqrt(q * (1 - q) / n) / economy.rate(best_effort), 0.3)
    rough = Search(economy, n, 100)
    found = {}

    def look(k1, k2, search, coarse):
        if not 1 <= k1 < k2 <= n:
            return (math.inf, best_effort)
        if (k1, k2) not in found:
            found[k1, k2] = search.at(k1, k2, first_best, best_effort, width, coarse)
        return found[k1, k2]

    step = max(1, round(0.5 * sigma))
    for k1 in range(max(1, round(n * q - 4 * sigma)), round(n * q) + 1, step):
        for k2 in range(round(n * q - 1.5 * sigma), min(n, round(n * q + 1.5 * sigma)) + 1, step):
            look(k1, k2, rough, 6)
    starts = sorted(found, key=lambda pair: found[pair][0])[:3]
    fine = Search(economy, n, 400)
    found.clear()
    for pair in starts:
        while True:
            near = [(pair[0] + a, pair[1] + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
            best = min(near, key=lambda p: look(*p, fine, 10)[0])
            if best == pair:
                break
            pair = best
    pair = min(found, key=lambda p: found[p][0])
    last = Search(economy, n, 4000)
    return pair, last.at(*pair, first_best, best_effort, width, 12)[0]


if __name__ == "__main__":
    print("instance,samples,k1,k2,gap")
    for name, parts in INSTANCES.items():
        for n in (16, 20, 25, 30, 40, 50, 60, 75, 100):
            pair, gap = solve(Economy(*parts), n)
            if math.isfinite(gap):
                print(f"{name},{n},{pair[0]},{pair[1]},{gap:.12e}", flush=True)
