//! Upper ends of the gap among all contracts for utilities other than the square root: what
//! `proofs/Lib/PayEnd.v` checks.
//!
//! Pay buys the utility v(t), a polynomial of t = σS − b, S the number of agreements. Expected
//! utility is then a polynomial in q, so in effort or its root. The best pay answers to the price
//! λ(1+t): λ is that of the lower end, and v is λ's answer near the centre and within the limits on
//! pay everywhere (`pay_shape`); σ and the level of pay are those with which the annotator just
//! accepts and the effort of the lower end is the best reply (`pay_measure`). What pay costs is at
//! most another polynomial (`pay_bill`).

use super::bonus_wage::SeenByPrice;
use super::decimal::{Decimal, rational, rounded_down};
use super::missing::NO_POLYNOMIAL_PAY;
use super::pay_measure::Measure;
use super::pay_shape::fitted;
use super::polynomial::Polynomial;
use super::price::PriceCertificate;
use super::price_economy::PriceEconomy;
use super::secant::Secant;
use super::wage::WageFamily;
use dashu_int::UBig;
use dashu_ratio::RBig;

/// Binary digits of the shape of pay: what they leave out enters by its square.
const SHAPE_DIGITS: usize = 32;

/// Numbers of fitted powers and distances from the limits that are tried.
const FITTED: [(usize, f64); 5] = [(3, 0.3), (3, 0.1), (3, 0.02), (5, 0.02), (7, 0.02)];

/// No more is tried once what lies between both ends, times this, is less than the gap: published
/// upper ends have ten digits.
const NEAR_ENOUGH: u64 = 4_000_000_000;

/// Rounds in which σ is moved until the best reply is the effort that the company wants.
const STEPS: usize = 12;

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

impl PayCertificate {
    pub(super) fn less_than(&self, other: &Self) -> bool {
        self.claim.value() < other.claim.value()
    }

    /// Whether nothing is left to gain.
    pub(super) fn near_enough(&self, lower: &PriceCertificate) -> bool {
        let (above, below) = (self.claim.value(), lower.bound.value());
        (above - &below) * RBig::from(NEAR_ENOUGH) < below
    }
}

impl PriceEconomy {
    /// The certificate of pay at the prices of a lower end.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn pay(&self, lower: &PriceCertificate) -> Result<PayCertificate, &'static str> {
        let seen = self.seen_by_price()?;
        let mut best: Option<PayCertificate> = None;
        for (powers, margin) in FITTED {
            let Some(found) = self.pay_with(lower, &seen, powers, margin) else {
                continue;
            };
            if best.as_ref().is_none_or(|it| found.less_than(it)) {
                let enough = found.near_enough(lower);
                best = Some(found);
                if enough {
                    break;
                }
            }
        }
        best.ok_or(NO_POLYNOMIAL_PAY)
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
        let mut secant = Secant::new();
        for _ in 0..STEPS {
            measure.set_level(&shape, &mut level)?;
            let short = measure.wanted(&shape, &level, &lower.near)?;
            let Some(by) = secant.step(short)? else {
                break;
            };
            measure.stretch(&by);
        }
        measure.set_level(&shape, &mut level)?;
        measure
            .contract(shape, level)
            .and_then(|it| measure.certificate(&it, seen, lower))
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
