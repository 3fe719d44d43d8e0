"""Exact optima side by side: firstbest and QSopt_ex, by turns, in processor time.

python3 netlib_certificates.py FIRSTBEST FOLDER... --out FILE.csv [--seconds 100] [--only NAME,NAME]
                               [--esolver esolver]

Every *.mps.gz of the folders is unpacked and given to both programs in turn; the time is user plus
system time of the process, since a loaded machine stretches the clock. A run that passes `limit_seconds`
counts as a failure. `held` says whether the certified interval holds QSopt_ex's value, or both say
infeasible; it is empty for pilot, whose value QSopt_ex cuts off, and false for e226, whose objective has a constant that QSopt_ex leaves out. Programs
already in the CSV file are skipped, so that a run can be continued; rows without a limit are older than
that column.
"""
import argparse
import csv
import gzip
import json
import os
import pathlib
import resource
import subprocess
import tempfile
from fractions import Fraction

FIELDS = ["set", "program", "rows", "columns", "nonzeros", "firstbest_seconds", "firstbest_status",
          "firstbest_kind", "qsopt_ex_seconds", "qsopt_ex_status", "held", "limit_seconds"]


def timed(command, seconds):
    """Standard output and processor time of a command; no output if it passes the limit."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return run.stdout if run.returncode >= 0 else "", round(used, 3)


def ours(program, path, seconds):
    # the clock may run many times faster than processor time; the limit is on the latter
    wall = str(40 * seconds)
    command = [program, "solve", path, "--certify", "--json", "--certify-time", wall]
    text, used = timed(command, seconds)
    answer = json.loads(text) if text else {"status": "limit", "certificate": {"kind": "none"}}
    return answer, used


def theirs(program, path, seconds):
    with tempfile.TemporaryDirectory() as folder:
        solution = os.path.join(folder, "out.sol")
        _, used = timed([program, "-O", solution, path], seconds)
        text = open(solution, encoding="latin-1").read(5000) if os.path.exists(solution) else ""
    head = text.split("VARS")[0]
    words = head.split()
    status = "limit"
    if "OPTIMAL" in words:
        status = "optimal"
    elif "INFEASIBLE" in words:
        status = "infeasible"
    value = None
    # esolver prints no more than some 4,090 characters of the optimum: a longer fraction is cut.
    if "Value" in words and len(head) < 4090:
        value = Fraction(words[words.index("Value") + 2])
    return status, value, used


def held(answer, status, value):
    proved = answer["certificate"]
    if status == "optimal" and value is not None and proved.get("lower") and proved.get("upper"):
        return str(Fraction(proved["lower"]) <= value <= Fraction(proved["upper"])).lower()
    if status == "infeasible" and proved.get("proved"):
        return str(proved["proved"] == "infeasible").lower()
    return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("firstbest")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=100)
    parser.add_argument("--only", help="names of programs, separated by commas")
    parser.add_argument("--esolver", default="esolver")
    options = parser.parse_args()
    done = set()
    if options.out.exists():
        with open(options.out, encoding="utf-8") as file:
            done = {(row["set"], row["program"]) for row in csv.DictReader(file)}
    else:
        options.out.write_text(",".join(FIELDS) + "\n", encoding="utf-8")
    files = [path for folder in options.folders for path in folder.glob("*.mps.gz")]
    for path in sorted(files, key=lambda path: path.stat().st_size):
        key = (path.parent.name, path.name.removesuffix(".mps.gz"))
        if key in done or (options.only and key[1] not in options.only.split(",")):
            continue
        with tempfile.NamedTemporaryFile(suffix=".mps") as plain:
            plain.write(gzip.decompress(path.read_bytes()))
            plain.flush()
            answer, own = ours(options.firstbest, plain.name, options.seconds)
            status, value, other = theirs(options.esolver, plain.name, options.seconds)
        size = answer.get("problem", {})
        row = [*key, size.get("rows", ""), size.get("columns", ""), size.get("nonzeros", ""), own,
               answer["status"], answer["certificate"]["kind"], other, status,
               held(answer, status, value), options.seconds]
        with open(options.out, "a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(row)


if __name__ == "__main__":
    main()
