"""The best contract of each class by brute force on random models, printed as CSV for tests/contracts/found.rs.

    python3 tests/references/model_space.py > tests/references/model_space.csv
    python3 tests/references/model_space.py MODELS SEED     (24 models of seed 1 by default: minutes)

Needs numpy and scipy. Nothing is shared with the library: no equations of the optimum are solved. A candidate is pay for
each count; the annotator's best reply to it is looked up on a fine grid of efforts and refined, participation and limited
liability are put in by raising pay, and the gap is the plain difference of two payoffs in doubles.

binary, randomised  every threshold; for each the bonus is searched on a grid and then by golden section, the jumps of
                    the best reply included. Randomised: the chance at the count below is searched on a grid as well.
linear              slopes with the intercept at which participation binds; slope and intercept on a grid, then Nelder and Mead.
general             for efforts of a grid, then by golden section: SLSQP over the utilities paid at each count, with the
                    incentive constraints of a grid of efforts.

A row is a contract that exists: no class has a larger least gap than the one printed, up to its last column: what the
rounding of payoffs and the share of the cost of full effort by which a reply may fall short of the best (TIE) make of it.
"""
import math
import random
import sys

import numpy as np
from scipy import optimize

TIE = 1e-12
MODELS, SEED = 24, 1
SAMPLES = [1, 2, 3, 5, 8]


def scaled(draw, low, high):
    return math.exp(draw.uniform(math.log(low), math.log(high)))


class Model:
    """A model with everything over arrays; `fields` is how it is printed."""

    def __init__(self, utility, parameter, floor, scale, exponent, scheme, signal, value, slope, second, reservation):
        self.fields = [utility, parameter, floor, scale, exponent, scheme, " ".join(map(repr, signal)), value, slope, second,
                       reservation]
        self.floor, self.reservation = floor, reservation
        g = parameter
        self.top = math.inf
        if utility == "power":
            self.u = lambda w: np.maximum(w, 0.0) ** g
            self.h = lambda v: np.maximum(v, 0.0) ** (1 / g)
            self.hp = lambda v: np.maximum(v, 0.0) ** (1 / g - 1) / g
        elif utility == "cara":
            self.u = lambda w: -np.expm1(-g * w) / g
            self.h = lambda v: -np.log1p(-g * v) / g
            self.hp = lambda v: 1 / (1 - g * v)
            self.top = 1 / g
        else:
            self.u = lambda w: np.log1p(w / g)
            self.h = lambda v: g * np.expm1(v)
            self.hp = lambda v: g * np.exp(v)
        self.least = float(self.u(floor))
        self.c = lambda e: scale * e**exponent
        self.cp = lambda e: scale * exponent * e ** (exponent - 1)
        if scheme == "expert":
            kappa, alpha = signal
            self.q = lambda e: 0.5 + 0.5 * (e * kappa + (1 - e) * alpha)
            self.qp = lambda e: 0.5 * (kappa - alpha)
        elif scheme == "self-consistency":
            kappa, own, itself = signal
            self.q = lambda e: 0.5 + 0.5 * (kappa * e**2 + 2 * e * (1 - e) * own + (1 - e) ** 2 * itself)
            self.qp = lambda e: kappa * e + (1 - 2 * e) * own - (1 - e) * itself
        elif scheme == "sentinel":
            self.q = lambda e: signal[0] * e
            self.qp = lambda e: signal[0]
        else:
            self.q = lambda e: sum(a * e**j for j, a in enumerate(signal))
            self.qp = lambda e: sum(j * a * e ** (j - 1) for j, a in enumerate(signal) if j)
        if value == "power":
            self.v = lambda e: slope * e**second
        elif value == "quadratic":
            self.v = lambda e: slope * e - 0.5 * second * e**2
        else:
            self.v = lambda e: slope * e
        ends = np.concatenate([np.geomspace(1e-7, 1e-2, 120), 1 - np.geomspace(1e-7, 1e-2, 60)])
        self.grid = np.unique(np.concatenate([np.linspace(0, 1, 801), ends]))
        self.costs = self.c(self.grid)

    def certain(self, e):
        need = self.reservation + self.c(e)
        return self.v(e) - (self.h(need) if need < self.top else math.inf)

    def first_best(self):
        values = [self.certain(e) for e in self.grid]
        j = int(np.argmax(values))
        low, high = self.grid[max(j - 1, 0)], self.grid[min(j + 1, len(self.grid) - 1)]
        fine = optimize.minimize_scalar(lambda e: -self.certain(e), bounds=(low, high), method="bounded",
                                        options={"xatol": 1e-13})
        return max(values[j], -fine.fun), (self.grid[j] if values[j] >= -fine.fun else fine.x)

    def law(self, n, e):
        q = self.q(np.atleast_1d(e))[:, None]
        s = np.arange(n + 1)[None, :]
        return np.array([math.comb(n, j) for j in range(n + 1)]) * q**s * (1 - q) ** (n - s)


class Search:
    """Candidates of one model at one number of samples."""

    def __init__(self, model, n):
        self.m, self.n = model, n
        self.best, self.effort = model.first_best()
        self.laws = model.law(n, model.grid)

    def replies(self, pay):
        """The best payoff, and the efforts that reach it up to TIE of the cost of full effort."""
        m = self.m
        payoff = self.laws @ pay - m.costs
        near = np.flatnonzero(payoff >= payoff.max() - 1e-3 * m.costs[-1])
        last = len(payoff) - 1
        found = []
        for j in near:
            if payoff[j] < payoff[max(j - 1, 0)] or payoff[j] < payoff[min(j + 1, last)]:
                continue
            low, high = m.grid[max(j - 1, 0)], m.grid[min(j + 1, last)]
            best, at = payoff[j], m.grid[j]
            # The company's payoff is of first order in the effort: the peak is a root, not the largest of some values.
            steps = self.n * np.diff(pay)
            slope = lambda e: float(m.qp(e) * (m.law(self.n - 1, e)[0] @ steps) - m.cp(e))
            if slope(low) > 0 > slope(high):
                at = optimize.brentq(slope, low, high, xtol=1e-15, rtol=1e-15)
                best = max(best, float(m.law(self.n, at)[0] @ pay - m.c(at)))
            found.append((best, at))
        top = max(value for value, _ in found)
        return top, [e for value, e in found if value >= top - TIE * m.costs[-1]]

    def gap(self, pay, move=True, share=None):
        """The least gap of utilities `pay`, moved (if `move`) by the same utility at each count to where participation or
        limited liability binds, which changes no reply; infinity where that is no contract. With `share` the utility at each
        count is that of a draw: the most of all with that chance, else the least."""
        m = self.m
        if not np.all(np.isfinite(pay)):
            return math.inf
        top, efforts = self.replies(pay)
        if move:
            by = max(m.reservation - top, m.least - pay.min())
            pay, top = np.maximum(pay + by, m.least), top + by
        if pay.min() < m.least or pay.max() >= m.top or top < m.reservation - 1e-14 * (1 + abs(m.reservation)):
            return math.inf
        wages = m.h(pay)
        if share is not None:
            wages = wages.min() + share * (wages.max() - wages.min())
        return min(self.best - (m.v(e) - float(m.law(self.n, e)[0] @ wages)) for e in efforts)

    def flat(self):
        return self.best - float(self.m.certain(0.0))

    def step(self, k, chance):
        s = np.arange(self.n + 1)
        return (s >= k) + chance * (s == k - 1)

    def bonus(self, shape):
        """The least gap over bonuses in utility on top of the cheapest base."""
        m = self.m

        def at(log_bonus):
            pay = m.least + math.exp(log_bonus) * shape
            return min(self.gap(pay, share=shape), self.flat())

        marginal = np.gradient(self.laws @ shape, m.grid)
        asked = m.cp(np.maximum(m.grid, 1e-9)) / np.maximum(marginal, 1e-300)
        low, high = math.log(asked[asked > 0].min()) - 1, math.log(m.costs[-1]) + 12
        high = min(high, math.log(asked.max()) + 1)
        if math.isfinite(m.top):
            high = min(high, math.log(m.top - m.least))
        grid = np.linspace(low, high, 64)
        return refined(at, grid, keep=2, iterations=40)

    def binary(self, chances):
        thresholds = [(self.bonus(self.step(k, r)), k, r) for k in range(1, self.n + 1) for r in chances]
        best = min(self.flat(), min(thresholds)[0])
        if len(chances) > 1:
            width = 1 / (len(chances) - 1)
            for _, k, chance in sorted(thresholds)[:2]:
                inner = optimize.minimize_scalar(lambda r: self.bonus(self.step(k, r)), method="bounded",
                                                 bounds=(max(0, chance - width), min(1, chance + width)),
                                                 options={"xatol": 1e-5, "maxiter": 15})
                best = min(best, inner.fun)
        return best

    def linear(self):
        m, n = self.m, self.n
        share = np.arange(n + 1) / n

        def at(x):
            slope, kink = math.exp(min(x[0], 50.0)), x[1]
            # kink > 0: the share at which pay leaves the floor; kink < 0: a base above the floor, in units of the slope.
            wages = np.maximum(m.floor, m.floor + slope * (share - kink))
            pay = m.u(wages)
            if kink >= 1:
                return self.flat()
            return min(self.gap(pay, move=False), self.flat())

        def bound(log_slope):
            """The kink at which participation binds, if it can."""
            slope = math.exp(log_slope)
            value = lambda kink: self.replies(m.u(np.maximum(m.floor, m.floor + slope * (share - kink))))[0] - m.reservation
            if value(1.0) >= 0:
                return 1.0
            low = -1.0
            while value(low) < 0:
                low *= 2
                if low < -1e9:
                    return None
            return optimize.brentq(value, low, 1.0, xtol=1e-14)

        def tight(log_slope):
            kink = bound(log_slope)
            if kink is None:
                return self.flat()
            return min(at((log_slope, k)) for k in (kink, kink - 1e-13 * (1 + abs(kink))))

        mid = math.log(float(m.hp(m.reservation + m.costs[-1]) if m.reservation + m.costs[-1] < m.top else m.hp(m.reservation))
                       * m.costs[-1] + 1e-300)
        slopes = np.linspace(mid - 9, mid + 7, 48)
        best = refined(tight, slopes, keep=2, iterations=35)
        kinks = np.concatenate([np.linspace(-0.5, 0.95, 30), -np.geomspace(0.6, 60, 6)])
        starts = sorted((at((s, k)), s, k) for s in slopes[::2] for k in kinks)
        for value, s, k in starts[:2]:
            if value < min(1.5 * best, self.flat()):
                fine = optimize.minimize(at, (s, k), method="Nelder-Mead",
                                         options={"xatol": 1e-9, "fatol": 1e-16, "maxiter": 400,
                                                  "initial_simplex": [(s, k), (s + 0.1, k), (s, k + 0.02)]})
                best = min(best, fine.fun)
        return best

    def program(self, effort):
        """SLSQP for the cheapest pay at an effort; the gap of what it leads to."""
        m, n = self.m, self.n
        need = m.reservation + float(m.c(effort))
        if need >= m.top:
            return self.flat()
        here = m.law(n, effort)[0]
        step = 1e-6 * min(effort, 1 - effort) if effort < 1 else 0.0
        others = np.unique(np.concatenate([np.linspace(0, 1, 61), effort * np.array([0.01, 0.1, 0.5, 0.9, 0.97])]))
        others = others[abs(others - effort) > 5e-3]
        rows = here[None, :] - m.law(n, others)
        saved = m.c(effort) - m.c(others)
        unit = float(m.c(1.0)) + (need - m.least)
        price = float(m.hp(need))
        if step > 0:
            local = (m.law(n, effort + step)[0] - m.law(n, effort - step)[0]) / (2 * step)
        else:
            local = (here - m.law(n, effort - 1e-6)[0]) / 1e-6
        size = np.linalg.norm(local)
        cons = [{"type": "ineq", "fun": lambda x: here @ x, "jac": lambda x: here},
                {"type": "ineq", "fun": lambda x: rows @ x - saved / unit, "jac": lambda x: rows},
                {"type": "eq" if effort < 1 else "ineq", "fun": lambda x: (local @ x - float(m.cp(effort)) / unit) / size,
                 "jac": lambda x: local / size}]
        top = (m.top - need) / unit * (1 - 1e-9) if math.isfinite(m.top) else None
        low = (m.least - need) / unit
        cost = lambda x: float(here @ m.h(np.maximum(need + unit * x, m.least)) - m.h(need)) / (price * unit)
        slope = lambda x: here * m.hp(np.maximum(need + unit * x, m.least + 1e-12 * unit)) / price
        best = self.flat()
        share = np.linspace(low if low < 0 else -0.1, -low if low < 0 else 0.1, n + 1)
        for start in (share, (np.arange(n + 1) == n) * 2.0, (np.arange(n + 1) > 0) * 1.0 - 0.3):
            start = np.maximum(start, low)
            if top is not None:
                start = np.minimum(start, 0.9 * top)
            try:
                found = optimize.minimize(cost, start, jac=slope, bounds=[(low, top)] * (n + 1), constraints=cons,
                                          method="SLSQP", options={"maxiter": 200, "ftol": 1e-15})
            except (ValueError, FloatingPointError):
                continue
            if np.all(np.isfinite(found.x)):
                best = min(best, self.gap(np.maximum(need + unit * found.x, m.least)))
            if found.success:
                break
        return best

    def general(self):
        ends = np.concatenate([np.geomspace(1e-3, 0.05, 4), [self.effort, 1.0]])
        efforts = np.unique(np.concatenate([np.linspace(0.05, 0.97, 18), ends]))
        return refined(self.program, efforts, keep=2, iterations=25)


def refined(at, grid, keep, iterations=60):
    """The least value on a grid, refined around its lowest points."""
    values = np.array([at(x) for x in grid])
    best = values.min()
    order = [j for j in range(len(grid))
             if values[j] <= values[max(j - 1, 0)] and values[j] <= values[min(j + 1, len(grid) - 1)]]
    for j in sorted(order, key=lambda j: values[j])[:keep]:
        low, high = grid[max(j - 1, 0)], grid[min(j + 1, len(grid) - 1)]
        # Both sides by themselves: the value may jump in between.
        for a, b in ((low, grid[j]), (grid[j], high)):
            if a < b:
                fine = optimize.minimize_scalar(at, bounds=(a, b), method="bounded",
                                                options={"xatol": 1e-10 * (b - a), "maxiter": iterations})
                best = min(best, fine.fun)
    return best


def draw_model(draw, index):
    """A model; utility, monitoring, value and a corner go round with the index."""
    utility = ["power", "cara", "log"][index % 3]
    parameter = {"power": draw.choice([0.5, draw.uniform(0.1, 0.9), draw.uniform(0.9, 0.98)]),
                 "cara": scaled(draw, 1e-2, 5.0), "log": scaled(draw, 0.05, 20.0)}[utility]
    corner = index % 8
    floor = draw.choice([0.0, 0.0, scaled(draw, 1e-2, 1.0)])
    if utility != "power" and draw.random() < 0.2:
        floor = -scaled(draw, 1e-2, 0.5) * (parameter if utility == "log" else 1.0)
    shell = Model(utility, parameter, floor, 1.0, 2.0, "expert", [0.5, 0.0], "linear", 1.0, 0.0, 0.0)
    above = 0.0 if corner == 0 else scaled(draw, 1e-6, 1e-2) if corner == 1 else scaled(draw, 0.05, 3.0)
    reservation = float(shell.u(floor + above))
    room = shell.top - reservation
    scale = min(scaled(draw, 0.02, 1.5), 0.8 * room)
    exponent = 10.0 if corner == 2 else draw.uniform(2.0, 4.0)
    scheme = ["expert", "self-consistency", "sentinel", "polynomial"][(index // 2) % 4]
    kappa = 1.0 if corner == 3 else scaled(draw, 0.02, 0.2) if corner == 4 else draw.uniform(0.3, 0.97)
    assisted = draw.random() < 0.3
    if scheme == "expert":
        signal = [kappa, draw.uniform(-0.3, 0.6) * kappa if assisted else 0.0]
        if corner != 2 and draw.random() < 0.4:
            exponent = draw.uniform(1.05, 1.6)
    elif scheme == "self-consistency":
        itself = draw.uniform(0.05, 0.3) * kappa
        own = draw.uniform(itself, math.sqrt(itself * kappa))
        signal = [kappa, own, itself] if assisted else [kappa, 0.0, 0.0]
    elif scheme == "sentinel":
        signal = [kappa]
    else:
        signal = draw.choice([[0.5, 0.1, 0.1, 0.25], [0.45, 0.5, -0.1], [0.3, 0.2, 0.3], [0.5, 0.0, 0.5]])
    value = ["linear", "power", "quadratic"][(index // 3) % 3]
    effort = scaled(draw, 5e-3, 0.05) if corner == 5 else 1 - scaled(draw, 1e-3, 0.05) if corner == 6 else draw.uniform(0.15, 0.9)
    need = reservation + scale * effort**exponent
    slope = float(shell.hp(need)) * scale * exponent * effort ** (exponent - 1)
    second = 0.0
    if value == "power":
        second = draw.uniform(0.5, 0.95)
        slope /= second * effort ** (second - 1)
    elif value == "quadratic":
        share = draw.uniform(0.1, 0.9)
        slope /= 1 - share * effort
        second = share * slope
    # Corner 7: full care is the first best.
    if corner == 7:
        most = reservation + scale
        slope = 1.5 * slope if most >= shell.top else 1.3 * float(shell.hp(most)) * scale * exponent
        second = 0.5 * slope if value == "quadratic" else second
        slope *= 2.0 if value == "quadratic" else 1.0
    return Model(utility, parameter, floor, scale, exponent, scheme, signal, value, slope, second, reservation)


def accepted(model):
    """Whether c over q is convex and q inside (0, 1), as a model file must be."""
    e = np.linspace(0, 1, 1025)
    q, c = model.q(e), model.c(e)
    with np.errstate(all="ignore"):
        rise = np.diff(c) / np.diff(q)
    inside = np.all(np.diff(q) > 0) and q[-1] <= 1 and q[0] >= 0 and np.all(q[1:-1] > 0) and np.all(q[:-1] < 1)
    if not (inside and np.all(np.diff(rise) >= -1e-9 * abs(rise[1:]))):
        return False
    best, effort = model.first_best()
    return model.certain(1e-6) > model.certain(0.0) and not (effort == 1.0 and q[-1] >= 1)


def main():
    arguments = [int(x) for x in sys.argv[1:]]
    models, seed = (arguments + [MODELS, SEED][len(arguments):])[:2]
    draw = random.Random(seed)
    print("utility,parameter,minimum_wage,scale,exponent,scheme,signal,value,slope,second,reservation,samples,class,gap,rounding")
    for index in range(models):
        model = draw_model(draw, index)
        while not accepted(model):
            model = draw_model(draw, index)
        n = SAMPLES[index % len(SAMPLES)]
        search = Search(model, n)
        whole = search.binary([0.0])
        found = {"binary": whole, "randomised": min(whole, search.binary(list(np.linspace(0, 1, 5)))),
                 "linear": search.linear()}
        found["general"] = min(search.general(), whole, found["linear"])
        need = model.reservation + model.costs[-1]
        largest = abs(search.best) + abs(model.v(1.0)) + abs(float(model.h(need if need < model.top else model.reservation)))
        # A reply that falls short by TIE lets incentives be weaker by as much, which saves that times their price in money;
        # prices are some hundred times the price of utility at the most.
        price = float(model.hp(need if need < model.top else model.reservation))
        rounding = 64 * sys.float_info.epsilon * largest + 100 * TIE * float(model.costs[-1]) * price
        start = ",".join(x if isinstance(x, str) else repr(float(x)) for x in model.fields)
        for name, gap in found.items():
            print(f"{start},{n},{name},{float(gap)!r},{rounding:.1e}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
