"""Reference values for tests/contracts/references.rs and tests/bounds/corners.rs, printed as CSV.

    python3 tests/references/contracts.py > tests/references/contracts.csv
    python3 tests/references/contracts.py corners > tests/references/corners.csv
    python3 tests/references/contracts.py a log smooth     (or binary: a part of it)

Reads the same model files as the tests and takes every number in them as the exact value of its double. The
formulation is the plain one: wages at each count, payoffs V - E[w], and the gap as the difference of two payoffs, which
at 60 and more digits costs nothing (45 for the dearer binary contracts). Nothing is shared with the library, which works with premiums and Bregman
distances.

linear, general  n <= 5000: sums over every count. Larger n: Gauss rule for Binomial(n, q) of order 20 from its Jacobi
                 matrix (Krawtchouk polynomials), compared with order 14; and at n = 5000 with the sum over counts.
binary           n <= 5000: binomial tails summed over counts. Larger n: tails as integrals over the success
                 probability, by Gauss-Legendre panels. A first pass in doubles goes over the thresholds; an effort can be
                 implemented by a rule iff (P(bonus), cost) is on the lower convex hull of that curve over all efforts,
                 which settles global incentive compatibility without any local analysis. Then the effort and the
                 rule are solved for at full precision: the effort either is stationary or makes the low deviation
                 exactly as good.

A row is printed only if the order-14 and order-20 results agree to 20 digits (large n) and if no effort of a grid does
better than the implemented one (n <= 1000). Columns: instance, quantity, samples, value.
"""
import functools
import sys
import tomllib
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy import special

mp.mp.dps = 60
ROOT = Path(__file__).resolve().parents[2]
INSTANCES = {
    "a": ROOT / "figures/models/a.toml",
    "cara": ROOT / "tests/models/cara.toml",
    "log": ROOT / "tests/models/log.toml",
    "power": ROOT / "tests/models/power.toml",
    "convex": ROOT / "tests/models/convex.toml",
}
CORNERS = {path.stem: path for path in sorted((ROOT / "tests/models").glob("corner_*.toml"))}
# Fewer numbers of samples for corners.
FEW_SMALL, FEW_LARGE, FEW_BINARY = [10, 100], [10**6, 10**12], [10**6]
SMALL = [10, 50, 200, 1000, 5000]
LARGE = [10**6, 10**8, 10**12]
LARGE_BINARY_OTHERS = [10**6, 10**12]
LARGE_BINARY = {"a": [10**4, 10**6, 10**8, 10**10, 10**12, 10**14]}


class Instance:
    def __init__(self, path):
        with open(path, "rb") as file:
            f = tomllib.load(file)
        m = mp.mpf
        u = f["utility"]
        if u["family"] == "power":
            g = m(u["gamma"])
            k = 1 / g
            self.u = lambda w: w**g
            self.du = lambda w: g * w ** (g - 1)
            self.h = lambda v: v**k
            self.dh = lambda v: k * v ** (k - 1)
            self.d2h = lambda v: k * (k - 1) * v ** (k - 2)
            self.dh_inverse = lambda y: (y / k) ** (1 / (k - 1)) if y > 0 else m("-inf")
        elif u["family"] == "cara":
            r = m(u["risk_aversion"])
            self.u = lambda w: (1 - mp.exp(-r * w)) / r
            self.du = lambda w: mp.exp(-r * w)
            self.h = lambda v: -mp.log(1 - r * v) / r
            self.dh = lambda v: 1 / (1 - r * v)
            self.d2h = lambda v: r / (1 - r * v) ** 2
            self.dh_inverse = lambda y: (1 - 1 / y) / r if y > 0 else m("-inf")
        else:
            a = m(u["scale"])
            self.u = lambda w: mp.log(1 + w / a)
            self.du = lambda w: 1 / (a + w)
            self.h = lambda v: a * (mp.exp(v) - 1)
            self.dh = lambda v: a * mp.exp(v)
            self.d2h = lambda v: a * mp.exp(v)
            self.dh_inverse = lambda y: mp.log(y / a) if y > 0 else m("-inf")
        self.w_min = m(u["minimum_wage"])
        self.u_min = self.u(self.w_min)
        s, k_c = m(f["cost"]["scale"]), m(f["cost"]["exponent"])
        self.c = lambda e: s * e**k_c
        self.dc = lambda e: s * k_c * e ** (k_c - 1)
        kappa = m(f["monitoring"]["kappa"])
        if f["monitoring"]["scheme"] == "expert":
            self.q = lambda e: (1 + kappa * e) / 2
            self.dq = lambda e: kappa / 2
        else:
            self.q = lambda e: (1 + kappa * e * e) / 2
            self.dq = lambda e: kappa * e
        v = f["value"]
        slope = m(v["slope"])
        family = v.get("family", "linear")
        if family == "linear":
            self.V = lambda e: slope * e
        elif family == "power":
            p = m(v["exponent"])
            self.V = lambda e: slope * e**p
        else:
            curvature = m(v["curvature"])
            self.V = lambda e: slope * e - curvature * e * e / 2
        self.U0 = m(f["reservation"]["utility"])
        self.first_best_bracket = (m("0.02"), m("0.995")) if path.stem in CORNERS else (m("0.3"), m("0.95"))
        self.required = lambda e: self.U0 + self.c(e)
        self.first_best_effort, self.first_best = self.solve_first_best()

    def solve_first_best(self):
        payoff = lambda e: self.V(e) - self.h(self.required(e))
        slope = lambda e: mp.diff(payoff, e)
        with mp.workdps(80):
            effort = mp.findroot(slope, self.first_best_bracket, solver="anderson", tol=mp.mpf(10) ** -80)
            return +effort, payoff(effort)

    def information(self, e):
        q = self.q(e)
        return self.dq(e) ** 2 / (q * (1 - q))

    def constants(self):
        e = self.first_best_effort
        ub, c, dc, info = self.required(e), self.c(e), self.dc(e), self.information(e)
        k_bin = dc * (self.h(self.U0) - self.h(ub) + c * self.dh(ub)) / (c * mp.sqrt(info))
        return info, k_bin, self.d2h(ub) * dc**2 / info / 2


def maximise(payoff, start, width):
    """Newton's method on the payoff as a function of effort, derivatives by central differences of a step far below its
    scale; the payoff is flat at the top, so an effort to 20 digits gives it to 40."""
    effort = start
    h = width * mp.mpf(10) ** -12
    for _ in range(60):
        low, here, high = payoff(effort - h), payoff(effort), payoff(effort + h)
        slope, bend = (high - low) / (2 * h), (high - 2 * here + low) / h**2
        if bend >= 0:
            raise ArithmeticError("not concave here")
        step = -slope / bend
        step = max(-width / 2, min(width / 2, step))
        if effort + step >= 1:
            step = (1 - effort) / 2
        effort += step
        if abs(step) < mp.mpf(10) ** -20 * width:
            return effort, payoff(effort)
    raise ArithmeticError("effort did not converge")


# -- laws of the count: lists of (s, probability) -----------------------------------------------------------------

def every_count(n):
    def law(q):
        ln_q, ln_p = mp.log(q), mp.log(1 - q)
        mode = int(n * q)
        top = mp.exp(mp.loggamma(n + 1) - mp.loggamma(mode + 1) - mp.loggamma(n - mode + 1) + mode * ln_q + (n - mode) * ln_p)
        odds = q / (1 - q)
        p = [mp.mpf(0)] * (n + 1)
        p[mode] = top
        for s in range(mode, n):
            p[s + 1] = p[s] * (n - s) / (s + 1) * odds
        for s in range(mode, 0, -1):
            p[s - 1] = p[s] * s / (n - s + 1) / odds
        # Counts below 1e-90 change nothing at 60 digits but take most of the time at large n.
        return [(s, x) for s, x in enumerate(p) if n <= 200 or x > mp.mpf(10) ** -90]

    return law


def gauss(n, order):
    def law(q):
        matrix = mp.matrix(order)
        for k in range(order):
            matrix[k, k] = k * (1 - q) + (n - k) * q
            if k:
                matrix[k, k - 1] = matrix[k - 1, k] = mp.sqrt(k * q * (1 - q) * (n - k + 1))
        nodes, vectors = mp.eigsy(matrix)
        return [(nodes[j], vectors[0, j] ** 2) for j in range(order)]

    return law


# -- linear and general ------------------------------------------------------------------------------------------

def newton2(f, x, y):
    """Solves two equations; f returns values and Jacobian."""
    for _ in range(200):
        (a, b), ((aa, ab), (ba, bb)) = f(x, y)
        det = aa * bb - ab * ba
        dx, dy = (bb * a - ab * b) / det, (aa * b - ba * a) / det
        damping = 1
        if abs(dy) > abs(y) / 2:
            damping = abs(y) / 2 / abs(dy)
        x, y = x - damping * dx, y - damping * dy
        if damping == 1 and abs(dx) < mp.mpf(10) ** (-mp.mp.dps * 2 // 3) * abs(x) and abs(dy) < mp.mpf(10) ** (-mp.mp.dps * 2 // 3) * abs(y):
            return x, y
    raise ArithmeticError("Newton's method did not converge")


class Smooth:
    """A class of pay with two parameters fixed by participation and local incentives."""

    def __init__(self, instance, n, law):
        self.i, self.n, self.law = instance, n, law
        self.warm = None
        self.counts = {}

    def pay(self, parameters, s, score):
        """Utility, wage and derivatives of utility in both parameters."""
        raise NotImplementedError

    def payoff(self, effort):
        i, n = self.i, self.n
        q, dq = i.q(effort), i.dq(effort)
        law = self.law(q)
        scores = [(s, p, (s - n * q) * dq / (q * (1 - q))) for s, p in law]
        need, slope = i.required(effort), i.dc(effort)

        def equations(x, y):
            r0 = r1 = j00 = j01 = j10 = j11 = mp.mpf(0)
            for s, p, score in scores:
                v, _, dx, dy = self.pay((x, y), s, score)
                r0 += p * v
                r1 += p * v * score
                if dx:
                    j00 += p * dx
                    j01 += p * dy
                    j10 += p * dx * score
                    j11 += p * dy * score
            return (r0 - need, r1 - slope), ((j00, j01), (j10, j11))

        self.warm = newton2(equations, *(self.warm or self.start(effort)))
        self.accept(self.warm)
        self.accept_rent(scores)
        wage = sum(p * self.pay(self.warm, s, score)[1] for s, p, score in scores)
        return i.V(effort) - wage

    def accept(self, parameters):
        pass

    def accept_rent(self, scores):
        pass

    def payoff_or_nothing(self, effort):
        try:
            return self.payoff(effort)
        except ArithmeticError:
            self.warm = None
            return mp.mpf("-inf")

    def solve(self):
        i = self.i
        info = i.information(i.first_best_effort)
        width = min(mp.mpf("0.02"), 10 / (self.n * info))
        start = i.first_best_effort
        if self.n < 100:
            # The payoff in effort may have several local maxima where limited liability meets few counts.
            efforts = [i.first_best_effort - j * mp.mpf("0.005") for j in range(60)]
            efforts = [e for e in efforts if e > 0]
            start = max(efforts, key=self.payoff_or_nothing)
            self.warm = None
        effort, payoff = maximise(self.payoff, start, width)
        return effort, i.first_best - payoff

    def utilities(self, effort):
        """Utility of pay at every count, as doubles."""
        q, dq = self.i.q(effort), self.i.dq(effort)
        return np.array([float(self.pay(self.warm, s, (s - self.n * q) * dq / (q * (1 - q)))[0]) for s in range(self.n + 1)])


class Linear(Smooth):
    def start(self, effort):
        i = self.i
        ub = i.required(effort)
        beta = i.dc(effort) / i.dq(effort) * i.dh(ub)
        return i.h(ub) - beta * i.q(effort), beta

    def pay(self, parameters, s, score):
        alpha, beta = parameters
        w = alpha + beta * s / self.n
        if w <= self.i.w_min:
            return self.i.u_min, self.i.w_min, 0, 0
        d = self.i.du(w)
        return self.i.u(w), w, d, d * s / self.n

    def accept_rent(self, scores):
        """Participation as an equation is right only if more utility at the same incentives would cost more."""
        a = b = c = d = paid = paid_up = mp.mpf(0)
        for s, p, score in scores:
            _, _, dx, dy = self.pay(self.warm, s, score)
            if dx:
                a, b, c, d = a + p * dx, b + p * dy, c + p * dx * score, d + p * dy * score
                paid, paid_up = paid + p, paid_up + p * s / self.n
        if (paid * d - paid_up * c) / (a * d - b * c) < 0:
            raise ArithmeticError("participation does not bind")


class General(Smooth):
    def start(self, effort):
        i = self.i
        ub = i.required(effort)
        return i.dh(ub), i.d2h(ub) * i.dc(effort) / (self.n * i.information(effort))

    def pay(self, parameters, s, score):
        lam, mu = parameters
        v = self.i.dh_inverse(lam + mu * score)
        if v <= self.i.u_min:
            return self.i.u_min, self.i.w_min, 0, 0
        d = 1 / self.i.d2h(v)
        return v, self.i.h(v), d, d * score

    def accept(self, parameters):
        if parameters[0] < 0:
            raise ArithmeticError("participation does not bind")


def globally_compatible(instance, n, effort, utilities):
    """No effort of a grid does better, in doubles."""
    grid = np.linspace(0, 1, 2001)
    q = np.array([float(instance.q(mp.mpf(e))) for e in grid])
    cost = np.array([float(instance.c(mp.mpf(e))) for e in grid])
    s = np.arange(n + 1)
    ln_choose = special.gammaln(n + 1) - special.gammaln(s + 1) - special.gammaln(n - s + 1)
    value = lambda q: np.dot(np.exp(ln_choose + special.xlogy(s, q) + special.xlogy(n - s, 1 - q)), utilities)
    here = value(float(instance.q(effort))) - float(instance.c(effort))
    best = max(value(q_e) - c_e for q_e, c_e in zip(q, cost))
    # The scale of double-precision error in log-gammas at n.
    return best <= here + 1e-12 * n


# -- binary ------------------------------------------------------------------------------------------------------

def squared_tolerance(n):
    """mpmath.findroot compares the square of the residual. A density at n samples loses the digits of n; half of them and
    12 more are left for that."""
    return mp.mpf(10) ** (24 + int(mp.log10(n)) - 2 * mp.mp.dps)


def tail_by_sum(n, k, q):
    """P(S >= k) and its derivative in q."""
    if k <= 0:
        return mp.mpf(1), mp.mpf(0)
    ln_top = mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(q) + (n - k) * mp.log(1 - q)
    top = mp.exp(ln_top)
    small = mp.mpf(10) ** (-mp.mp.dps - 10)
    odds = q / (1 - q)
    if k > n * q:
        total, term, s = mp.mpf(0), top, k
        while s <= n and term > small * total:
            total += term
            term *= mp.mpf(n - s) / (s + 1) * odds
            s += 1
        above = total
    else:
        total, term, s = mp.mpf(0), top * k / (n - k + 1) / odds, k - 1
        while s >= 0 and term > small * total:
            total += term
            term *= mp.mpf(s) / (n - s + 1) / odds
            s -= 1
        above = 1 - total
    return above, top * k / q


@functools.cache
def gauss_legendre(degree):
    with mp.workdps(60):
        return mp.calculus.quadrature.GaussLegendre(mp.mp).calc_nodes(degree, mp.mp.prec)


def tail_by_integral(n, k, q):
    """The same from P(S >= k) = int_0^q P'(x) dx, P' = n C(n-1, k-1) x^(k-1) (1-x)^(n-k)."""
    ln_c = mp.loggamma(n + 1) - mp.loggamma(k) - mp.loggamma(n - k + 1)
    ln_density = lambda x: ln_c + (k - 1) * mp.log(x) + (n - k) * mp.log(1 - x)
    at_q = ln_density(q)
    mode = mp.mpf(k - 1) / (n - 1)
    sigma = mp.sqrt(q * (1 - q) / n)
    upper = q > mode
    sign = 1 if upper else -1
    # `digits` ln 10 of decay end the integral, sqrt(2 digits ln 10) standard deviations out at the latest. A panel of one
    # standard deviation changes the exponent by some c = 15; m nodes leave c^2m (m!)^4 / ((2m+1) (2m)!^3): 1e-21 for
    # m = 24 and 1e-60 for m = 48.
    digits = mp.mp.dps - int(mp.log10(n))
    integral = mp.mpf(0)
    for panel in range(int(mp.sqrt(2 * digits * mp.log(10))) + 1):
        for x, weight in gauss_legendre(4 if mp.mp.dps <= 36 else 5):
            integral += weight / 2 * mp.exp(ln_density(q + sign * sigma * (panel + (1 + x) / 2)) - at_q)
    integral *= sigma
    mass = abs(integral) * mp.exp(at_q)
    return (1 - mass if upper else mass), mp.exp(at_q)


class Binary:
    def __init__(self, instance, n):
        self.i, self.n = instance, n
        self.tail = tail_by_sum if n <= 5000 else tail_by_integral

    def passing(self, t, effort):
        k = int(mp.ceil(t))
        rho = k - t
        q = self.i.q(effort)
        p, d = self.tail(self.n, k, q)
        if rho:
            p1, d1 = self.tail(self.n, k - 1, q)
            p, d = (1 - rho) * p + rho * p1, (1 - rho) * d + rho * d1
        return p, d * self.i.dq(effort)

    def payoff(self, t, effort):
        i = self.i
        p, slope = self.passing(t, effort)
        b = i.dc(effort) / slope
        base = max(i.u_min, i.required(effort) - p * b)
        return i.V(effort) - (p * i.h(base + b) + (1 - p) * i.h(base))

    def slack(self, t, effort):
        """By how much the effort beats the low deviation."""
        i = self.i
        p, slope = self.passing(t, effort)
        b = i.dc(effort) / slope
        low = self.low_deviation(t, b, effort)
        return b * (p - self.passing_low(t, low)) - (i.c(effort) - i.c(low))

    def passing_low(self, t, low):
        # Hoeffding: P(S >= k) <= exp(-2n(k/n - q)^2); nothing at this precision for large n.
        if self.n > 5000:
            gap = t / self.n - self.i.q(low)
            if 2 * self.n * gap**2 > 400:
                return mp.mpf(0)
        return self.passing(t, low)[0]

    def low_deviation(self, t, b, effort):
        """The local maximum of b P(e) - c(e) near no effort."""
        i = self.i
        if self.n > 5000:
            return mp.mpf(0)
        excess = lambda e: mp.log(b * self.passing(t, e)[1]) - mp.log(i.dc(e))
        grid = [effort * j / 64 for j in range(1, 64)]
        with mp.workdps(20):
            values = [excess(e) for e in grid]
        lowest = min(range(len(grid)), key=lambda j: values[j])
        if values[lowest] > 0:
            return mp.mpf(0)
        f = lambda x: excess(mp.exp(x))
        low, high = mp.mpf(-3000), mp.log(grid[lowest])
        for _ in range(60):
            middle = (low + high) / 2
            if f(middle) > 0:
                low = middle
            else:
                high = middle
        return mp.exp(mp.findroot(f, ((low + high) / 2, high), solver="secant", tol=squared_tolerance(self.n)))

    def headroom(self, t, effort):
        """What participation leaves between the base and limited liability."""
        p, slope = self.passing(t, effort)
        return self.i.required(effort) - p * self.i.dc(effort) / slope - self.i.u_min

    def at_rule(self, t, start, binding):
        """Best effort for a rule: where the low deviation is as good (binding), where the payoff is stationary, or at the
        kink where limited liability starts to bind."""
        if binding:
            h = self.width() * mp.mpf(10) ** -2
            effort = mp.findroot(lambda e: self.slack(t, e), (start, start + h), solver="secant", tol=squared_tolerance(self.n))
            return effort, self.payoff(t, effort)
        return maximise(lambda e: self.payoff(t, e), start, self.width())

    def width(self):
        i = self.i
        return 1 / mp.sqrt(self.n * i.information(i.first_best_effort))

    # First pass in doubles ---------------------------------------------------------------------------------------

    def scan(self, t):
        """Best gap and effort of a rule over efforts on the lower hull of (P, c): a coarse grid, then a fine one."""
        centre, width = float(self.i.first_best_effort), float(self.width())
        found = self.scan_grid(t, np.linspace(centre - 6 * width, centre + 2 * width, 1601))
        if found is None:
            return None
        return self.scan_grid(t, np.linspace(found[1] - width / 80, found[1] + width / 80, 2001)) or found

    def scan_grid(self, t, fine):
        f, n = self.i.doubles, self.n
        e = np.unique(np.concatenate([np.linspace(0, 1, 1001), np.geomspace(1e-12, 1e-2, 50), fine[(fine > 0) & (fine < 1)]]))
        q, dq, c, dc = f.q(e), f.dq(e), f.c(e), f.dc(e)
        k = int(np.ceil(t))
        rho = k - float(t)
        tail = lambda k: special.betainc(k, n - k + 1, q) if k > 0 else np.ones_like(q)
        slope = lambda k: np.exp(special.xlogy(k - 1, q) + special.xlog1py(n - k, -q) - special.betaln(k, n - k + 1)) if k > 0 else np.zeros_like(q)
        p = (1 - rho) * tail(k) + (rho * tail(k - 1) if rho else 0)
        d = ((1 - rho) * slope(k) + (rho * slope(k - 1) if rho else 0)) * dq
        hull = []
        for j in range(len(e)):
            while len(hull) >= 2 and (c[hull[-1]] - c[hull[-2]]) * (p[j] - p[hull[-2]]) >= (c[j] - c[hull[-2]]) * (p[hull[-1]] - p[hull[-2]]):
                hull.pop()
            hull.append(j)
        hull = np.array([j for j in hull if 0 < e[j] < 1 and d[j] > 1e-250])
        if not len(hull):
            return None
        p, d, e = p[hull], d[hull], e[hull]
        with np.errstate(all="ignore"):
            b = dc[hull] / d
            base = np.maximum(float(self.i.u_min), float(self.i.U0) + c[hull] - p * b)
            gap = float(self.i.first_best) - (f.V(e) - (p * f.h(base + b) + (1 - p) * f.h(base)))
        gap = np.where(np.isfinite(gap), gap, np.inf)
        j = int(np.argmin(gap))
        return (gap[j], e[j]) if np.isfinite(gap[j]) else None

    def thresholds(self):
        i, n = self.i, self.n
        q = float(i.q(i.first_best_effort))
        sigma = np.sqrt(n * q * (1 - q))
        if n <= 200:
            return range(1, n + 1)
        return range(max(1, int(n * q - 6 * sigma)), min(n, int(n * q + 3 * sigma)) + 1)

    def refine(self, t, found_effort):
        """Full precision at one rule from the double-precision effort."""
        start = mp.mpf(found_effort)
        near = lambda effort: abs(effort - start) < self.width() / 50
        try:
            effort, payoff = self.at_rule(t, start, False)
            if self.slack(t, effort) >= 0 and near(effort):
                return self.i.first_best - payoff, effort, False
        except (ArithmeticError, ValueError):
            pass
        if abs(self.headroom(t, start)) < self.i.U0 / 100:
            step = self.width() / 1000
            effort = mp.findroot(lambda e: self.headroom(t, e), (start - step, start + step), solver="secant", tol=squared_tolerance(self.n))
            sides = [self.payoff(t, effort + s * step) for s in (-1, 1)]
            payoff = self.payoff(t, effort)
            if near(effort) and max(sides) < payoff and self.slack(t, effort) > 0:
                return self.i.first_best - payoff, effort, False
        effort, payoff = self.at_rule(t, start, True)
        if not near(effort):
            raise ArithmeticError(f"binding effort {effort} far from {start}")
        return self.i.first_best - payoff, effort, True

    def solve_small(self):
        scanned = [(g[0], g[1], k) for k in self.thresholds() if (g := self.scan(k))]
        scanned.sort()
        refined = [(*self.refine(k, e), k) for _, e, k in scanned[:2]]
        deterministic = min(refined)
        # Randomised: cells next to every scanned local minimum, in doubles, then at full precision.
        best = (deterministic[0], deterministic[1], mp.mpf(deterministic[3]))
        fine = []
        shares = [1 / 256, 1 / 64, 1 / 32] + [j / 16 for j in range(1, 16)] + [31 / 32, 63 / 64, 255 / 256]
        for cell in sorted({k + j for _, _, k in scanned[:2] for j in (-1, 0)}):
            for t in [cell] + [cell + share for share in shares]:
                if 0 < t <= self.n and (g := self.scan(t)):
                    fine.append((g[0], g[1], t))
        for cell in {int(np.floor(t)) for _, _, t in fine}:
            gap, effort, t = min(f for f in fine if cell <= f[2] <= cell + 1)
            if t == int(t) or gap > best[0] * (1 + mp.mpf("1e-4")):
                continue
            inner = lambda t: self.refine(t, effort)
            try:
                best = min(best, self.minimise_rule(inner, mp.mpf(t)))
            except ArithmeticError as error:
                # The minimum of this cell is at a whole threshold, which is among the deterministic ones.
                print("n =", self.n, "cell", cell, error, file=sys.stderr)
        return (deterministic[1], deterministic[0], deterministic[3]), (best[1], best[0], best[2])

    def minimise_rule(self, inner, t):
        h = mp.mpf(10) ** -10
        for _ in range(40):
            low, here, high = inner(t - h)[0], inner(t)[0], inner(t + h)[0]
            slope, bend = (high - low) / (2 * h), (high - 2 * here + low) / h**2
            step = max(mp.mpf(-1) / 10, min(mp.mpf(1) / 10, -slope / bend)) if bend > 0 else -mp.sign(slope) / 20
            if not mp.floor(t) <= t + step <= mp.ceil(t):
                raise ArithmeticError("the best rule left its cell")
            t += step
            if abs(step) < mp.mpf(10) ** -12:
                found = inner(t)
                return found[0], found[1], t
        raise ArithmeticError("the rule did not converge")

    # Large n: the low deviation binds; the gap is convex in the threshold -----------------------------------------

    def solve_large(self):
        i, n = self.i, self.n
        q = i.q(i.first_best_effort)
        sigma = mp.sqrt(n * q * (1 - q))
        width = self.width()
        e = i.first_best_effort
        # Bonus just c: phi(z) = c'/(c sqrt(nI)) starts the slack, the secant method does the rest.
        z = mp.sqrt(-2 * mp.log(i.dc(e) / (i.c(e) / width) * mp.sqrt(2 * mp.pi)))

        def at(t, digits=30 if n <= 10**12 else 36):
            with mp.workdps(digits):
                start = at.start + (t - at.near) / n / i.dq(e) if at.near else e + z * width + (t / n - q) / i.dq(e)
                effort, payoff = self.at_rule(mp.mpf(t), start, True)
                at.start, at.near = effort, mp.mpf(t)
                return i.first_best - payoff, effort

        at.near = None
        low, high = max(int(n * q - (z + 2) * sigma), 1), min(int(n * q - (z - 2) * sigma), n)
        golden = (mp.sqrt(5) - 1) / 2
        a, b = high - int(golden * (high - low)), low + int(golden * (high - low))
        at_a, at_b = at(a)[0], at(b)[0]
        # Thresholds closer than this give gaps that agree to 1e-16, being at the minimum.
        while high - low > max(4, sigma * mp.mpf(10) ** -8):
            if at_a <= at_b:
                high, b, at_b = b, a, at_a
                a = high - int(golden * (high - low))
                at_a = at(a)[0]
            else:
                low, a, at_a = a, b, at_b
                b = low + int(golden * (high - low))
                at_b = at(b)[0]
        k = min(range(low, high + 1) if high - low <= 8 else [a, b], key=lambda k: at(k)[0])
        gap, effort = at(k, 50)
        # Stationary efforts with slack incentives would be cheaper: the payoff must fall towards higher effort.
        step = width * mp.mpf(10) ** -8
        if self.payoff(mp.mpf(k), effort + step) > self.payoff(mp.mpf(k), effort):
            raise ArithmeticError("incentives do not bind")
        best = (gap, effort, mp.mpf(k))
        tries = [(at(t)[0], t) for t in (k + mp.mpf(j) / 8 for j in (-7, -4, -1, 0, 1, 4, 7)) if t <= n]
        least, t = min(tries)
        if t != int(t) and least < at(k)[0]:
            start = at(t, 50)[1]
            inner = lambda t: (lambda r: (i.first_best - r[1], r[0]))(self.at_rule(t, start, True))
            best = min(best, self.minimise_rule(inner, t))
        return (effort, gap, k), (best[1], best[0], best[2])


class Doubles:
    """The same functions in doubles over arrays, for the first pass."""

    def __init__(self, path):
        with open(path, "rb") as file:
            f = tomllib.load(file)
        u, cost, v, kappa = f["utility"], f["cost"], f["value"], f["monitoring"]["kappa"]
        if u["family"] == "power":
            self.h = lambda v: np.power(v, 1 / u["gamma"])
        elif u["family"] == "cara":
            r = u["risk_aversion"]
            self.h = lambda v: np.where(r * v < 1, -np.log1p(-np.minimum(r * v, 0.999999999)) / r, np.inf)
        else:
            self.h = lambda v: u["scale"] * np.expm1(v)
        self.c = lambda e: cost["scale"] * e ** cost["exponent"]
        self.dc = lambda e: cost["scale"] * cost["exponent"] * e ** (cost["exponent"] - 1)
        expert = f["monitoring"]["scheme"] == "expert"
        self.q = lambda e: 0.5 + 0.5 * kappa * (e if expert else e * e)
        self.dq = lambda e: 0.5 * kappa * np.ones_like(e) if expert else kappa * e
        self.V = lambda e: v["slope"] * e ** v.get("exponent", 1) - v.get("curvature", 0) * e * e / 2


def main(names, smooth=True, binary=True):
    out = lambda *row: print(*row, sep=",", flush=True)
    digits = lambda x: mp.nstr(mp.mpf(x), 25, strip_zeros=False, min_fixed=0, max_fixed=0)
    out("instance", "quantity", "samples", "value")
    for name in names:
        path = INSTANCES.get(name) or CORNERS[name]
        i = Instance(path)
        i.doubles = Doubles(path)
        corner = name in CORNERS
        info, k_bin, k_lin = i.constants()
        for quantity, value in [
            ("first_best_effort", i.first_best_effort),
            ("first_best_payoff", i.first_best),
            ("information", info),
            ("k_bin", k_bin),
            ("k_lin", k_lin),
        ]:
            out(name, quantity, "", digits(value))
        for n in (FEW_SMALL + FEW_LARGE if corner else SMALL + LARGE) * smooth:
            for label, kind in [("linear", Linear), ("general", General)]:
                mp.mp.dps = 60 if n <= 5000 else 75
                try:
                    if n <= 5000:
                        problem = kind(i, n, every_count(n))
                        effort, gap = problem.solve()
                        if n <= 1000 and not globally_compatible(i, n, effort, problem.utilities(effort)):
                            raise ArithmeticError("another effort does better")
                        if n == 5000:
                            _, other = kind(i, n, gauss(n, 20)).solve()
                            print(name, label, "sum against Gauss rule at 5000:", mp.nstr(abs(other / gap - 1), 3), file=sys.stderr)
                    else:
                        effort, gap = kind(i, n, gauss(n, 20)).solve()
                        _, other = kind(i, n, gauss(n, 14)).solve()
                        if abs(other / gap - 1) > mp.mpf(10) ** -20:
                            raise ArithmeticError(f"Gauss rules differ by {mp.nstr(abs(other / gap - 1), 3)}")
                except (ArithmeticError, ValueError, TypeError) as error:
                    print(name, label, n, "left out:", error, file=sys.stderr)
                    continue
                out(name, f"gap_{label}", n, digits(gap))
                out(name, f"effort_{label}", n, digits(effort))
        large_binary = LARGE_BINARY.get(name, LARGE_BINARY_OTHERS)
        for n in (FEW_SMALL + FEW_BINARY if corner else SMALL + large_binary) * binary:
            mp.mp.dps = 45 if n <= 5000 else 50
            problem = Binary(i, n)
            try:
                results = problem.solve_small() if n <= 5000 else problem.solve_large()
            except (ArithmeticError, ValueError) as error:
                print(name, "binary", n, "left out:", error, file=sys.stderr)
                continue
            for label, (effort, gap, rule) in zip(["deterministic", "randomised"], results):
                out(name, f"gap_binary_{label}", n, digits(gap))
                out(name, f"effort_binary_{label}", n, digits(effort))
                out(name, f"rule_binary_{label}", n, digits(rule))


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name in {**INSTANCES, **CORNERS}]
    names = list(CORNERS) if "corners" in sys.argv else names
    main(names or list(INSTANCES), "binary" not in sys.argv, "smooth" not in sys.argv)
