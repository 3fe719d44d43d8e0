//! Lower ends of the gap by prices, for utilities other than the square root: what
//! `proofs/Lib/PriceEnd.v` checks.
//!
//! One pair of prices serves all efforts: λ for utility and λσ for an agreement more. With a
//! polynomial P above the largest `λ(1+t)v − h(v)` a contract for effort e costs `λ(U0 + c) +
//! λσ·c′q(1−q)/q′ − E[P(σ(S − nq))]` or more, and the moments of S are polynomials in q. So the gap
//! is at least the minimum of a polynomial in e, or in √e, over [0, 1]. The prices are found in
//! floats, for only the square of their error enters.

use super::bowl::Bowl;
use super::decimal::{Decimal, half, power, rational, rounded_down, rounded_up};
use super::missing::{END_NOT_EXCLUDED, STEEP_PRICES};
use super::numbers::Numbers;
use super::polynomial::Polynomial;
use super::price_economy::{CostPower, PriceEconomy};
use super::price_search::Search;
use super::scheme::Scheme;
use super::wage::{Majorant, WageFamily, whole};
use crate::model::Model;
use dashu_ratio::RBig;

/// Taylor's terms before the one that is made larger: what they leave out is some 1e-7 of the gap
/// at 10^4 signals and less beyond. Even, for a polynomial that lies above on both sides.
const FEWEST_TERMS: usize = 4;

/// Where the search for more terms ends: what is left out falls with them as long as prices vary
/// little, and starts to grow after.
const MOST_TERMS: usize = 12;

/// Two more terms are taken while they gain this share of the bound, one part in so many: a tenth
/// of what published brackets leave open.
const WORTH_TWO_TERMS: u64 = 20_000_000;

/// Binary digits of σn, of which only the square of the error enters, relative to the gap.
const SPREAD_DIGITS: usize = 24;

fn finite(number: f64) -> Result<RBig, &'static str> {
    rational(number).ok_or("a number is not finite")
}

impl CostPower {
    fn of(numbers: &Numbers) -> Result<Self, &'static str> {
        let written = finite(numbers.cost_exponent()?)?;
        let twice = (4..=16usize).find(|&twice| written == whole(twice) * half());
        match twice.ok_or("the exponent of the cost has to be 2, 2.5, 3, ... or 8")? {
            twice if twice % 2 == 0 => Ok(CostPower::Whole(twice / 2)),
            twice => Ok(CostPower::Half(twice)),
        }
    }
}

/// How far the value bends.
fn curvature(numbers: &Numbers) -> Result<RBig, &'static str> {
    match numbers.word("value", "family") {
        "linear" => Ok(RBig::ZERO),
        "quadratic" => finite(numbers.number("value", "curvature")?),
        _ => Err("the value has to be linear or quadratic in effort"),
    }
}

/// What Coq is given for one number of signals.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceCertificate {
    /// n.
    pub samples: u64,
    /// The bound.
    pub bound: Decimal,
    /// Effort with effort seen, or its root.
    pub(super) best: RBig,
    /// Above the logarithm of the utility there.
    pub(super) log_best: RBig,
    /// What that utility costs at most.
    pub(super) wage: RBig,
    /// The price of utility and its polynomial.
    pub(super) majorant: Majorant,
    /// σ.
    pub(super) sigma: RBig,
    /// Where the bound is least.
    pub(super) near: RBig,
    /// Curvature that is certain on [0, 1].
    pub(super) floor: RBig,
}

impl PriceEconomy {
    /// The numbers of a model, if it is of the kind that the proofs speak of.
    ///
    /// # Errors
    /// What kind it would have to be.
    pub fn of(model: &Model) -> Result<Self, &'static str> {
        let numbers = Numbers::of(model);
        let number = |section: &str, key: &str| finite(numbers.number(section, key)?);
        let (scheme, kappa) = numbers.scheme()?;
        Ok(PriceEconomy {
            family: WageFamily::of(&numbers)?,
            scheme,
            kappa: finite(kappa)?,
            scale: number("cost", "scale")?,
            exponent: CostPower::of(&numbers)?,
            worth: number("value", "slope")?,
            curve: curvature(&numbers)?,
            outside: number("reservation", "utility")?,
        })
    }

    /// All that would have to be otherwise, where [`PriceEconomy::of`] names the first.
    #[must_use]
    pub(super) fn misfits(model: &Model) -> Vec<&'static str> {
        let numbers = Numbers::of(model);
        let found = [
            numbers.scheme().err(),
            WageFamily::of(&numbers).err(),
            CostPower::of(&numbers).err(),
            curvature(&numbers).err(),
        ];
        found.into_iter().flatten().collect()
    }

    /// An effort as certificates have it: its root where polynomials are in that.
    pub(super) fn place(&self, effort: f64) -> Option<RBig> {
        rational(match self.exponent {
            CostPower::Whole(_) => effort,
            CostPower::Half(_) => effort.sqrt(),
        })
    }

    /// e, in x.
    pub(super) fn effort(&self) -> Polynomial {
        match self.exponent {
            CostPower::Whole(_) => Polynomial::term(RBig::ONE, 1),
            CostPower::Half(_) => Polynomial::term(RBig::ONE, 2),
        }
    }

    fn power(&self) -> usize {
        match self.exponent {
            CostPower::Whole(k) | CostPower::Half(k) => k,
        }
    }

    pub(super) fn utility(&self) -> Polynomial {
        Polynomial::constant(self.outside.clone())
            .plus(&Polynomial::term(self.scale.clone(), self.power()))
    }

    pub(super) fn benefit(&self) -> Polynomial {
        let effort = self.effort();
        let square = effort.times(&effort).scaled(&(-&self.curve * half()));
        effort.scaled(&self.worth).plus(&square)
    }

    pub(super) fn agreement(&self) -> Polynomial {
        let effort = self.effort();
        let excess = match self.scheme {
            Scheme::Expert => effort,
            Scheme::TwoLooks => effort.times(&effort),
        };
        Polynomial::constant(half()).plus(&excess.scaled(&(&self.kappa * half())))
    }

    /// c′/q′.
    pub(super) fn target(&self) -> Polynomial {
        let ratio = whole(self.power()) * &self.scale / &self.kappa;
        match (self.exponent, self.scheme) {
            (CostPower::Whole(k), Scheme::Expert) => Polynomial::term(ratio * whole(2), k - 1),
            (CostPower::Whole(k), Scheme::TwoLooks) => Polynomial::term(ratio, k - 2),
            (CostPower::Half(k), Scheme::Expert) => Polynomial::term(ratio, k - 2),
            (CostPower::Half(k), Scheme::TwoLooks) => Polynomial::term(ratio * half(), k - 4),
        }
    }

    /// What E[v(S − nq)] has to be.
    fn needed(&self) -> Polynomial {
        let agreement = self.agreement();
        let against = Polynomial::constant(RBig::ONE).plus(&agreement.scaled(&-RBig::ONE));
        self.target().times(&agreement.times(&against))
    }

    /// The certificate for one number of signals.
    ///
    /// # Errors
    /// A polynomial that is not of the shape that the proof needs.
    pub fn certify(&self, samples: u64) -> Result<PriceCertificate, &'static str> {
        let mut best = self.certify_with(samples, FEWEST_TERMS)?;
        for terms in (FEWEST_TERMS + 2..=MOST_TERMS).step_by(2) {
            let Ok(next) = self.certify_with(samples, terms) else {
                break;
            };
            let (now, then) = (best.bound.value(), next.bound.value());
            if (&then - &now) * RBig::from(WORTH_TWO_TERMS) < now {
                break;
            }
            best = next;
        }
        Ok(best)
    }

    fn certify_with(&self, samples: u64, terms: usize) -> Result<PriceCertificate, &'static str> {
        let lost = "a number is too large or too small for the search for prices";
        let moments = central_moments(samples, terms + 3);
        let search = Search::new(self, samples, &moments, terms).ok_or(lost)?;
        let best = rational(search.best()).ok_or(lost)?;
        let (wage, log_best) = {
            let utility = self.utility().at(&best);
            let wage = self.family.wage_at_most(&utility);
            let (wage, log) = wage.ok_or("the first best's utility has no wage")?;
            (wage, log)
        };
        let seen = self.benefit().at(&best) - &wage;
        // The nearer, the larger the last coefficient and what it costs.
        let shares = [930, 970, 985, 995, 999];
        let mut found = Err(lost);
        for share in shares {
            found = self.priced(&search, samples, terms, share);
            if found.is_ok() {
                break;
            }
        }
        let (majorant, sigma) = found?;
        let total = self.slack(&majorant, &sigma, &moments, &seen);
        let bowl = Bowl::of(&total)?;
        let bound = bowl.bound.value();
        let saved = majorant.polynomial(&self.family).at(&RBig::ZERO);
        for end in [RBig::ZERO, RBig::ONE] {
            let plain =
                self.benefit().at(&end) - &majorant.here.price * self.utility().at(&end) + &saved;
            if plain + &bound > seen {
                return Err(END_NOT_EXCLUDED);
            }
        }
        Ok(PriceCertificate {
            samples,
            bound: bowl.bound,
            best,
            log_best,
            wage,
            majorant,
            sigma,
            near: bowl.near,
            floor: bowl.floor,
        })
    }

    /// Prices and polynomial, where the curvature is used from `share` per mille of the way to
    /// where it no longer can be.
    fn priced(
        &self,
        search: &Search<'_>,
        samples: u64,
        terms: usize,
        share: usize,
    ) -> Result<(Majorant, RBig), &'static str> {
        let lost = "the search for prices of utility and of agreements, in floats, finds none";
        let theta = self.family.theta();
        let order = whole(terms);
        let reach = -(&order / (&order + theta)) * whole(share) / whole(1000);
        let (price, spread) = search.start();
        let split_of = |price: &RBig, spread: &RBig| {
            let bottom = -(spread * (RBig::ONE + &self.kappa) * half());
            let nothing = self.family.least_price() / price - RBig::ONE;
            (bottom.clone(), reach.clone().max(nothing).max(bottom))
        };
        let exact = |x: f64| rational(x).ok_or(lost);
        let (_, split) = split_of(&exact(price)?, &exact(spread)?);
        let last = self
            .family
            .last_coefficient(terms, &split)
            .ok_or(STEEP_PRICES)?;
        let shape = self.family.shape(terms, &last);
        let (price, spread) = search.prices(&shape).ok_or(lost)?;
        let (price, spread) = (exact(price)?, exact(spread)?);
        // σ is a binary fraction, which Coq computes with faster than with σn over a power of ten.
        let signals = RBig::from(samples);
        let digits = SPREAD_DIGITS + samples.checked_ilog2().ok_or(lost)? as usize;
        let sigma = rounded_down(&(spread / &signals), digits);
        let spread = &sigma * signals;
        let (bottom, split) = split_of(&price, &spread);
        // Rounded up, as Coq wants the split at 0 or to its left, unless it is the end of the
        // range.
        let split = if split == bottom {
            split
        } else {
            rounded_up(&split, 60)
        };
        let split_price = &price * (RBig::ONE + &split);
        let top = &spread * half();
        let majorant = self
            .family
            .majorant(&price, split_price, (bottom, top), terms)
            .ok_or(STEEP_PRICES)?;
        Ok((majorant, sigma))
    }

    /// What effort seen is worth more than a contract for effort x.
    fn slack(
        &self,
        majorant: &Majorant,
        sigma: &RBig,
        moments: &[Polynomial],
        seen: &RBig,
    ) -> Polynomial {
        let price = &majorant.here.price;
        let paid = self.utility().scaled(price);
        let incentives = self.needed().scaled(&(price * sigma));
        let agreement = self.agreement();
        let mut saved = Polynomial::constant(RBig::ZERO);
        let polynomial = majorant.polynomial(&self.family);
        for (order, (a, moment)) in polynomial.coefficients().iter().zip(moments).enumerate() {
            saved = saved.plus(&moment.scaled(&(a * power(sigma, order))));
        }
        Polynomial::constant(seen.clone())
            .plus(&self.benefit().scaled(&-RBig::ONE))
            .plus(&paid)
            .plus(&incentives)
            .plus(&saved.composed(&agreement).scaled(&-RBig::ONE))
    }
}

/// `E[(S − nq)^j]` as polynomials in q, for j below `orders`.
fn central_moments(samples: u64, orders: usize) -> Vec<Polynomial> {
    let spread = Polynomial::of(vec![RBig::ZERO, RBig::ONE, -RBig::ONE]);
    let mut moments = vec![
        Polynomial::constant(RBig::ONE),
        Polynomial::constant(RBig::ZERO),
    ];
    while moments.len() < orders {
        let j = moments.len() - 1;
        let before = moments[j - 1].scaled(&(whole(j) * RBig::from(samples)));
        moments.push(spread.times(&moments[j].slope().plus(&before)));
    }
    moments
}
