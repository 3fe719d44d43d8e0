"""Solvers side by side on a folder of MPS files with known optima, by turns, in processor time.

python3 public_programs.py FOLDER OPTIMA.csv --out FILE.csv [--firstbest PATH] [--seconds 20]
                           [--largest NONZEROS] [--only NAME,NAME]

OPTIMA.csv has the columns name, optimum, digits; files are called NAME.mps or NAME.mps.gz. Of the
peers those are run that are installed: GLPK's `glpsol` (also `--exact`), CLP, CBC, lp_solve, QSopt_ex's
`esolver`, HiGHS (highspy; simplex and interior point with crossover) and SCIP's exact mode
(PySCIPOpt 6 or later, where it is built with it). Every program reads the unpacked file in a process
of its own with one thread and its default tolerances; the order turns by one from file to file.

seconds    user plus system time of the process, since a loaded machine stretches the clock; Python
           packages without the start of the interpreter
nonzeros   of the columns section, objective included
digits     -log10 of the relative error of the objective that is told (absolute where the optimum is
           0), rounded down, at most as many as are known of the optimum; CBC and lp_solve tell eight
           decimals or so whatever they know
claim      proved (an exact or enclosing answer) or float
held       whether what is claimed as proved is not refuted by the optimum
"""
import argparse
import csv
import gzip
import json
import math
import os
import pathlib
import re
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
from fractions import Fraction

FIELDS = ["program", "rows", "columns", "nonzeros", "optimum", "solver", "method", "version", "claim",
          "status", "seconds", "iterations", "objective", "digits", "held", "limit_seconds"]
LEAST = Fraction(1, 10**40)


class Answer:
    """What a solver told; an objective is a Fraction, a proved one an interval of them."""

    def __init__(self, status="failed", objective=None, iterations=None, interval=None):
        self.status, self.objective = status, objective
        self.iterations, self.interval = iterations, interval


def limited(command, seconds, folder):
    """Output and processor time of a command; the status says whether it passed the limit."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, capture_output=True, preexec_fn=limit, check=False, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return run.stdout.decode("latin-1"), used, run.returncode < 0 and used >= seconds - 1


def number(text):
    return Fraction(text.strip())


def found(pattern, text):
    match = re.search(pattern, text)
    return match and match.group(1)


class Solver:
    """A program on the command line."""

    claim = "float"

    def __init__(self, name, method, program, version):
        self.name, self.method, self.program, self.version = name, method, program, version

    def run(self, path, seconds, folder):
        text, used, passed = limited(self.command(path, folder), seconds, folder)
        if passed:
            return Answer("limit"), used
        try:
            return self.read(text, folder), used
        except (OSError, ValueError, KeyError, AttributeError, StopIteration, struct.error):
            # it ended without an answer in the form that it gives one in
            return Answer(), used


class Firstbest(Solver):
    claim = "proved"

    def command(self, path, folder):
        # the clock may run many times faster than processor time; the limit is on the latter
        return [self.program, "solve", path, "--certify", "--json", "--certify-time", "4000"]

    def read(self, text, folder):
        told = json.loads(text)
        ends = [told["certificate"].get(end) for end in ("lower", "upper")]
        interval = tuple(map(Fraction, ends)) if all(ends) else None
        objective = None if told["objective"] is None else Fraction(told["objective"])
        iterations = told.get("iterations") or {}
        return Answer(told["status"], interval[0] if interval else objective,
                      iterations.get("float_pivots"), interval)


class Glpk(Solver):
    def __init__(self, method, program, version, options):
        super().__init__("GLPK", method, program, version)
        self.options = options

    def command(self, path, folder):
        return [self.program, "--mps", path, *self.options, "--write", f"{folder}/out"]

    def read(self, text, folder):
        line = next(line for line in open(f"{folder}/out") if line.startswith("s "))
        # s bas ROWS COLUMNS PRIMAL DUAL OBJECTIVE; s ipt ROWS COLUMNS STATUS OBJECTIVE
        words = line.split()
        done = words[-3:-1] == ["f", "f"] if words[1] == "bas" else words[-2] == "o"
        counts = re.findall(r"^\*?#? *(\d+): obj", text, re.MULTILINE)
        return Answer("optimal" if done else "failed", number(words[-1]),
                      int(counts[-1]) if counts else None)


class Clp(Solver):
    def command(self, path, folder):
        return [self.program, path, "-solve", "-saveSolution", f"{folder}/out"]

    def read(self, text, folder):
        # rows, columns (int), objective (double), then vectors
        with open(f"{folder}/out", "rb") as file:
            _, _, objective = struct.unpack("=iid", file.read(16))
        done = "Optimal objective" in text or "Optimal - objective" in text
        count = found(r"objective \S+ - (\d+) iterations", text)
        return Answer("optimal" if done else "failed", Fraction(objective), count and int(count))


class Cbc(Solver):
    def command(self, path, folder):
        return [self.program, path, "-threads", "0", "-solve", "-solution", f"{folder}/out"]

    def read(self, text, folder):
        first = open(f"{folder}/out").readline()
        objective = found(r"objective value +(\S+)", first)
        count = found(r"objective \S+ - (\d+) iterations", text)
        return Answer("optimal" if first.startswith("Optimal") else "failed", number(objective),
                      count and int(count))


class LpSolve(Solver):
    def command(self, path, folder):
        return [self.program, "-fmps", path, "-S4"]

    def read(self, text, folder):
        objective = found(r"Value of objective function: (\S+)", text)
        return Answer("optimal" if objective else "failed", objective and number(objective))


class QsoptEx(Solver):
    claim = "proved"

    def command(self, path, folder):
        return [self.program, "-O", f"{folder}/out", path]

    def read(self, text, folder):
        words = open(f"{folder}/out", encoding="latin-1").read(4096).split()
        if "OPTIMAL" not in words:
            return Answer()
        value = Fraction(words[words.index("Value") + 2])
        return Answer("optimal", value, None, (value, value))


class InPython(Solver):
    """A package of Python, run by this script in another process."""

    def command(self, path, folder):
        return [sys.executable, __file__, "--work", self.program, self.method, path]

    def run(self, path, seconds, folder):
        text, used, passed = limited(self.command(path, folder), seconds, folder)
        lines = [line for line in text.splitlines() if line.startswith("{")]
        if passed or not lines:
            return Answer("limit" if passed else "failed"), used
        told = json.loads(lines[-1])
        objective = told["objective"] and Fraction(told["objective"])
        exact = self.claim == "proved" and objective is not None
        interval = (objective, objective) if exact else None
        return Answer(told["status"], objective, told["iterations"], interval), told["seconds"]


class Scip(InPython):
    claim = "proved"


def work(package, method, path):
    """In the other process: solves and prints one line of JSON."""
    import time
    if package == "highspy":
        import highspy
        start = time.process_time()
        model = highspy.Highs()
        for name, value in [("output_flag", False), ("threads", 1), ("solver", method)]:
            model.setOptionValue(name, value)
        model.readModel(path)
        model.run()
        info = model.getInfo()
        optimal = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        counts = [info.simplex_iteration_count, info.ipm_iteration_count]
        answer = {"objective": repr(info.objective_function_value),
                  "iterations": counts[0] if method == "simplex" else counts[1]}
    else:
        import pyscipopt
        start = time.process_time()
        model = pyscipopt.Model()
        model.hideOutput()
        model.setParam("exact/enable", True)
        model.readProblem(path)
        model.optimize()
        optimal = model.getStatus() == "optimal"
        answer = {"objective": repr(model.getObjVal()) if optimal else None,
                  "iterations": model.getNLPIterations()}
    answer["status"] = "optimal" if optimal else "failed"
    print(json.dumps({**answer, "seconds": time.process_time() - start}))


def version_of(command, pattern):
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return found(pattern, run.stdout + run.stderr) or "unknown"


def packaged(program):
    """Version of the Debian package that a program without a version option comes from."""
    if not shutil.which("dpkg-query"):
        return "unknown"
    owner = version_of(["dpkg-query", "-S", os.path.realpath(program)], r"^([^:]+):")
    return version_of(["dpkg-query", "-W", "-f", "${Version}", owner], r"^(\S+)")


def solvers(options):
    """Every solver that is there."""
    own = options.firstbest
    yield Firstbest("firstbest", "simplex, exact", own, version_of([own, "--version"], r"(\d\S*)"))
    where = {name: shutil.which(name) for name in ("glpsol", "clp", "cbc", "lp_solve", "esolver")}
    if where["glpsol"]:
        version = version_of(["glpsol", "--version"], r"v?(\d+\.\d\S*)")
        yield Glpk("simplex", where["glpsol"], version, [])
        yield Glpk("simplex, --exact", where["glpsol"], version, ["--exact"])
    if where["clp"]:
        yield Clp("CLP", "default", where["clp"], packaged(where["clp"]))
    if where["cbc"]:
        yield Cbc("CBC", "default", where["cbc"], packaged(where["cbc"]))
    if where["lp_solve"]:
        yield LpSolve("lp_solve", "default", where["lp_solve"], packaged(where["lp_solve"]))
    if where["esolver"]:
        yield QsoptEx("QSopt_ex", "simplex, exact", where["esolver"], packaged(where["esolver"]))
    try:
        import highspy
        version = highspy.Highs().version()
        yield InPython("HiGHS", "simplex", "highspy", version)
        yield InPython("HiGHS", "ipm", "highspy", version)
    except ImportError:
        pass
    try:
        import pyscipopt
        model = pyscipopt.Model()
        model.setParam("exact/enable", True)
        yield Scip("SCIP", "exact", "pyscipopt", str(model.version()))
    except (ImportError, KeyError, AttributeError):
        pass


def digits(objective, optimum, known):
    error = abs(objective - optimum) / (abs(optimum) or 1)
    right = known if error < LEAST else -math.log10(error)
    return math.floor(10 * max(0, min(right, known))) / 10


def held(answer, optimum, known):
    """The optimum is known to a unit of its last digit, truncated or rounded."""
    if answer.interval is None:
        return ""
    unit = abs(optimum) * Fraction(1, 10 ** (known - 1)) + LEAST
    lower, upper = answer.interval
    return str(lower - unit <= optimum <= upper + unit).lower()


def size_of(text):
    rows = columns = nonzeros = 0
    section, last = "", None
    for line in text.splitlines():
        words = line.split()
        if not words or line[0] == "*":
            continue
        if line[0] != " ":
            section = words[0]
        elif section == "ROWS":
            rows += words[0] != "N"
        elif section == "COLUMNS":
            columns += line[4:12] != last
            last = line[4:12]
            nonzeros += 2 if len(line.rstrip()) > 39 else 1
    return rows, columns, nonzeros


def main():
    if sys.argv[1:2] == ["--work"]:
        return work(*sys.argv[2:5])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("optima", type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--firstbest", default="firstbest")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--largest", type=int, default=10**9)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    with open(options.optima, encoding="utf-8") as file:
        optima = {row["name"]: row for row in csv.DictReader(file) if row["optimum"]}
    done = set()
    if options.out.exists():
        with open(options.out, encoding="utf-8") as file:
            done = {(r["program"], r["solver"], r["method"]) for r in csv.DictReader(file)}
    else:
        options.out.write_text(",".join(FIELDS) + "\n", encoding="utf-8")
    order = list(solvers(options))
    only = set(filter(None, options.only.split(",")))
    files = [p for p in options.folder.iterdir() if p.name.endswith((".mps", ".mps.gz"))]
    for path in sorted(files, key=lambda path: path.stat().st_size):
        name = path.name.removesuffix(".gz").removesuffix(".mps")
        if name not in optima or (only and name not in only):
            continue
        order = order[1:] + order[:1]
        known = int(optima[name]["digits"])
        optimum = Fraction(optima[name]["optimum"])
        data = path.read_bytes()
        data = gzip.decompress(data) if path.name.endswith(".gz") else data
        size = size_of(data.decode("latin-1"))
        if size[2] > options.largest:
            continue
        for solver in (s for s in order if (name, s.name, s.method) not in done):
            with tempfile.TemporaryDirectory() as folder:
                plain = os.path.join(folder, f"{name}.mps")
                pathlib.Path(plain).write_bytes(data)
                answer, used = solver.run(plain, options.seconds, folder)
            value, right = answer.objective, ""
            if answer.status == "optimal" and value is not None:
                right = digits(value, optimum, known)
            shown = "" if value is None or answer.status != "optimal" else repr(float(value))
            row = [name, *size, optima[name]["optimum"], solver.name, solver.method, solver.version,
                   solver.claim, answer.status, round(used, 3),
                   "" if answer.iterations is None else answer.iterations,
                   shown, right, held(answer, optimum, known), options.seconds]
            with open(options.out, "a", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerow(row)
    return None


if __name__ == "__main__":
    main()
