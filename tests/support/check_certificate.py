"""A checker of firstbest certificates, written from the description in the guide alone.

python3 check_certificate.py CERTIFICATE PROBLEM.txt     prints what is proved, or exits with 1

PROBLEM.txt is the canonical text of the program (see the guide): exact fractions, one item a line.
"""
import hashlib
import sys
from fractions import Fraction


def number(text):
    """An integer, or 5p-3 for 5 times 2 to the -3."""
    mantissa, _, power = text.partition("p")
    return Fraction(int(mantissa)) * Fraction(2) ** int(power or 0)


def read_program(text):
    lines = [line.split() for line in text.splitlines()]
    side = lambda word: None if word == "-" else Fraction(word)
    columns, rows = map(int, lines[1])
    head, tail = lines[3:3 + columns], lines[3 + columns:3 + columns + rows]
    return {
        "sign": {"minimise": 1, "maximise": -1}[lines[0][0]],
        "constant": Fraction(lines[2][0]),
        "costs": [Fraction(line[0]) for line in head],
        "bounds": [(side(line[1]), side(line[2])) for line in head],
        "rows": [[(int(j), Fraction(a)) for j, a in zip(r[2::2], r[3::2])] for r in tail],
        "row_bounds": [(side(r[0]), side(r[1])) for r in tail],
    }


def read_certificate(text):
    body, last, digest = text.rpartition("end ")
    assert last and hashlib.sha256(body.encode()).hexdigest() == digest.strip(), "hash"
    lines = iter(body.splitlines())
    assert next(lines) == "firstbest-certificate 2", "header"
    parts = {}
    for line in lines:
        word, *rest = line.split()
        assert word not in parts, f"{word} twice"
        if word in ("point", "prices", "ray"):
            denominator, count = map(int, rest)
            assert denominator > 0, "denominator"
            entries = [next(lines).split() for _ in range(count)]
            parts[word] = {int(k): number(v) / denominator for k, v in entries}
            places = list(parts[word])
            assert len(places) == count and places == sorted(places), "indices must increase"
            assert not places or places[0] >= 0, "index"
        elif word in ("objective", "bound"):
            numerator, _, denominator = rest[0].partition("/")
            parts[word] = number(numerator) / int(denominator or 1)
        else:
            parts[word] = rest[0]
    return parts


def objective(lp, x):
    return lp["constant"] + sum(lp["costs"][j] * v for j, v in x.items())


def check_point(lp, x, direction=False):
    """Every bound kept; by a direction, every finite bound replaced by 0."""
    sums = [sum(a * x.get(j, 0) for j, a in row) for row in lp["rows"]]
    values = [x.get(j, Fraction(0)) for j in range(len(lp["costs"]))]
    for value, (lower, upper) in zip(values + sums, lp["bounds"] + lp["row_bounds"]):
        assert lower is None or value >= (0 if direction else lower), "lower bound"
        assert upper is None or value <= (0 if direction else upper), "upper bound"


def dual_bound(lp, y, costs, sign):
    """A lower bound on sign * costs * x over all feasible x, by weak duality."""
    reduced = list(costs)
    for i, price in y.items():
        for j, a in lp["rows"][i]:
            reduced[j] -= price * a
    total = Fraction(0)
    prices = reduced + [y.get(i, Fraction(0)) for i in range(len(lp["rows"]))]
    for price, (lower, upper) in zip(prices, lp["bounds"] + lp["row_bounds"]):
        if price:
            side = lower if sign * price > 0 else upper
            assert side is not None, "a price presses against a bound that is missing"
            total += sign * price * side
    return total


def check(certificate, text):
    lp, parts = read_program(text), read_certificate(certificate)
    assert parts["program"] == hashlib.sha256(text.encode()).hexdigest()[:16], "other program"
    sign, proved = lp["sign"], [parts["claim"]]
    for word, size in (("point", "costs"), ("ray", "costs"), ("prices", "rows")):
        assert all(k < len(lp[size]) for k in parts.get(word, ())), "index"
    if parts["claim"] == "bounded":
        if "point" in parts:
            check_point(lp, parts["point"])
            assert objective(lp, parts["point"]) == parts["objective"], "objective"
            proved.append(f"attained {parts['objective']}")
        if "prices" in parts:
            bound = sign * dual_bound(lp, parts["prices"], lp["costs"], sign) + lp["constant"]
            assert bound == parts["bound"], "bound"
            proved.append(f"excluded {parts['bound']}")
    elif parts["claim"] == "infeasible":
        crossed = any(None not in b and b[0] > b[1] for b in lp["bounds"] + lp["row_bounds"])
        nothing = [Fraction(0)] * len(lp["costs"])
        assert crossed or dual_bound(lp, parts["prices"], nothing, 1) > 0, "no contradiction"
    else:
        assert parts["claim"] == "unbounded", "claim"
        check_point(lp, parts["point"])
        check_point(lp, parts["ray"], direction=True)
        assert sign * sum(lp["costs"][j] * v for j, v in parts["ray"].items()) < 0, "no gain"
    return "\n".join(proved)


if __name__ == "__main__":
    try:
        print(check(*(open(name, encoding="utf-8").read() for name in sys.argv[1:3])))
    except (AssertionError, KeyError, IndexError, ValueError, ZeroDivisionError) as error:
        sys.exit(f"rejected: {error}")
