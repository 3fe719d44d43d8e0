"""Peers that pose the general contract as a program: CVXPY (Clarabel) and SciPy (HiGHS), once as one would write it down,
once refined for digits."""

import warnings

import cvxpy
import numpy as np
from instance_a import U0, Laws, cost, gap_by_search, gap_on_a_grid, marginal_cost
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix, diags, hstack, vstack

GRID = np.linspace(0.0, 1.0, 41)


def solved(problem, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            problem.solve(solver=cvxpy.CLARABEL, **options)
        except cvxpy.error.SolverError:
            return None
    return problem.value if problem.value is not None and np.isfinite(problem.value) else None


# -- as one would write it down ------------------------------------------------------------------------------------


def plain_constraints(laws):
    """Rows a and limits b of a @ v >= b: participation, and no gain from any effort of the grid nor from 1e-3 more or less
    (without these two the grid misses the local constraint, and the gap comes out a tenth too small or worse)."""
    e = laws.effort
    others = [*GRID, e - 1e-3, e + 1e-3]
    rows = np.array([laws.p] + [laws.p - laws.at(other) for other in others])
    return rows, np.array([U0 + cost(e)] + [cost(e) - cost(other) for other in others])


def cvxpy_plain(n):
    def pay(effort):
        laws = Laws(n, effort)
        rows, limits = plain_constraints(laws)
        v = cvxpy.Variable(len(laws.p))
        objective = cvxpy.Minimize(cvxpy.sum(cvxpy.multiply(laws.p, cvxpy.square(v))))
        return solved(cvxpy.Problem(objective, [v >= 0, rows @ v >= limits]))

    return gap_on_a_grid(pay)


def highs_plain(n):
    tangents = np.linspace(0.0, 1.2, 25)

    def pay(effort):
        laws = Laws(n, effort)
        rows, limits = plain_constraints(laws)
        m = len(laws.p)
        # w_s >= 2 t v_s - t^2 for each count and each tangent of v^2.
        each = np.repeat(np.arange(m), len(tangents))
        t = np.tile(tangents, m)
        line = np.arange(m * len(tangents))
        cuts = coo_matrix((np.concatenate([2 * t, -np.ones_like(t)]), (np.tile(line, 2), np.concatenate([each, m + each]))))
        matrix = vstack([cuts, hstack([csr_matrix(-rows), csr_matrix((len(rows), m))])])
        answer = linprog(
            np.concatenate([np.zeros(m), laws.p]),
            A_ub=matrix,
            b_ub=np.concatenate([t * t, -limits]),
            bounds=(0, None),
            method="highs",
        )
        return answer.fun if answer.success else None

    return gap_on_a_grid(pay)


# -- refined -------------------------------------------------------------------------------------------------------


def refined_constraints(laws):
    """The same with the local constraint E[v score] >= c' itself in place of the two neighbours, in x_s = sqrt(p_s) v_s and each
    row of size 1, so that no solver drops or drowns an unlikely count."""
    e, root = laws.effort, np.sqrt(laws.p)
    others = GRID[np.abs(GRID - e) > 0.02]
    rows = [root, root * laws.standardised] + [root - laws.at(other) / root for other in others]
    limits = [U0 + cost(e), marginal_cost(e) / laws.score_deviation] + [cost(e) - cost(other) for other in others]
    sizes = np.linalg.norm(rows, axis=1)
    return np.array(rows) / sizes[:, None], np.array(limits) / sizes


def cvxpy_refined(n):
    def pay(effort):
        rows, limits = refined_constraints(Laws(n, effort))
        x = cvxpy.Variable(rows.shape[1])
        problem = cvxpy.Problem(cvxpy.Minimize(cvxpy.sum_squares(x)), [x >= 0, rows @ x >= limits])
        return solved(problem, tol_gap_abs=1e-13, tol_gap_rel=1e-13, tol_feas=1e-13)

    return gap_by_search(pay, 1e-6)


def highs_refined(n):
    """Cutting planes: tangents are added where the solution sits until the wages they miss are below 1e-10 of pay."""
    options = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}

    def pay(effort):
        laws = Laws(n, effort)
        rows, limits = refined_constraints(laws)
        m, root = rows.shape[1], np.sqrt(laws.p)
        points = [np.full(m, t) for t in np.linspace(0.0, 1.2, 7)]
        fixed = hstack([csr_matrix(-rows), csr_matrix((len(rows), m))])
        for _ in range(25):
            # y_s = p_s w_s: y_s >= 2 t sqrt(p_s) x_s - p_s t^2, divided by sqrt(p_s) and with y_s = sqrt(p_s) z_s.
            cuts = vstack([hstack([diags(2 * t), -diags(np.ones(m))]) for t in points])
            answer = linprog(
                np.concatenate([np.zeros(m), root]),
                A_ub=vstack([fixed, cuts]).tocsc(),
                b_ub=np.concatenate([-limits] + [root * t * t for t in points]),
                bounds=(0, None),
                method="highs",
                options=options,
            )
            if not answer.success:
                return None
            x = answer.x[:m]
            missed = np.maximum(0.0, x * x / root - answer.x[m:]) @ root
            if missed < 1e-10 * answer.fun:
                break
            points.append(x / root)
        return answer.fun

    return gap_by_search(pay, 1e-6)
