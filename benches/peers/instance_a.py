"""Instance A (figures/models/a.toml) as a Python user would write it down, and the searches over effort that peers share.

u = sqrt(w) on w >= 0, so paying v in utility costs v^2; c = e^3/3; S ~ Bin(n, q), q = 0.5 + 0.4 e; V = SLOPE e; U0 = 0.3.
"""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import binom

U0, KAPPA, SLOPE = 0.3, 0.8, 0.40604666666666667
FIRST_BEST = 0.7
# What a search over effort sees where a solver gives no answer: more than any payoff.
FAILED = 1.0


def cost(e):
    return e**3 / 3


def marginal_cost(e):
    return e**2


def agreement(e):
    return 0.5 + 0.5 * KAPPA * e


def first_best_payoff():
    return SLOPE * FIRST_BEST - (U0 + cost(FIRST_BEST)) ** 2


class Laws:
    """Probabilities of the counts that matter at an effort, and of the same counts at other efforts.

    Counts whose probability is below 1e-18 at the effort are left out: the peers' numbers do not bear more.
    """

    def __init__(self, n, effort):
        q = agreement(effort)
        reach = 9.5 * np.sqrt(n * q * (1 - q)) + 10
        counts = np.arange(max(0, int(n * q - reach)), min(n, int(n * q + reach)) + 1)
        p = binom.pmf(counts, n, q)
        self.n, self.effort = n, effort
        self.counts, self.p = counts[p > 1e-18], p[p > 1e-18]
        # The score of effort, d ln p / de, over its standard deviation, and that deviation.
        deviation = np.sqrt(n * q * (1 - q))
        self.standardised = (self.counts - n * q) / deviation
        self.score_deviation = n * 0.5 * KAPPA / deviation

    def at(self, effort):
        return binom.pmf(self.counts, self.n, agreement(effort))


def gap_on_a_grid(expected_pay):
    """The gap with the best of 15 efforts around the first best."""
    pays = [(SLOPE * e - pay) for e in np.linspace(0.66, 0.715, 15) if (pay := expected_pay(e)) is not None]
    return first_best_payoff() - max(pays) if pays else float("nan")


def gap_by_search(expected_pay, precision):
    """The gap with the best effort found by SciPy's bounded scalar search to a stated precision."""

    def loss(e):
        pay = expected_pay(e)
        return first_best_payoff() - (SLOPE * e - pay) if pay is not None else FAILED

    least = minimize_scalar(loss, bounds=(0.5, 0.72), method="bounded", options={"xatol": precision}).fun
    return least if least < FAILED else float("nan")
