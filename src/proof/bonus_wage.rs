//! Upper ends of the gap of bonus contracts with other utilities: what `proofs/Lib/BonusWage.v`
//! checks.
//!
//! A bonus pays two utilities, so two wages. Where the best reply is does not depend on them: it is
//! looked for in the economy of the same signals and cost. What effort seen is worth is at most
//! `max_e V(e) − y(U0 + c(e)) + (y·v − h(v) at its largest)` at the price y of the first best's
//! utility.

use super::bonus::{self, BonusReply};
use super::decimal::{Decimal, claim, half, rational, rounded_down, rounded_up, unit};
use super::exact::RationalEconomy;
use super::polynomial::Polynomial;
use super::price_economy::{CostPower, PriceEconomy};
use super::price_search::Search;
use super::wage::PricePoint;
use dashu_ratio::RBig;

/// Halvings of [0, 1]: the error of the effort found enters by its square.
const HALVINGS: usize = 56;

/// Binary digits of what effort seen is worth at most.
const DIGITS: usize = 110;

/// A certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct WageCertificate {
    /// The gap is at most this.
    pub claim: Decimal,
    /// The contract.
    pub reply: BonusReply,
    /// The wage without the bonus, and a number above the logarithm of what it buys.
    pub(super) base: (RBig, RBig),
    /// The wage with the bonus, and the same.
    pub(super) paid: (RBig, RBig),
    /// What effort seen is worth.
    pub(super) seen: SeenByPrice,
}

/// A bound on what effort seen is worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SeenByPrice {
    /// The price of utility.
    pub(super) price: PricePoint,
    /// The bound.
    pub(super) most: RBig,
    /// Effort, or its root, where it is nearly reached.
    pub(super) near: RBig,
    /// Curvature that is certain on [0, 1].
    pub(super) bend: RBig,
}

impl PriceEconomy {
    /// The certificate of a bonus from `threshold` agreements on, near a contract of the float
    /// solver.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn bonus(
        &self,
        samples: u64,
        threshold: u64,
        effort: f64,
    ) -> Result<WageCertificate, &'static str> {
        let annotator = self.annotator()?;
        if self.worth < RBig::ZERO || self.curve < RBig::ZERO {
            return Err("the value has to rise and not to bend upwards");
        }
        let seen = self.seen_by_price()?;
        let place = match self.exponent {
            CostPower::Whole(_) => effort,
            CostPower::Half(_) => effort.sqrt(),
        };
        let reply = bonus::certify(&annotator, samples, threshold, place)?;
        let wage = |utility: &RBig| {
            if *utility == RBig::ZERO {
                return Some((RBig::ZERO, RBig::ZERO));
            }
            let fits = self.family.pays(utility).then_some(utility)?;
            self.family.wage_at_most(fits)
        };
        let unpaid = "a utility that is paid has no wage";
        let base = wage(&reply.base).ok_or(unpaid)?;
        let paid = wage(&(&reply.base + &reply.bonus)).ok_or(unpaid)?;
        let (low, high) = (self.effort().at(&reply.low), self.effort().at(&reply.high));
        let benefit = &self.worth * low - &self.curve * half() * &high * &high;
        let pay = &base.0 + (&paid.0 - &base.0) * &reply.paid;
        let claim = claim(&(&seen.most - benefit + pay))?;
        Ok(WageCertificate {
            claim,
            reply,
            base,
            paid,
            seen,
        })
    }

    /// The economy of the same signals and cost, in effort or its root.
    fn annotator(&self) -> Result<RationalEconomy, &'static str> {
        use super::scheme::Scheme;
        let (scheme, exponent) = match (self.exponent, self.scheme) {
            (CostPower::Whole(k), scheme) => (scheme, k),
            (CostPower::Half(k), Scheme::Expert) => (Scheme::TwoLooks, k),
            (CostPower::Half(_), Scheme::TwoLooks) => {
                return Err("with two looks the exponent of the cost has to be whole");
            }
        };
        Ok(RationalEconomy {
            scheme,
            kappa: self.kappa.clone(),
            scale: self.scale.clone(),
            exponent,
            worth: self.worth.clone(),
            outside: self.outside.clone(),
        })
    }

    pub(super) fn seen_by_price(&self) -> Result<SeenByPrice, &'static str> {
        let lost = "no price was found";
        let (price, _) = Search::new(self, 1, &[], 0).ok_or(lost)?.start();
        let price = rational(price).ok_or(lost)?;
        let point = self.family.point(price.clone()).ok_or(lost)?;
        let loss = self
            .benefit()
            .scaled(&-RBig::ONE)
            .plus(&self.utility().scaled(&price))
            .plus(&Polynomial::constant(-self.family.peak_high(&point)));
        let inside = "the payoff has to be best at an effort inside (0, 1)";
        let near = loss.stationary(HALVINGS).ok_or(inside)?;
        let (quotient, _, _) = loss.around(&near);
        let bend = rounded_down(&(quotient.least_bernstein() * half()), 10);
        if bend <= RBig::ZERO {
            return Err("the loss has to bend upwards on all of [0, 1]");
        }
        // The slope left at `near` is some 2^−56, its square over the curvature some 2^−110.
        let most = rounded_up(&-loss.at(&near), DIGITS) + unit(DIGITS - 4);
        Ok(SeenByPrice {
            price: point,
            most,
            near,
            bend,
        })
    }
}
