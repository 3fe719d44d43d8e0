"""Reference values for tests/numerics/binomial_tails.rs, printed as CSV.

    python3 tests/references/binomial_tails.py > tests/references/binomial_tails.csv

S ~ Binomial(n, q) with q the exact value of a double (printed so that it reads back).
Each tail is computed twice, by formulas that share nothing but the arithmetic:

  A  over the success probability: P(S >= k) = n C(n-1, k-1) int_0^q x^(k-1) (1-x)^(n-k) dx,
     mpmath.quad on panels scaled to the decay of the integrand;
  B  over the counts: the sum of the probabilities themselves, term by term where there
     are few, else by Euler-Maclaurin summation with corrections to the 11th derivative.

A row is printed only if both agree to 30 digits; otherwise the script fails.
Made with mpmath 1.3.0; it takes some minutes.
Columns: n, k, q, then P(S = k), P(S < k), P(S >= k), then their logarithms, 20 digits each.
"""
import sys
import mpmath as mp

mp.mp.dps = 70


def ln_pmf(n, k, q):
    """Also for real k: the analytic continuation that Euler-Maclaurin sums."""
    k = mp.mpf(k)
    return (mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
            + k * mp.log(q) + (n - k) * mp.log1p(-q))


def decaying_integral(exponent, length):
    """int_0^length exp(exponent(t)) dt; exponent concave, 0 at 0, falling; in panels of equal drop."""
    def drop_point(level):
        lo, hi = mp.mpf(0), mp.mpf(length)
        if exponent(hi * (1 - mp.mpf(10) ** -60)) > -level:
            return hi
        while lo == 0 or hi > lo * (1 + mp.mpf(10) ** -2):
            mid = hi / 1024 if lo == 0 else mp.sqrt(lo * hi)
            if exponent(mid) > -level:
                lo = mid
            else:
                hi = mid
        return hi
    cuts = [mp.mpf(0)]
    for level in (2, 8, 20, 40, 70, 110, 150):
        c = drop_point(level)
        if c > cuts[-1]:
            cuts.append(c)
    return mp.quad(lambda t: mp.exp(exponent(t)), cuts)


def smaller_tail_A(n, k, q):
    """(side, ln mass) of the tail away from the mode of x^(k-1)(1-x)^(n-k)."""
    a, b = k - 1, n - k
    ln_density = mp.log(k) + ln_pmf(n, k, q) - mp.log(q)

    def exponent(sign):
        return lambda t: ((a * mp.log1p(sign * t / q) if a else 0)
                          + (b * mp.log1p(-sign * t / (1 - q)) if b else 0))
    if a >= (n - 1) * q:
        return "at_least", ln_density + mp.log(decaying_integral(exponent(-1), q))
    return "below", ln_density + mp.log(decaying_integral(exponent(1), 1 - q))


def tail_B(n, k, q, side):
    start, step = (k, 1) if side == "at_least" else (k - 1, -1)
    ln_first = ln_pmf(n, start, q)
    odds = q / (1 - q)
    ratio = odds * (n - start) / (start + 1) if step == 1 else start / (odds * (n - start + 1))
    if n < 10 ** 9 or ratio < 0.999:
        term, total, j = mp.mpf(1), mp.mpf(0), start
        while 0 <= j <= n and term > mp.mpf(10) ** -60 * (total + 1):
            total += term
            term = term * odds * (n - j) / (j + 1) if step == 1 else term * j / (odds * (n - j + 1))
            j += step
        return ln_first + mp.log(total)

    def f(t):
        return mp.exp(ln_pmf(n, start + step * t, q) - ln_first)
    # For real counts the terms are e^(concave), so the same panels serve.
    integral = decaying_integral(lambda t: ln_pmf(n, start + step * t, q) - ln_first,
                                 mp.mpf(n - start if step == 1 else start))
    total = integral + mp.mpf(1) / 2
    for m in range(1, 7):
        # mp.diff raises the working precision by what the difference quotient eats.
        d = mp.diff(lambda t: mp.exp(ln_pmf(n, start + step * t, q) - ln_pmf(n, start, q)), 0, 2 * m - 1)
        total -= mp.bernoulli(2 * m) / mp.factorial(2 * m) * d
    return ln_first + mp.log(total)


def row(n, k, q):
    side, a = smaller_tail_A(n, k, q)
    b = tail_B(n, k, q, side)
    if abs(a - b) > mp.mpf(10) ** -30 * max(1, abs(a)):
        sys.exit(f"methods disagree at n={n} k={k} q={q}: {a} {b}")
    other = mp.log1p(-mp.exp(a))
    below, at_least = (a, other) if side == "below" else (other, a)
    logs = (ln_pmf(n, k, q), below, at_least)
    print(n, k, repr(float(q)), *(mp.nstr(mp.exp(v), 20) for v in logs), *(mp.nstr(v, 20) for v in logs), sep=",")
    sys.stdout.flush()


def main():
    print("n,k,q,pmf,below,at_least,ln_pmf,ln_below,ln_at_least")
    seen = set()
    # n = 1 ... 50: every kind of count; probabilities at both ends of (0, 1).
    cases = [(n, k, q) for n in (1, 2, 3, 7, 20, 50) for q in (1e-9, 0.03, 0.5, 0.78, 0.999)
             for k in sorted({1, (n + 1) // 2, n})]
    # Standardised positions on both sides, every other decade, three skews.
    for e in (2, 3, 4, 5, 6, 8, 10, 12, 14):
        n = 10 ** e
        for q in (0.03, 0.5, 0.78):
            for z in (-40, -20, -8, -5, -2, -1, -0.01, 0, 0.5, 1.7, 3, 6, 12, 25, 40):
                k = int(mp.nint(n * mp.mpf(q) + z * mp.sqrt(n * mp.mpf(q) * (1 - mp.mpf(q)))))
                if 1 <= k <= n:
                    cases.append((n, k, q))
    # Log-tails: fixed excess of the agreement rate, large deviations.
    for e in (3, 5, 7, 9):
        n = 10 ** e
        for q, share in ((0.5, 0.66), (0.78, 0.7), (0.78, 0.64), (0.9, 0.999)):
            cases.append((n, int(n * share), q))
    # The largest n supported.
    cases += [(10 ** 15, int(mp.nint(78 * 10 ** 13 + z * mp.sqrt(mp.mpf(1716) * 10 ** 11))), 0.78) for z in (-6, -1, 4)]
    # Few expected successes, or few failures, among very many trials.
    for n in (10 ** 6, 10 ** 10, 10 ** 14):
        for k in (1, 2, 5, 30):
            cases.append((n, k, 3.0 / n))
            cases.append((n, n - k, 1.0 - 3.0 / n))
    for n, k, q in cases:
        if (n, k, q) not in seen:
            seen.add((n, k, q))
            row(n, k, mp.mpf(q))


main()
