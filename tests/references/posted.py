"""Best replies under posted terms, instance A (u = sqrt(w), U0 = 0.3, c = e^3/3 with the scale of figures/models/a.toml,
q = 1/2 + 0.4 e, V = 0.40604666666666667 e), by sums over every count in 40 digits. Prints effort, utility, expected pay and
gap to the first best; tests/commands/design.rs quotes them."""

from mpmath import mp, mpf, binomial, sqrt, findroot, diff

mp.dps = 40
# The doubles that the model file holds, as exact numbers.
SCALE, KAPPA, VALUE, U0 = (mpf(x) for x in (0.3333333333333333, 0.8, 0.40604666666666667, 0.3))


def cost(e):
    return SCALE * e**3


def expect(n, e, f):
    q = mpf(1) / 2 + KAPPA / 2 * e
    return sum(binomial(n, s) * q**s * (1 - q) ** (n - s) * f(s) for s in range(n + 1))


def report(name, n, wage, start):
    def psi(e):
        return expect(n, e, lambda s: sqrt(wage(s))) - cost(e)

    e = findroot(lambda x: diff(psi, x), start)
    pay = expect(n, e, wage)
    best = findroot(lambda x: VALUE - 2 * (U0 + cost(x)) * 3 * SCALE * x**2, 0.7)
    gap = VALUE * best - (U0 + cost(best)) ** 2 - (VALUE * e - pay)
    print(name, *(mp.nstr(x, 20) for x in (e, psi(e), pay, gap)))


report("bonus", 60, lambda s: mpf(0.09) + (mpf(0.1324) if s >= 46 else 0), 0.69)
report("linear", 60, lambda s: max(mpf(0), mpf(-0.54548) + mpf(0.92435) * s / 60), 0.688)
