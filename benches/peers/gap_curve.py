"""The general contract of instance A by peers, next to `firstbest`, on the same model in one run, as CSV.

    pip install -r benches/peers/requirements.txt
    cargo build --release --example proof_cost && python3 benches/peers/gap_curve.py > table.csv

    --samples 20,100,…   numbers of samples            --limit SECONDS   of one solve of a peer (60)

Every time is taken inside a running process, without its start and imports, and is the least of three runs where one takes
less than a second: firstbest's by `proof_cost`, a peer's in a process of its own, which is ended at the limit. A peer that
reaches the limit is not asked for more samples.

| solver | what it is |
|---|---|
| firstbest estimate | double precision, over an interval of efforts |
| firstbest bracket | proof of both ends on top of the estimate; its time is the sum of the two |
| cvxpy plain | quadratic program in Clarabel as one would write it: 41 efforts, best of 15 implemented efforts |
| cvxpy refined | the local constraint itself, scaled, tolerances 1e-13, a search over the implemented effort |
| highs plain | linear program by SciPy: the same 41 efforts, 25 tangents of v^2 for each count, so its gap errs downwards |
| highs refined | the scaled constraints, tangents added where the solution sits, the search over effort |
| dual plain | L-BFGS-B on the dual and a bounded search over effort with SciPy's own tolerances |
| dual refined | the same with tolerances at rounding |

Refined means: what a peer needs for the most digits it can have. digits = -log10 |gap/estimate - 1|, where firstbest's
estimate lies in its bracket (width 5e-7, asserted here) and is right to 1e-11 by the references of 25 digits in
tests/references. No peer proves anything: it is fair to hold its time against the estimate's where it has as many
digits, and against the bracket's where it matters to know so. per_estimate and per_bracket are those ratios: how many
times as long the peer takes.

`moralhazard` (Azevedo and Wolff, "Broad Validity of the First-Order Approach in Moral Hazard") is not here itself: `pip
download moralhazard` answers "No matching distribution found (from versions: none)", its documentation installs it from
its repository, which `requirements.txt` cannot pin as a release. It could express this model: it takes u, its inverse,
c and the law of a discrete outcome with its score as functions, and knows the binomial law. `dual` is its published
method (prices by L-BFGS, tempting efforts added one by one, a bounded scalar search over effort) written anew for u = sqrt(w), without
its checks, conversions and fallbacks, so this peer is likely quicker than the package: an inner solve takes a few
milliseconds, as the package's own quick start is reported to (4 to 6 ms; 0.15 s for the principal's problem).
"""

import argparse
import csv
import math
import multiprocessing
import pathlib
import subprocess
import sys
import time

import cvxpy
import numpy
import scipy
from dual import dual_plain, dual_refined
from programs import cvxpy_plain, cvxpy_refined, highs_plain, highs_refined

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEERS = [
    ("cvxpy plain", cvxpy_plain),
    ("cvxpy refined", cvxpy_refined),
    ("highs plain", highs_plain),
    ("highs refined", highs_refined),
    ("dual plain", dual_plain),
    ("dual refined", dual_refined),
]
COLUMNS = ["samples", "solver", "gap", "seconds", "digits", "per_estimate", "per_bracket", "note"]


def ours(samples):
    """proof_cost's rows for the general contract, by number of samples."""
    command = [ROOT / "target/release/examples/proof_cost", ROOT / "figures/models/a.toml", "--class", "general"]
    command += ["--samples", ",".join(map(str, samples))]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {int(row["samples"]): row for row in csv.DictReader(text.splitlines())}


def run(connection, solver, n):
    best = math.inf
    for _ in range(3):
        start = time.perf_counter()
        value = solver(n)
        best = min(best, time.perf_counter() - start)
        connection.send((float(value), best))
        if best > 1:
            break
    connection.close()


def timed(solver, n, limit):
    """Gap and seconds, or None at the limit."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=run, args=(there, solver, n))
    process.start()
    there.close()
    answer, deadline = None, time.monotonic() + limit
    try:
        while here.poll(max(0.0, deadline - time.monotonic())):
            answer = here.recv()
    except EOFError:
        pass
    process.terminate()
    process.join()
    return answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", default="20,100,400,1000,10000,100000,1000000,100000000")
    parser.add_argument("--limit", type=float, default=60.0)
    arguments = parser.parse_args()
    samples = [int(n) for n in arguments.samples.split(",")]
    print(f"cvxpy {cvxpy.__version__}, scipy {scipy.__version__}, numpy {numpy.__version__}", file=sys.stderr)
    rows = ours(samples)
    out = csv.writer(sys.stdout)
    out.writerow(COLUMNS)
    gone = set()
    for n in samples:
        row = rows[n]
        value, lower, upper = float(row["estimate"]), float(row["lower"]), float(row["upper"])
        assert lower <= value <= upper * (1 + 1e-9), row
        estimate = float(row["estimate_seconds"])
        proof = estimate + float(row["bracket_seconds"])
        ratios = lambda seconds: [f"{seconds / estimate:.3g}", f"{seconds / proof:.3g}"]
        out.writerow([n, "firstbest estimate", f"{value:.12e}", f"{estimate:.2e}", "", *ratios(estimate), ""])
        ends = f"[{lower:.9e} {upper:.9e}]"
        out.writerow([n, "firstbest bracket", ends, f"{proof:.2e}", "proved", *ratios(proof), f"width {row['relative_width']}"])
        for name, solver in PEERS:
            answer = None if name in gone else timed(solver, n, arguments.limit)
            if answer is None:
                gone.add(name)
                out.writerow([n, name, "", "", "", "", "", f"over {arguments.limit:g} s, here or with fewer samples"])
            else:
                gap, seconds = answer
                error = abs(gap / value - 1)
                digits = f"{max(0.0, -math.log10(max(error, 1e-16))):.1f}" if math.isfinite(error) else ""
                note = "" if math.isfinite(gap) else "the solver gives no answer"
                out.writerow([n, name, f"{gap:.12e}", f"{seconds:.2e}", digits, *ratios(seconds), note])
            sys.stdout.flush()


if __name__ == "__main__":
    main()
