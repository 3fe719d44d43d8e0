"""Reference values for tests/contracts/discrete_efforts.rs, printed as CSV.

    python3 tests/references/discrete_efforts.py > tests/references/discrete_efforts.csv

Instance A (u = sqrt(w), c = e^3/3, expert monitoring, kappa = 0.8, U0 = 0.3) with the annotator confined to a list of
efforts. Every number of the model is taken as the exact value of its double. The formulation is the plain one: pays at
each count, payoffs V - E[w], and the gap as the difference of two payoffs, at a precision of 40 digits beyond the gap's
own size. Nothing is shared with the library, which works with logarithms of premiums.

binary   every threshold that is not absurd, the least bonus that makes the target a best reply, base from participation or
         limited liability; the least gap over thresholds (and over rules by chance: the rule on which limited liability
         just binds, found by bisection, and whole thresholds).
linear   the least slope that makes the target a best reply, participation solved for the intercept, sums over counts.
general  v_s = max(0, lambda + sum_i mu_i (1 - L_i(s)))/2 with one or two deviations binding, equations solved in wages.
Columns: efforts, quantity, samples, ln of the gap.
"""
import mpmath as mp

mp.mp.dps = 50
m = mp.mpf
KAPPA, U0, SCALE, SLOPE = m(0.8), m(0.3), m(0.3333333333333333), m(0.40604666666666667)
LISTS = {
    "0;0.35;0.7": [m(0), m(0.35), m(0.7)],
    "0;0.175;0.35;0.525;0.7;0.875": [m(0), m(0.175), m(0.35), m(0.525), m(0.7), m(0.875)],
}


def q(e):
    return (1 + KAPPA * e) / 2


def c(e):
    return SCALE * e**3


def digits_for(n, efforts, target):
    below = max(e for e in efforts if e < efforts[target])
    p, r = q(below), q(efforts[target])
    kl = p * mp.log(p / r) + (1 - p) * mp.log((1 - p) / (1 - r))
    return int(50 + 1.6 * n * kl / mp.log(10) + 2 * mp.log(n, 10))


def pmf(n, p):
    value = (1 - p) ** n
    out = [value]
    ratio = p / (1 - p)
    for s in range(n):
        value = value * ratio * (n - s) / (s + 1)
        out.append(value)
    return out


def first_best(efforts):
    payoff = [SLOPE * e - (U0 + c(e)) ** 2 for e in efforts]
    target = max(range(len(efforts)), key=lambda i: payoff[i])
    return target, payoff[target]


def binary_gap(efforts, target, best_payoff, fails):
    """Gap with failure probabilities `fails`; None where no bonus does it."""
    low, high = m(0), mp.inf
    for i, e in enumerate(efforts):
        if i == target:
            continue
        extra, advantage = c(efforts[target]) - c(e), fails[i] - fails[target]
        if i < target:
            if advantage <= 0:
                return None, None
            low = max(low, extra / advantage)
        elif advantage < 0:
            high = min(high, extra / advantage)
    if low > high:
        return None, None
    p = 1 - fails[target]
    needed = U0 + c(efforts[target]) - p * low
    base = max(m(0), needed)
    pay = p * (base + low) ** 2 + fails[target] * base**2
    return best_payoff - (SLOPE * efforts[target] - pay), needed


def binary(efforts, n, chance):
    target, payoff = first_best(efforts)
    mp.mp.dps = digits_for(n, efforts, target)
    target, payoff = first_best(efforts)
    below = []
    for e in efforts:
        total, tails = m(0), [m(0)]
        for value in pmf(n, q(e)):
            total += value
            tails.append(total)
        below.append(tails)  # below[i][k] = P(S < k | e_i)
    at = lambda k: [tails[k] for tails in below]
    results = {}
    mean, spread = n * q(efforts[target - 1]), mp.sqrt(n) / 2
    for k in range(max(1, int(mean - 7 * spread)), min(n, int(mean + 7 * spread)) + 1):
        gap, needed = binary_gap(efforts, target, payoff, at(k))
        if gap is not None:
            results[k] = (gap, needed)
    best = min(results, key=lambda k: results[k][0])
    gap = results[best][0]
    if chance:
        for k in (best, best + 1):
            mix = lambda rho: [rho * a + (1 - rho) * b for a, b in zip(at(k - 1), at(k))]
            value = lambda rho: binary_gap(efforts, target, payoff, mix(rho))
            if value(m(1))[1] is not None and value(m(1))[1] < 0 < value(m(0))[1]:
                low, high = m(0), m(1)
                for _ in range(mp.mp.prec):
                    middle = (low + high) / 2
                    low, high = (middle, high) if value(middle)[1] >= 0 else (low, middle)
                gap = min(gap, value(low)[0])
            for j in range(1, 400):  # a minimum inside the cell, if there is one, to see that the kink is best
                inside = value(m(j) / 400)[0]
                if inside is not None:
                    gap = min(gap, inside)
    return mp.log(gap)


def linear(efforts, n):
    mp.mp.dps = 50
    target, payoff = first_best(efforts)
    laws = [pmf(n, q(e)) for e in efforts]
    wage = lambda a, b, s: max(m(0), a + b * m(s) / n)
    mean = lambda i, f: mp.fsum(p * f(s) for s, p in enumerate(laws[i]))

    def intercept(b):
        f = lambda a: mean(target, lambda s: mp.sqrt(wage(a, b, s))) - U0 - c(efforts[target])
        start = (U0 + c(efforts[target])) ** 2 - b * q(efforts[target])
        return mp.findroot(f, (start, start * m("0.99")), tol=m(10) ** -70)

    def slack(b, i):
        a = intercept(b)
        here = mean(target, lambda s: mp.sqrt(wage(a, b, s))) - c(efforts[target])
        return here - (mean(i, lambda s: mp.sqrt(wage(a, b, s))) - c(efforts[i]))

    i = target - 1
    h = lambda e: (U0 + c(e)) ** 2
    start = (h(efforts[target]) - h(efforts[i])) / (q(efforts[target]) - q(efforts[i]))
    b = mp.findroot(lambda b: slack(b, i), (start, start * m("0.98")), tol=m(10) ** -60)
    assert all(slack(b, j) > -(m(10) ** -25) for j in range(len(efforts)) if j != target)
    a = intercept(b)
    return mp.log(payoff - (SLOPE * efforts[target] - mean(target, lambda s: wage(a, b, s))))


def general(efforts, n):
    target, payoff = first_best(efforts)
    mp.mp.dps = digits_for(n, efforts, target)
    target, payoff = first_best(efforts)
    laws = [pmf(n, q(e)) for e in efforts]
    here, there = laws[target], laws[target - 1]
    required = U0 + c(efforts[target])
    extra = c(efforts[target]) - c(efforts[target - 1])

    def pay(lam, mu):
        return [max(m(0), lam + mu * (1 - b / a)) for a, b in zip(here, there)]

    def participation(mu):
        low, high = required - mu, required + 1
        for _ in range(mp.mp.prec + 20):
            middle = (low + high) / 2
            if mp.fdot(here, pay(middle, mu)) > required:
                high = middle
            else:
                low = middle
        return (low + high) / 2

    def held(ln_mu):
        mu = mp.exp(ln_mu)
        v = pay(participation(mu), mu)
        return mp.fdot(here, v) - mp.fdot(there, v) - extra

    low, high = -m(n) * m("0.12") - 20, m(5)
    assert held(low) < 0 < held(high)
    for _ in range(110):
        middle = (low + high) / 2
        if held(middle) > 0:
            high = middle
        else:
            low = middle
    mu = mp.exp((low + high) / 2)
    v = pay(participation(mu), mu)
    for i in range(len(efforts)):
        if i != target:
            gain = mp.fdot(laws[i], v) - c(efforts[i]) - mp.fdot(here, v) + c(efforts[target])
            assert gain < m(10) ** -25, (n, i, mp.nstr(gain))
    return mp.log(payoff - (SLOPE * efforts[target] - mp.fdot(here, [x * x for x in v])))


def show(name, quantity, n, value):
    print(f"{name},{quantity},{n},{mp.nstr(value, 20)}", flush=True)


print("efforts,quantity,samples,ln_gap")
for name, efforts in LISTS.items():
    for n in (50, 100, 400, 1600):
        show(name, "binary", n, binary(efforts, n, False))
        show(name, "binary_by_chance", n, binary(efforts, n, True))
    for n in (10, 50, 400):
        show(name, "linear", n, linear(efforts, n))
    for n in (50, 100, 200):
        show(name, "general", n, general(efforts, n))
show("0;0.35;0.7", "binary", 6400, binary(LISTS["0;0.35;0.7"], 6400, False))
