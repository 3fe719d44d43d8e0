"""The best bonus where full care leaves a rent: writes tests/references/full_care_bonus.csv.

    python3 tests/references/full_care_bonus.py > tests/references/full_care_bonus.csv

Needs mpmath and numpy. In doubles every whole threshold, a grid of bonuses and the annotator's
reply on a grid of efforts say which threshold is best and that its bonus leads to full care. Then,
in 40 digits: pay is the minimum wage and a bonus on top of it, and the least bonus b for which no
effort e does better is the largest (c(1) - c(e))/(P(1) - P(e)), P the chance of the bonus. The gap is
the first best less V(1) - w_min - P(1)*(h(u(w_min) + b) - w_min)."""

import math

import mpmath as mp
import numpy as np

mp.mp.dps = 40
SAMPLES = 5

# name, utility, its parameter, w_min, cost scale and exponent, scheme, kappa, V slope and curvature, U0
MODELS = [
    ("cara", "5.0", "0.0", "0.0136", "3.0", "self-consistency", "0.9", "0.0262", "0", "0.00015"),
    ("power", "0.5", "0.05", "0.0392", "1.5", "expert", "0.7", "0.0358", "0.0215", "0.2237"),
    ("log", "0.3", "0.0", "0.07", "3.0", "self-consistency", "0.9", "0.055", "0", "0.0008"),
]


def as_double(text):
    """The parameter as the library reads it."""
    return mp.mpf(float(text))


def solve(row):
    family, scheme = row[0], row[5]
    size, floor, scale, power = map(as_double, row[1:5])
    kappa, slope, bend, outside = map(as_double, row[6:])
    if family == "cara":
        u, h = lambda w: (1 - mp.exp(-size * w)) / size, lambda v: -mp.log(1 - size * v) / size
    elif family == "power":
        u, h = lambda w: w**size, lambda v: v ** (1 / size)
    else:
        u, h = lambda w: mp.log(1 + w / size), lambda v: size * (mp.exp(v) - 1)
    cost = lambda e: scale * e**power
    agree = lambda e: (1 + kappa * (e * e if scheme == "self-consistency" else e)) / 2
    value = lambda e: slope * e - bend * e * e / 2
    payoff = lambda e: value(e) - h(outside + cost(e))
    start = max((mp.mpf(j) / 400 for j in range(1, 400)), key=payoff)
    best = payoff(mp.findroot(lambda e: mp.diff(payoff, e), start))

    # In doubles: which threshold.
    efforts = np.linspace(0, 1, 401)
    q = np.array([float(agree(mp.mpf(e))) for e in efforts])
    costs = np.array([float(cost(mp.mpf(e))) for e in efforts])
    found = []
    for k in range(1, SAMPLES + 1):
        chance = sum(
            math.comb(SAMPLES, s) * q**s * (1 - q) ** (SAMPLES - s) for s in range(k, SAMPLES + 1)
        )
        for bonus in np.exp(np.linspace(-9, 1, 1500)):
            paid = bonus * chance - costs
            j = int(np.argmax(paid))
            base = max(float(u(floor)), float(outside) - paid[j])
            try:
                wages = [float(h(mp.mpf(base))), float(h(mp.mpf(base + bonus)))]
            except (ValueError, TypeError):
                continue
            pay = (1 - chance[j]) * wages[0] + chance[j] * wages[1]
            found.append((float(best) - float(value(mp.mpf(efforts[j]))) + pay, k, efforts[j]))
    least, threshold, effort = min(found)
    assert threshold == SAMPLES and effort == 1, (row, least, threshold, effort)

    chance = lambda e: agree(e) ** SAMPLES
    one = mp.mpf(1)
    asked = lambda e: (cost(one) - cost(e)) / (chance(one) - chance(e))
    grid = [mp.mpf(j) / 2000 for j in range(2000)]
    effort = max(grid, key=asked)
    if effort > 0:
        effort = mp.findroot(lambda e: mp.diff(asked, e), effort)
    bonus, passing = asked(effort), chance(one)
    assert bonus * passing - cost(one) > outside - u(floor), "participation binds"
    gap = best - value(one) + floor + passing * (h(u(floor) + bonus) - floor)
    # The grid of bonuses is some per cent coarse.
    assert -1e-3 < least / gap - 1 < 0.1, (least, gap)
    return gap


print("utility,parameter,minimum_wage,scale,exponent,scheme,kappa,slope,curvature,reservation,gap")
for row in MODELS:
    print(",".join(row) + "," + mp.nstr(solve(row), 18))
