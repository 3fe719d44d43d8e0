"""Reference values of tests/annotation/together.rs, annotation_advice.rs and annotation_intervals.rs (scipy, mpmath).

python3 -m venv v && v/bin/pip install scipy mpmath && v/bin/python tests/references/efforts.py
"""
from math import log, sqrt
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import binom, t
import mpmath as mp


def effort(both, self_only, split, kappa, level=0.95):
    """Cells of two looks and an expert: both looks like the expert, both unlike, one of each. kappa known; limits where
    twice the log-likelihood has fallen by the squared quantile of Student's t, cells - 1 degrees."""
    def loss(e):
        k, a = kappa * e, kappa * e * e
        terms = [(both, (1 + a + 2 * k) / 4), (self_only, (1 + a - 2 * k) / 4), (split, (1 - a) / 2)]
        return -sum(n * log(p) for n, p in terms if n)
    best = minimize_scalar(loss, bounds=(0, 1), method="bounded", options={"xatol": 1e-12})
    at = min([0.0, best.x, 1.0], key=loss)
    n = both + self_only + split
    rise = 0.5 * t.ppf(0.5 * (1 + level), n - 1) ** 2
    f = lambda e: loss(e) - loss(at) - rise
    lower = 0.0 if f(0.0) <= 0 else brentq(f, 0, at)
    upper = 1.0 if f(1.0) <= 0 else brentq(f, at, 1)
    return at, lower, upper


def smallest_test(q0, q1, delta):
    n = 0
    while True:
        n += 1
        k = int(binom.isf(delta, n, q0)) + 1
        while k > 0 and binom.sf(k - 2, n, q0) <= delta:
            k -= 1
        if binom.sf(k - 1, n, q0) <= delta and binom.cdf(k - 1, n, q1) <= delta:
            return n


def smallest_estimate(q, low, high, delta):
    """From here on every n up to 2n + 100 has P(low <= S/n <= high) >= 1 - delta."""
    candidate, n = 1, 1
    while n <= 2 * candidate + 100:
        first = int(mp.ceil(n * low))
        last = int(mp.floor(n * high))
        hit = binom.cdf(last, n, q) - binom.cdf(first - 1, n, q) if last >= first else 0
        if hit < 1 - delta:
            candidate = n + 1
        n += 1
    return candidate


def ratio(top, bottom):
    """The R at which the MOVER interval of top - R*bottom begins and ceases to hold 0 (found by root, not by the formula)."""
    (t0, tl, tu), (b0, bl, bu) = top, bottom
    lower = lambda r: (t0 - r * b0) - sqrt((t0 - tl) ** 2 + r * r * (bu - b0) ** 2)
    upper = lambda r: (t0 - r * b0) + sqrt((tu - t0) ** 2 + r * r * (b0 - bl) ** 2)
    return brentq(lower, 0, t0 / b0, xtol=1e-15), brentq(upper, t0 / b0, 50, xtol=1e-15)


for counts in [(40, 5, 15, 0.6), (20, 0, 0, 0.6), (30, 12, 18, 0.8), (6, 6, 18, 0.8), (150, 20, 30, 0.7)]:
    print("effort", counts, ["%.6f" % x for x in effort(*counts)])
for a, b in [(0.6, 0.7), (0.25, 0.4)]:
    for power, x in [(2, a), (1, b)]:
        q = lambda e: 0.5 + 0.5 * x * e**power
        print("samples", power, x, smallest_test(0.5, q(1), 0.05), smallest_test(q(0.5), q(1), 0.05),
              smallest_estimate(q(1), q(0.9), min(1, q(1.1)), 0.05))
print("ratio", ["%.15g" % x for x in ratio((0.3, 0.2, 0.42), (0.6, 0.5, 0.72))])
