//! Upper ends of the gap among all contracts for utilities other than the square root: what
//! `proofs/Lib/PayEnd.v` checks.
//!
//! Pay buys the utility v(t), a polynomial of t = σS − b, S the number of agreements. Expected utility is then a
//! polynomial in q, so in effort or its root. The best pay answers to the price λ(1+t): λ and σ are those of the
//! lower end, v is λ's answer near its centre and within the limits on pay everywhere ([`pay_shape`](super::pay_shape)).
//! What pay costs is at most a polynomial, Taylor's of the wage of v(t) with a larger last coefficient.

use super::bonus_wage::SeenByPrice;
use super::exact::{Decimal, claim, half, rational, rounded_down, rounded_up, unit};
use super::pay_shape::{Place, fitted};
use super::polynomial::Polynomial;
use super::price::{PriceCertificate, PriceEconomy};
use super::wage::{WageFamily, whole};
use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Binary digits of the centre, which may be any number.
const CENTRE_DIGITS: usize = 20;

/// Binary digits of the level of pay, and by how much it is more than needed: nothing beside 12 digits of a gap of 10^-15.
const LEVEL_DIGITS: usize = 130;
const LEVEL_ABOVE: usize = 120;

/// Halvings of [0, 1] to the best reply while the level is looked for, and at last.
const HALVINGS: usize = 64;
const LAST_HALVINGS: usize = 104;

/// Rounds of Newton's rule for the level, each of which doubles its digits.
const ROUNDS: usize = 6;

/// Distance of both ends from the best reply.
const NEAR: usize = 96;

/// Binary digits of the shape of pay: what they leave out enters by its square.
const SHAPE_DIGITS: usize = 32;

/// Numbers of fitted powers, distances from the limits, and numbers of Taylor's terms of the wage that are tried.
const FITTED: [(usize, f64); 5] = [(3, 0.3), (3, 0.1), (3, 0.02), (5, 0.02), (7, 0.02)];
const TERMS: [usize; 5] = [6, 8, 10, 12, 14];

/// No more is tried once both ends are as near as one part in so many, a third of what published brackets leave open.
const NEAR_ENOUGH: u64 = 5_000_000;

/// Rounds in which σ is moved until the best reply is the effort that the company wants, and the digits it then has.
const STEPS: usize = 12;
const STEP_DIGITS: usize = 50;

/// How often Coq halves a segment on which it looks for a sign.
const DEPTH: usize = 4;

/// What Coq wants the polynomials under a logarithm to exceed.
const CRUMB: usize = 20;

/// A certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct PayCertificate {
    /// n.
    pub samples: u64,
    /// The gap is at most this.
    pub claim: Decimal,
    /// σ.
    pub(super) step: RBig,
    /// b.
    pub(super) centre: RBig,
    /// v.
    pub(super) pay: Vec<RBig>,
    /// At least what v costs, over `unit`; for the logarithm its scale more.
    pub(super) bill: Vec<RBig>,
    /// What the denominators share but for powers of two.
    pub(super) unit: UBig,
    /// Above the logarithm of v(0).
    pub(super) log: RBig,
    /// The best reply, or its root, is not below.
    pub(super) low: RBig,
    /// It is not above.
    pub(super) high: RBig,
    /// What effort seen is worth.
    pub(super) seen: SeenByPrice,
}

/// Where t is: σ, b and the ends.
struct Measure<'a> {
    economy: &'a PriceEconomy,
    samples: u64,
    step: RBig,
    centre: RBig,
    least: RBig,
    greatest: RBig,
}

impl PriceEconomy {
    /// The certificate of pay at the prices of a lower end.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn pay(&self, lower: &PriceCertificate) -> Result<PayCertificate, &'static str> {
        let lost = "no pay whose utility is a polynomial of the count was found within the limits on pay";
        let seen = self.seen_by_price()?;
        let mut best: Option<PayCertificate> = None;
        for (powers, margin) in FITTED {
            let found = self.pay_with(lower, &seen, powers, margin);
            best = match (best, found) {
                (Some(best), Some(found)) if found.claim.value() < best.claim.value() => Some(found),
                (best, found) => best.or(found),
            };
            if best.as_ref().is_some_and(|it| near_enough(&it.claim, lower)) {
                break;
            }
        }
        best.ok_or(lost)
    }

    /// With so many fitted powers of t.
    fn pay_with(
        &self,
        lower: &PriceCertificate,
        seen: &SeenByPrice,
        powers: usize,
        margin: f64,
    ) -> Option<PayCertificate> {
        let price = &lower.majorant.here.price;
        let mut measure = Measure::new(self, lower);
        let place = measure.place(price, &lower.near);
        let rounded = |x: f64| Some(rounded_down(&rational(x)?, SHAPE_DIGITS));
        let shape = fitted(&self.family, &place, powers, margin)?;
        let shape: Option<Vec<RBig>> = shape.into_iter().map(rounded).collect();
        let shape = Polynomial::of(shape?);
        let mut level = self.start_level(price)?;
        // By secants, whose slope a float does for.
        let (mut before, mut slope): (Option<(RBig, RBig)>, f64) = (None, 1.0);
        for _ in 0..STEPS {
            measure.set_level(&shape, &mut level)?;
            let short = measure.wanted(&shape, &level, &lower.near);
            if short.clone().max(-&short) < unit(STEP_DIGITS - 4) {
                break;
            }
            if let Some((last, by)) = &before {
                slope = ((last - &short) / by).to_f64().value();
            }
            let by = rounded_down(&(&short / rational(slope)?), STEP_DIGITS + 10);
            if by == RBig::ZERO {
                break;
            }
            measure.stretch(&by);
            before = Some((short, by));
        }
        measure.set_level(&shape, &mut level)?;
        measure.contract(shape, level).and_then(|it| measure.certificate(&it, seen, lower))
    }

    fn start_level(&self, price: &RBig) -> Option<RBig> {
        let price = price.to_f64().value();
        rational(match &self.family {
            WageFamily::Root(p) => {
                let p = p.to_f64().value();
                libm::pow(price / p, 1.0 / (p - 1.0))
            }
            WageFamily::Logarithm(a) => libm::log(price / a.to_f64().value()),
            WageFamily::Exponential(_) => 1.0 / price,
        })
    }
}

fn near_enough(claim: &Decimal, lower: &PriceCertificate) -> bool {
    let (above, below) = (claim.value(), lower.bound.value());
    (above - &below) * RBig::from(NEAR_ENOUGH) < below
}

/// Pay at its level, and the effort that it makes best.
struct Contract {
    pay: Polynomial,
    shape: Polynomial,
    level: RBig,
    low: RBig,
    high: RBig,
}

impl<'a> Measure<'a> {
    fn new(economy: &'a PriceEconomy, lower: &PriceCertificate) -> Self {
        let n = RBig::from(lower.samples);
        let mean = economy.agreement().at(&lower.near);
        let centre = rounded_down(&(&lower.sigma * &n * mean), CENTRE_DIGITS);
        let greatest = &lower.sigma * n - &centre;
        Measure {
            economy,
            samples: lower.samples,
            step: lower.sigma.clone(),
            least: -&centre,
            centre,
            greatest,
        }
    }

    fn place(&self, price: &RBig, near: &RBig) -> Place {
        let float = |x: &RBig| x.to_f64().value();
        let q = float(&self.economy.agreement().at(near));
        let n = self.samples as f64;
        let price = float(price);
        let limits = match &self.economy.family {
            WageFamily::Root(_) => (0.0, None),
            WageFamily::Logarithm(a) => (-libm::log(price / float(a)), None),
            WageFamily::Exponential(_) => (0.0, Some(price)),
        };
        Place {
            low: float(&self.least),
            high: float(&self.greatest),
            spread: float(&self.step) * (n * q * (1.0 - q)).sqrt(),
            limits,
        }
    }

    /// E p(t), in effort or its root: `mean_poly` of `proofs/Lib/CountMeans.v`.
    fn mean(&self, p: &Polynomial) -> Polynomial {
        let factor = Polynomial::of(vec![-&self.centre, &self.step * RBig::from(self.samples)]);
        let spread = Polynomial::of(vec![RBig::ZERO, self.step.clone(), -&self.step]);
        let none = Polynomial::constant(RBig::ZERO);
        let in_q = p.coefficients().iter().rev().fold(none, |mean, a| {
            Polynomial::constant(a.clone())
                .plus(&factor.times(&mean))
                .plus(&spread.times(&mean.slope()))
        });
        in_q.composed(&self.economy.agreement())
    }

    /// v at a level: a sum for the logarithm, else a multiple.
    fn at_level(&self, shape: &Polynomial, level: &RBig) -> Polynomial {
        match &self.economy.family {
            WageFamily::Root(_) => shape.scaled(level),
            WageFamily::Logarithm(_) => shape.plus(&Polynomial::constant(level.clone())),
            WageFamily::Exponential(r) => Polynomial::constant(RBig::ONE)
                .plus(&shape.scaled(&-level))
                .scaled(&(RBig::ONE / r)),
        }
    }

    /// What the annotator lacks for the outside option.
    fn lack(&self, shape: &Polynomial, level: &RBig) -> Polynomial {
        let paid = self.mean(&self.at_level(shape, level));
        self.economy.utility().plus(&paid.scaled(&-RBig::ONE))
    }

    /// The level at which the annotator just accepts.
    fn set_level(&self, shape: &Polynomial, level: &mut RBig) -> Option<()> {
        let without = self.mean(&self.at_level(shape, &RBig::ZERO));
        let each = self.mean(&self.at_level(shape, &RBig::ONE));
        let each = each.plus(&without.scaled(&-RBig::ONE));
        let lack = self.economy.utility().plus(&without.scaled(&-RBig::ONE));
        for _ in 0..ROUNDS {
            let lacking = lack.plus(&each.scaled(&-&*level));
            let reply = lacking.stationary(HALVINGS)?;
            let more = lacking.at(&reply) / each.at(&reply);
            *level = rounded_down(&(&*level + &more), LEVEL_DIGITS);
            if more.clone().max(-more) < unit(LEVEL_ABOVE) {
                break;
            }
        }
        Some(())
    }

    /// By which share incentives fall short at an effort.
    fn wanted(&self, shape: &Polynomial, level: &RBig, near: &RBig) -> RBig {
        let lack = self.lack(shape, level).slope().at(near);
        let cost = self.economy.utility().slope().at(near);
        rounded_down(&(&lack / (cost - &lack)), STEP_DIGITS + 10)
    }

    /// σ by a share larger.
    fn stretch(&mut self, by: &RBig) {
        let n = RBig::from(self.samples);
        let digits = STEP_DIGITS + self.samples.checked_ilog2().unwrap_or(0) as usize;
        self.step = rounded_down(&(&self.step * (RBig::ONE + by)), digits);
        self.greatest = &self.step * n - &self.centre;
    }

    /// Pay at a little more than a level, if it is within the limits and Coq sees the best reply.
    fn contract(&self, shape: Polynomial, level: RBig) -> Option<Contract> {
        let family = &self.economy.family;
        let level = level
            + match family {
                WageFamily::Exponential(_) => -unit(LEVEL_ABOVE),
                WageFamily::Root(_) | WageFamily::Logarithm(_) => unit(LEVEL_ABOVE),
            };
        let lack = self.lack(&shape, &level);
        let reply = lack.stationary(LAST_HALVINGS)?;
        let (low, high) = (&reply - unit(NEAR), &reply + unit(NEAR));
        let rent = lack.scaled(&-RBig::ONE);
        let (below, left) = rent.divided(&low);
        let (over, _) = rent.divided(&high);
        let accepted = low > RBig::ZERO
            && high < RBig::ONE
            && left >= RBig::ZERO
            && nonneg_on(&below, &RBig::ZERO, &low)
            && nonneg_on(&over.scaled(&-RBig::ONE), &high, &RBig::ONE);
        let pay = self.at_level(&shape, &level);
        let paid = accepted
            && self.surely_nonneg(&pay)
            && match family {
                WageFamily::Logarithm(_) => true,
                WageFamily::Root(_) => self.clear(&pay),
                WageFamily::Exponential(_) => self.clear(&shape.scaled(&level)),
            };
        paid.then_some(Contract {
            pay,
            shape,
            level,
            low,
            high,
        })
    }

    fn clear(&self, p: &Polynomial) -> bool {
        self.surely_nonneg(&p.plus(&Polynomial::constant(-unit(CRUMB))))
    }

    fn surely_nonneg(&self, p: &Polynomial) -> bool {
        nonneg_on(&lowered(p), &self.least, &self.greatest)
    }

    /// With as many terms of the wage as bring both ends together.
    fn certificate(
        &self,
        contract: &Contract,
        seen: &SeenByPrice,
        lower: &PriceCertificate,
    ) -> Option<PayCertificate> {
        let mut best: Option<PayCertificate> = None;
        for terms in TERMS {
            let Some(found) = self.with_terms(contract, seen, terms) else {
                continue;
            };
            let better = best.as_ref().is_none_or(|it| found.claim.value() < it.claim.value());
            if !better {
                break;
            }
            let enough = near_enough(&found.claim, lower);
            best = Some(found);
            if enough {
                break;
            }
        }
        best
    }

    fn with_terms(&self, contract: &Contract, seen: &SeenByPrice, terms: usize) -> Option<PayCertificate> {
        let family = &self.economy.family;
        let at_centre = contract.pay.at(&RBig::ZERO);
        let (wage, log) = family.pays(&at_centre).then(|| family.wage_at_most(&at_centre))??;
        let series = series(family, &contract.shape, terms);
        let bill = |last: &RBig| {
            let raised = Polynomial::of(series.clone()).plus(&Polynomial::term(last.clone(), terms));
            match family {
                WageFamily::Root(_) => raised.scaled(&wage),
                WageFamily::Logarithm(a) => raised
                    .scaled(&(&wage + a))
                    .plus(&Polynomial::constant(-a)),
                WageFamily::Exponential(r) => raised
                    .scaled(&(RBig::ONE / r))
                    .plus(&Polynomial::constant(wage.clone())),
            }
        };
        // The drift is affine in what the last coefficient is raised by.
        let drift = |last: &RBig| -> Option<Polynomial> {
            let all = self.drift(&contract.pay, &bill(last));
            let (low, rest) = all.coefficients().split_at_checked(terms - 1)?;
            low.iter()
                .all(|a| *a == RBig::ZERO)
                .then(|| Polynomial::of(rest.to_vec()))
        };
        let without = drift(&RBig::ZERO)?;
        let each = drift(&RBig::ONE)?.plus(&without.scaled(&-RBig::ONE));
        let mut last = RBig::ZERO;
        let (now, gained) = (lowered(&without), lowered(&each));
        for (low, high) in segments(&self.least, &self.greatest) {
            let now = now.on(&low, &high).bernstein();
            let gained = gained.on(&low, &high).bernstein();
            for (now, gained) in now.iter().zip(&gained) {
                if *now < RBig::ZERO {
                    if *gained <= RBig::ZERO {
                        return None;
                    }
                    last = last.max(-now / gained);
                }
            }
        }
        // A little more, for what is lost by rounding.
        let last = rounded_up(&(last * whole(1025) / whole(1024)), 20) + unit(20);
        let bill = bill(&last);
        let positive = match family {
            WageFamily::Root(_) => self.clear(&bill),
            WageFamily::Logarithm(a) => self.clear(&bill.plus(&Polynomial::constant(a.clone()))),
            WageFamily::Exponential(_) => true,
        };
        if !positive || !self.surely_nonneg(&drift(&last)?) {
            return None;
        }
        let (raw, shared) = over_one(&match family {
            WageFamily::Logarithm(a) => bill.plus(&Polynomial::constant(a.clone())),
            WageFamily::Root(_) | WageFamily::Exponential(_) => bill.clone(),
        });
        let cost = self.mean(&bill.rounded_up());
        let kept = self.economy.benefit().plus(&cost.scaled(&-RBig::ONE));
        let kept = kept.on(&contract.low, &contract.high).least_bernstein();
        // Coq rounds the coefficients down.
        let claim = claim(&(&seen.most - kept + unit(140))).ok()?;
        Some(PayCertificate {
            samples: self.samples,
            claim,
            step: self.step.clone(),
            centre: self.centre.clone(),
            pay: contract.pay.coefficients().to_vec(),
            bill: raw,
            unit: shared,
            log,
            low: contract.low.clone(),
            high: contract.high.clone(),
            seen: seen.clone(),
        })
    }

    /// `drift` of `proofs/Lib/PayEnd.v`.
    fn drift(&self, pay: &Polynomial, bill: &Polynomial) -> Polynomial {
        let (rise, slope) = (pay.slope(), bill.slope());
        match &self.economy.family {
            WageFamily::Root(p) => slope.times(pay).plus(&rise.times(bill).scaled(&-p)),
            WageFamily::Logarithm(a) => {
                let paid = bill.plus(&Polynomial::constant(a.clone()));
                slope.plus(&rise.times(&paid).scaled(&-RBig::ONE))
            }
            WageFamily::Exponential(r) => {
                let short = pay.scaled(&-r).plus(&Polynomial::constant(RBig::ONE));
                slope.times(&short).plus(&rise.scaled(&-RBig::ONE))
            }
        }
    }
}

/// Taylor's coefficients, up to `terms`, of S^p, exp S or −ln S, S the shape.
fn series(family: &WageFamily, shape: &Polynomial, terms: usize) -> Vec<RBig> {
    let of = |j: usize| shape.coefficients().get(j).cloned().unwrap_or(RBig::ZERO);
    let mut series = vec![match family {
        WageFamily::Root(_) | WageFamily::Logarithm(_) => RBig::ONE,
        WageFamily::Exponential(_) => RBig::ZERO,
    }];
    for k in 1..=terms {
        let mut sum = RBig::ZERO;
        for j in 1..=k {
            sum += match family {
                WageFamily::Root(p) => (p * whole(j) - whole(k - j)) * of(j) * &series[k - j],
                WageFamily::Logarithm(_) => whole(j) * of(j) * &series[k - j],
                WageFamily::Exponential(_) if j == k => -whole(k) * of(k),
                WageFamily::Exponential(_) => -of(j) * whole(k - j) * &series[k - j],
            };
        }
        series.push(sum / whole(k));
    }
    series
}

/// The finest segments that Coq looks at.
fn segments(low: &RBig, high: &RBig) -> Vec<(RBig, RBig)> {
    let count = 1usize << DEPTH;
    let width = (high - low) / whole(count);
    let end = |i: usize| low + &width * whole(i);
    (0..count).map(|i| (end(i), end(i + 1))).collect()
}

/// Whether Coq sees that it is at least 0.
fn nonneg_on(p: &Polynomial, low: &RBig, high: &RBig) -> bool {
    halves(&p.rounded_down(), low, high, DEPTH)
}

fn halves(p: &Polynomial, low: &RBig, high: &RBig, depth: usize) -> bool {
    if p.on(low, high).rounded_down().least_bernstein() >= RBig::ZERO {
        return true;
    }
    let middle = (low + high) * half();
    depth > 0 && halves(p, low, &middle, depth - 1) && halves(p, &middle, high, depth - 1)
}

/// Short, and nowhere in [−2, 2] above.
fn lowered(p: &Polynomial) -> Polynomial {
    let error = RBig::from_parts(IBig::ONE << p.coefficients().len(), UBig::ONE << 160);
    p.rounded_down().plus(&Polynomial::constant(-error))
}

/// Coefficients over one odd number, with powers of two as their denominators.
fn over_one(p: &Polynomial) -> (Vec<RBig>, UBig) {
    let odd = |a: &RBig| {
        let denominator = a.denominator().clone();
        let twos = denominator.trailing_zeros().unwrap_or(0);
        denominator >> twos
    };
    let shared = p.coefficients().iter().map(odd).fold(UBig::ONE, |shared, it| {
        let common = (&shared).gcd(&it);
        shared / common * it
    });
    let whole = RBig::from(shared.clone());
    (p.coefficients().iter().map(|a| a * &whole).collect(), shared)
}
