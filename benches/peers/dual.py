"""A peer that maximises the dual of the cost of an effort with SciPy's L-BFGS-B, and searches over effort outside.

This is the published method of the package `moralhazard`, written anew for instance A (see gap_curve.py for why): prices of
participation, of the local incentive constraint and of tempting efforts; the most tempting effort of a grid is added
until none tempts. For u = sqrt(w) the pay at given prices is v = A/2 where A > 0, and costs A^2/4.
"""

import numpy as np
from instance_a import U0, Laws, cost, gap_by_search, marginal_cost
from scipy.optimize import minimize

GRID = np.linspace(0.0, 1.0, 101)


def expected_pay(n, effort, options):
    laws = Laws(n, effort)
    p = laws.p
    likelihood = np.array([laws.at(e) for e in GRID])
    features = [np.ones_like(p), laws.standardised]
    targets = [U0 + cost(effort), marginal_cost(effort) / laws.score_deviation]
    prices = np.array([2 * targets[0], 0.0])
    bounds = [(0, None), (None, None)]
    for _ in range(10):
        matrix, right = np.array(features), np.array(targets)

        def negative_dual(theta):
            shadow = np.maximum(theta @ matrix, 0.0)
            weighted = p * shadow
            return weighted @ shadow / 4 - theta @ right, matrix @ weighted / 2 - right

        answer = minimize(negative_dual, prices, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
        v = np.maximum(answer.x @ matrix, 0.0) / 2
        gains = likelihood @ v - np.array([cost(e) for e in GRID]) - (p @ v - cost(effort))
        # Efforts within a grid step of the implemented one are the local constraint's.
        gains[np.abs(GRID - effort) < 0.02] = 0.0
        worst = int(np.argmax(gains))
        if gains[worst] < 1e-9:
            return -answer.fun
        features.append(1 - likelihood[worst] / p)
        targets.append(cost(effort) - cost(GRID[worst]))
        bounds.append((0, None))
        prices = np.append(answer.x, 0.0)
    return -answer.fun


def dual_plain(n):
    """SciPy's own tolerances, in both searches."""
    return gap_by_search(lambda effort: expected_pay(n, effort, {}), 1e-5)


def dual_refined(n):
    """Tolerances at rounding."""
    options = {"ftol": 1e-16, "gtol": 1e-14, "maxcor": 20, "maxiter": 1000, "maxfun": 5000}
    return gap_by_search(lambda effort: expected_pay(n, effort, options), 1e-8)
