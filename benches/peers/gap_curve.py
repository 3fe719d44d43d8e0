"""The general contract of instance A by general-purpose solvers, next to `firstbest`, in one run.

    pip install -r benches/peers/requirements.txt
    cargo build --release && python3 benches/peers/gap_curve.py

Every peer solves what one would write down: pay v_s in utility for each count s = 0 … n, cost sum p_s v_s^2 (u = sqrt(w)),
participation, and no gain from any of 41 efforts, nor from 1e-3 more or less effort (without these two the grid misses
the local constraint, and the gap comes out a tenth too small or worse); the implemented effort is the best of 15 around
the first best.
- CVXPY (Clarabel): the quadratic program.
- SciPy (HiGHS): the linear program with 25 tangents of v^2 for each count, a relaxation, so its gap errs downwards.
Counts whose probability is below 1e-18 at the implemented effort are left out for the peers (their numbers do not bear
more). `firstbest gap` optimises the effort over an interval and proves a bracket; its time includes starting the program.
A gap of a peer is compared with that bracket: digits = -log10 |gap/bracket - 1|.
"""

import json
import pathlib
import subprocess
import time
import warnings

import cvxpy
import numpy as np
import scipy
from scipy.optimize import linprog
from scipy.sparse import coo_matrix
from scipy.stats import binom

ROOT = pathlib.Path(__file__).resolve().parents[2]
U0, KAPPA, SLOPE = 0.3, 0.8, 0.40604666666666667


def cost(e):
    return e**3 / 3


def agreement(e):
    return 0.5 + 0.5 * KAPPA * e


def first_best_payoff():
    return SLOPE * 0.7 - (U0 + cost(0.7)) ** 2


def laws(n, effort, others):
    p = binom.pmf(np.arange(n + 1), n, agreement(effort))
    keep = p > 1e-18
    counts = np.arange(n + 1)[keep]
    return p[keep], np.array([binom.pmf(counts, n, agreement(e)) for e in others])


def by_cvxpy(n, effort, others):
    p, q = laws(n, effort, others)
    v = cvxpy.Variable(len(p))
    constraints = [v >= 0, p @ v >= U0 + cost(effort)]
    constraints += [(p - row) @ v >= cost(effort) - cost(e) for row, e in zip(q, others)]
    problem = cvxpy.Problem(cvxpy.Minimize(cvxpy.sum(cvxpy.multiply(p, cvxpy.square(v)))), constraints)
    problem.solve(solver=cvxpy.CLARABEL)
    return problem.value


def by_highs(n, effort, others):
    p, q = laws(n, effort, others)
    m = len(p)
    tangents = np.linspace(0.0, 1.2, 25)
    rows, columns, values, bounds = [], [], [], []
    r = 0
    for s in range(m):
        for t in tangents:
            # w_s >= 2 t v_s - t^2
            rows += [r, r]
            columns += [s, m + s]
            values += [2 * t, -1.0]
            bounds.append(t * t)
            r += 1
    dense = [-p] + [-(p - row) for row in q]
    limits = [-(U0 + cost(effort))] + [-(cost(effort) - cost(e)) for e in others]
    for row, limit in zip(dense, limits):
        rows += [r] * m
        columns += list(range(m))
        values += list(row)
        bounds.append(limit)
        r += 1
    matrix = coo_matrix((values, (rows, columns)), shape=(r, 2 * m))
    objective = np.concatenate([np.zeros(m), p])
    answer = linprog(objective, A_ub=matrix, b_ub=bounds, bounds=[(0, None)] * (2 * m), method="highs")
    return answer.fun if answer.success else float("nan")


def gap(solver, n):
    others = np.linspace(0.0, 1.0, 41)
    best = float("inf")
    for effort in np.linspace(0.66, 0.715, 15):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                pay = solver(n, effort, [*others, effort - 1e-3, effort + 1e-3])
            except cvxpy.error.SolverError:
                continue
        if pay is not None and np.isfinite(pay):
            best = min(best, first_best_payoff() - (SLOPE * effort - pay))
    return best


def timed(f):
    start = time.perf_counter()
    value = f()
    return value, time.perf_counter() - start


def ours(n, *options):
    command = [ROOT / "target/release/firstbest", "gap", ROOT / "figures/models/a.toml", "--contract", "general"]
    text = subprocess.run([*command, "--samples", str(n), "--json", *options], check=True, capture_output=True).stdout
    return json.loads(text)["results"][0]["gap"]


def main():
    print(f"cvxpy {cvxpy.__version__}, scipy {scipy.__version__}, numpy {np.__version__}")
    print("n, solver, gap, seconds, digits, times the bracket's seconds")
    for n in [20, 100, 400, 1000]:
        bracket, proof = timed(lambda n=n: ours(n))
        _, estimate = timed(lambda n=n: ours(n, "--estimate"))
        print(f"{n}, firstbest (bracket), [{bracket['lower']:.9e}, {bracket['upper']:.9e}], {proof:.3f}, proved, 1")
        print(f"{n}, firstbest (estimate), {bracket['estimate']:.9e}, {estimate:.3f}, , {estimate / proof:.2g}")
        for name, solver in [("cvxpy/clarabel", by_cvxpy), ("scipy/highs", by_highs)]:
            value, seconds = timed(lambda n=n, solver=solver: gap(solver, n))
            error = abs(value / bracket["upper"] - 1)
            print(f"{n}, {name}, {value:.9e}, {seconds:.3f}, {-np.log10(error):.1f}, {seconds / proof:.2g}")


if __name__ == "__main__":
    main()
