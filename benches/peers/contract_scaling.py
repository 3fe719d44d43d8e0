"""One contract program from small to as large as limits allow: simplex, interior point, first order.

python3 contract_scaling.py --out FILE.csv [--firstbest PATH] [--seconds 30] [--gigabytes 2]
                            [--sizes N,N] [--methods NAME,NAME]

The program is that of `compare-backends` (contract-n, a risk-averse annotator with utility sqrt(pay),
21 efforts, 20 tangents an outcome) with its numbers to within rounding: 20 n + 41 rows, 2 n + 2
columns. HiGHS (highspy) solves it by simplex, interior point with crossover and PDLP at its default
tolerances with one thread; firstbest solves and certifies it. Every run is a process of its own with
limits on processor time and address space, and no larger size is tried once one has failed.

ended      optimal, time (the limit on processor time passed), memory (the limit on address space), or
           what the solver said
seconds    user plus system time, HiGHS without the start of the interpreter and the reading
megabytes  most memory that the process held
digits     of the objective, against firstbest's certified one where there is one at this size, else
           against the simplex method's, which then has none of its own
"""
import argparse
import csv
import json
import math
import os
import resource
import subprocess
import sys
import tempfile

SIZES = [500, 1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000]
METHODS = ["firstbest", "simplex", "ipm", "pdlp"]


def law(n, success):
    failure = math.log1p(-success)
    whole = math.lgamma(n + 1)
    return [math.exp(whole - math.lgamma(s + 1) - math.lgamma(n - s + 1)
                     + s * math.log(success) + (n - s) * failure) for s in range(n + 1)]


def write(n, path, tangents=20):
    efforts = [0.035 * k for k in range(21)]
    cost = [effort**3 / 3 for effort in efforts]
    laws = [law(n, 0.5 + 0.4 * effort) for effort in efforts]
    target, needed = laws[-1], 0.3 + cost[-1]
    slopes = [2 * needed * (k + 0.5) / tangents for k in range(tangents)]
    with open(path, "w", encoding="ascii") as file:
        put = file.write
        put(f"NAME contract-{n}\nROWS\n N cost\n G part\n")
        put("".join(f" G e{i}\n" for i in range(20)))
        put("".join(f" G t{s}_{k}\n" for s in range(n + 1) for k in range(tangents)))
        put("COLUMNS\n")
        for s in range(n + 1):
            put("".join(f" v{s} t{s}_{k} {-2 * a!r}\n" for k, a in enumerate(slopes)))
            weights = [("part", target[s])]
            weights += [(f"e{i}", target[s] - laws[i][s]) for i in range(20)]
            put("".join(f" v{s} {row} {weight!r}\n" for row, weight in weights if weight))
            put(f" p{s} cost {target[s]!r}\n" if target[s] else "")
            put("".join(f" p{s} t{s}_{k} 1\n" for k in range(tangents)))
        put(f"RHS\n rhs part {needed!r}\n")
        put("".join(f" rhs e{i} {cost[-1] - cost[i]!r}\n" for i in range(20)))
        for s in range(n + 1):
            put("".join(f" rhs t{s}_{k} {-a * a!r}\n" for k, a in enumerate(slopes)))
        put("ENDATA\n")


def work(method, path):
    """In the other process: solves and prints one line of JSON."""
    import time

    import highspy
    model = highspy.Highs()
    for name, value in [("output_flag", False), ("threads", 1), ("solver", method)]:
        model.setOptionValue(name, value)
    model.readModel(path)
    start = time.process_time()
    model.run()
    info, status = model.getInfo(), model.modelStatusToString(model.getModelStatus())
    counts = {"simplex": info.simplex_iteration_count, "ipm": info.ipm_iteration_count,
              "pdlp": info.pdlp_iteration_count}
    print(json.dumps({"ended": status.lower(), "objective": info.objective_function_value,
                      "iterations": max(counts[method], 0) or "", "seconds": time.process_time() - start}))


def run(command, seconds, memory):
    """What a command printed last as JSON, how it ended, its time and its peak of memory."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=out, stderr=errors, preexec_fn=limit)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        lines = [line for line in out.read().decode().splitlines() if line.startswith("{")]
        complaint = errors.read().decode()
    used = usage.ru_utime + usage.ru_stime
    if lines:
        return json.loads(lines[-1]), used, usage.ru_maxrss / 1024
    out_of_memory = any(word in complaint for word in ("alloc", "MemoryError", "memory"))
    ended = "time" if used >= seconds - 1 else "memory" if out_of_memory else "failed"
    return {"ended": ended}, used, usage.ru_maxrss / 1024


def attempt(method, path, options):
    memory = options.gigabytes << 30
    if method != "firstbest":
        told, used, most = run([sys.executable, __file__, "--work", method, path],
                               options.seconds, memory)
        told.setdefault("seconds", used)
        return told, most
    command = [options.firstbest, "solve", path, "--certify", "--json", "--certify-time",
               str(40 * options.seconds), "--memory", str(options.gigabytes << 10)]
    told, used, most = run(command, options.seconds, memory)
    if "status" in told:
        exact = told["certificate"]["kind"] == "exact"
        told = {"ended": "optimal" if exact else "not certified", "objective": told["objective"],
                "iterations": told["iterations"]["float_pivots"]}
    return {**told, "seconds": used}, most


def digits(objective, reference):
    if objective is None or reference is None:
        return ""
    error = abs(objective - reference) / abs(reference)
    return math.floor(10 * (min(15.9, -math.log10(error)) if error else 15.9)) / 10


def main():
    if sys.argv[1:2] == ["--work"]:
        work(*sys.argv[2:4])
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--firstbest", default="firstbest")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--gigabytes", type=int, default=2)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--methods", default=",".join(METHODS))
    options = parser.parse_args()
    alive = options.methods.split(",")
    with open(options.out, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["samples", "rows", "columns", "method", "ended", "seconds", "megabytes",
                        "iterations", "objective", "digits"])
        for n in map(int, options.sizes.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "contract.mps")
                write(n, path)
                found = {method: attempt(method, path, options) for method in alive}
            solved = {m: t["objective"] for m, (t, _) in found.items() if t["ended"] == "optimal"}
            judge = "firstbest" if "firstbest" in solved else "simplex"
            for method, (told, most) in found.items():
                right = "" if method == judge else digits(solved.get(method), solved.get(judge))
                table.writerow([n, 20 * n + 41, 2 * n + 2, method, told["ended"],
                                round(told["seconds"], 2), round(most), told.get("iterations", ""),
                                solved.get(method, ""), right])
            file.flush()
            alive = [method for method in alive if method in solved]
            if not alive:
                break


if __name__ == "__main__":
    main()
