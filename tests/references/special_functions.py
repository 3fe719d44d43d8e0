"""Reference values for tests/numerics/special_functions.rs, printed as CSV.

    python3 tests/references/special_functions.py > tests/references/special_functions.csv

mpmath at 60 digits beyond what the cancellation eats; arguments are exact doubles.
Columns: function, first argument, second argument (0 if none), value with 25 digits.
"""
import mpmath as mp

mp.mp.dps = 120


def out(name, x, y, value):
    print(name, repr(float(x)), repr(float(y)), mp.nstr(value, 25), sep=",")


print("function,x,y,value")
sizes = [10.0 ** e for e in (-300, -100, -20, -9, -5, -3, -2)] + [
    0.02, 0.05, 0.1, 0.13, 0.2, 0.249, 0.26, 0.33, 0.45, 0.4999, 0.51, 0.61, 0.75, 0.9, 0.99, 1 - 1e-9]
wide = [1.0, 1.1, 1.7, 2.5, 3.9, 4.1, 10.0, 80.0, 1e3, 1e7]
for x in [-s for s in sizes] + sizes + wide:
    v = mp.mpf(x)
    if abs(x) < 1e-100:
        continue  # the value, about x²/2, underflows
    out("ln_1p_minus_x", x, 0, mp.log1p(v) - v)
for x in [-s for s in sizes + wide] + sizes + wide[:8]:
    v = mp.mpf(x)
    if abs(x) < 1e-100:
        continue
    out("exp_m1_minus_x", x, 0, mp.exp(v) - 1 - v)
powers = [-7.3, -2.0, -0.5, -1e-3, 1e-9, 0.1, 0.3, 0.49, 0.5, 0.51, 0.7, 0.95, 0.999999, 1.000001, 1.05, 1.4, 2.0,
          3.3333333333333335, 5.0, 12.5, 60.0]
for t in [-s for s in sizes] + sizes + wide:
    for k in powers:
        a, b = mp.mpf(t), mp.mpf(k)
        power = mp.power(1 + a, b)
        if abs(t) < 1e-100 or power > mp.mpf(10) ** 300:
            continue
        with mp.workdps(400):
            out("pow_1p_m1", t, k, mp.power(1 + a, b) - 1)
            out("pow_1p_m1_minus_kt", t, k, mp.power(1 + a, b) - 1 - a * b)
for n in [0.01, 0.5, 0.99, 1, 1.5, 2, 3, 4, 5, 7, 10, 12, 15, 15.5, 16, 17, 20, 50, 100, 1e3, 1e5, 1e8, 1e12, 1e15]:
    v = mp.mpf(n)
    out("stirling_error", n, 0, mp.loggamma(v + 1) - ((v + mp.mpf(1) / 2) * mp.log(v) - v + mp.log(2 * mp.pi) / 2))
zs = [0.0, 1e-10, 0.1, 0.5, 1.0, 1.3, 2.0, 3.0, 4.5, 6.0, 8.0, 9.999, 10.0, 12.0, 15.0, 20.0, 26.3, 30.0, 35.7, 37.4]
far = [38.0, 40.0, 60.0, 141.0, 1e4, 1e8]
for z in [-v for v in zs] + zs:
    v = mp.mpf(z)
    out("normal_pdf", z, 0, mp.npdf(v))
    out("normal_survival", z, 0, mp.erfc(v / mp.sqrt(2)) / 2)
mp.mp.dps = 700  # ln of a survival of 1 - 1e-300
for z in [-37.0, -20.0, -8.0, -2.0, -1.01, -0.99, -0.5] + zs + far:
    v = mp.mpf(z)
    # mpmath's erfc underflows to no good beyond 1e6: Laplace's continued fraction there.
    if z > 1e3:
        f = v
        for j in range(40, 0, -1):
            f = v + j / f
        mills = 1 / f
    else:
        mills = mp.erfc(v / mp.sqrt(2)) / 2 / mp.npdf(v)
    out("normal_mills", z, 0, mills)
    out("normal_ln_survival", z, 0, mp.log(mills) - v * v / 2 - mp.log(2 * mp.pi) / 2)
for p in [1e-300, 1e-100, 1e-30, 1e-16, 1e-9, 1e-4, 0.01, 0.02425, 0.2, 0.4, 0.499, 0.5, 0.6, 0.975, 0.999]:
    v = mp.mpf(p)
    guess = mp.sqrt(-2 * mp.log(v)) if p < 0.05 else mp.sqrt(2) * mp.erfinv(1 - 2 * v)
    z = mp.findroot(lambda z: mp.log(mp.erfc(z / mp.sqrt(2)) / 2) - mp.log(v), guess)
    out("normal_survival_quantile", p, 0, z if p != 0.5 else mp.mpf(0))
