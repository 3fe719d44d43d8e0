//! What pay of [`pay`](super::pay) costs: a polynomial above the wages that buy it, Taylor's of the
//! wage of v(t) with a larger last coefficient.
//!
//! The powers below the last agree exactly, so that the slope of the distance, `drift` of
//! `proofs/Lib/PayEnd.v`, starts with an odd power; it is affine in what the last coefficient is
//! raised by, and that is the least with which Bernstein's coefficients show its sign.

use super::bonus_wage::SeenByPrice;
use super::decimal::{claim, rounded_up, unit};
use super::pay::PayCertificate;
use super::pay_measure::{Contract, Measure};
use super::pay_signs::{lowered, segments};
use super::polynomial::Polynomial;
use super::price::PriceCertificate;
use super::wage::{WageFamily, whole};
use dashu_base::Gcd;
use dashu_int::UBig;
use dashu_ratio::RBig;

/// Numbers of Taylor's terms of the wage that are tried.
const TERMS: [usize; 5] = [6, 8, 10, 12, 14];

impl Measure<'_> {
    /// With as many terms of the wage as bring both ends together.
    pub(super) fn certificate(
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
            if best.as_ref().is_some_and(|it| !found.less_than(it)) {
                break;
            }
            let enough = found.near_enough(lower);
            best = Some(found);
            if enough {
                break;
            }
        }
        best
    }

    fn with_terms(
        &self,
        contract: &Contract,
        seen: &SeenByPrice,
        terms: usize,
    ) -> Option<PayCertificate> {
        let family = &self.economy.family;
        let at_centre = contract.pay.at(&RBig::ZERO);
        let (wage, log) = family
            .pays(&at_centre)
            .then(|| family.wage_at_most(&at_centre))??;
        let series = series(family, &contract.shape, terms);
        let bill = |last: &RBig| {
            let raised =
                Polynomial::of(series.clone()).plus(&Polynomial::term(last.clone(), terms));
            match family {
                WageFamily::Root(_) => raised.scaled(&wage),
                WageFamily::Logarithm(a) => {
                    raised.scaled(&(&wage + a)).plus(&Polynomial::constant(-a))
                }
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

/// Coefficients over one odd number, with powers of two as their denominators.
pub(super) fn over_one(p: &Polynomial) -> (Vec<RBig>, UBig) {
    let odd = |a: &RBig| {
        let denominator = a.denominator().clone();
        let twos = denominator.trailing_zeros().unwrap_or(0);
        denominator >> twos
    };
    let shared = p
        .coefficients()
        .iter()
        .map(odd)
        .fold(UBig::ONE, |shared, it| {
            let common = (&shared).gcd(&it);
            shared / common * it
        });
    let whole = RBig::from(shared.clone());
    (
        p.coefficients().iter().map(|a| a * &whole).collect(),
        shared,
    )
}
