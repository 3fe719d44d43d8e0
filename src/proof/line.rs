//! Upper ends of the gap of linear pay: what `proofs/Lib/LineEnd.v` checks.
//!
//! The wage is linear in t = σS − b and 0 where that is negative. Its utility lies between two
//! polynomials of t (`line_shape`), so where the best reply is follows from signs of polynomials in
//! effort or its root (`line_reply`). σ and the level of pay are those with which the annotator
//! just accepts and the effort wanted is where the mean of both polynomials is best.

use super::bonus_wage::SeenByPrice;
use super::decimal::{Decimal, claim, ratio, rounded_up, unit};
use super::line_reply::{Reply, Signs, weight};
use super::line_search::{Line, LineSearch};
use super::line_shape::Frame;
use super::missing::NO_SIDES;
use super::pay_bill::over_one;
use super::pay_measure::{LEVEL_ABOVE, LEVEL_DIGITS};
use super::polynomial::Polynomial;
use super::price_economy::PriceEconomy;
use super::wage::{WageFamily, whole};
use dashu_int::UBig;
use dashu_ratio::RBig;

/// Orders of Taylor's polynomial that are tried.
const ORDERS: [usize; 4] = [3, 5, 7, 9];

/// Higher orders are tried while they gain one part in so many of the gap.
const WORTH_MORE: usize = 100_000_000_000;

/// Even powers with which the wage is kept from falling below 0.
const BUMPS: [usize; 5] = [4, 6, 8, 10, 12];

/// Rounds in which the level is raised until the annotator accepts.
const RAISES: usize = 4;

/// Binary digits of what a pay more than the least is left, beside a gap of order 1/n.
const COST_DIGITS: usize = 44;

/// Binary digits of the bound on the least t at which anything is paid.
const GROUND_DIGITS: usize = 40;

/// A certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct LineCertificate {
    /// n.
    pub samples: u64,
    /// The gap is at most this.
    pub claim: Decimal,
    /// σ.
    pub(super) step: RBig,
    /// b.
    pub(super) centre: RBig,
    /// The utility of the wage at t = 0.
    pub(super) level: RBig,
    /// Above its logarithm.
    pub(super) log: RBig,
    /// That wage, from above.
    pub(super) wage: RBig,
    /// At least the least 1 + t at which anything is paid.
    pub(super) ground: RBig,
    /// What the denominators of both polynomials share but for powers of two.
    pub(super) unit: UBig,
    /// Where the lower polynomial only has to be at most 0.
    pub(super) split: RBig,
    /// Below the utility, over `unit`.
    pub(super) below: Vec<RBig>,
    /// Above it.
    pub(super) above: Vec<RBig>,
    /// Keeps the wage from falling below 0.
    pub(super) bump: Vec<RBig>,
    /// For what the polynomials leave open of the slope.
    pub(super) weight: RBig,
    /// Where the best reply is.
    pub(super) low: RBig,
    pub(super) high: RBig,
    /// Where others are far.
    pub(super) left: RBig,
    pub(super) right: RBig,
    /// What effort seen is worth.
    pub(super) seen: SeenByPrice,
}

impl PriceEconomy {
    /// The certificate of a linear wage with a best reply near an effort, or its root.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn line(&self, samples: u64, near: &RBig) -> Result<LineCertificate, &'static str> {
        let seen = self.seen_by_price()?;
        let mut best: Option<LineCertificate> = None;
        let mut attempt = |below: usize, above: usize| {
            let found = self.line_with(samples, near, &seen, (below, above));
            let better = found.filter(|found| {
                let least = best.as_ref().map(|it| it.claim.value());
                least.is_none_or(|it| (&it - found.claim.value()) * whole(WORTH_MORE) > it)
            });
            better.is_some_and(|found| {
                best = Some(found);
                true
            })
        };
        // The same order for both while it helps, then a higher one for either alone.
        let mut last = 0;
        for order in ORDERS {
            if attempt(order, order) {
                last = order;
            } else if last > 0 {
                break;
            }
        }
        for order in ORDERS.into_iter().filter(|&it| it > last) {
            if !attempt(order, last) {
                break;
            }
        }
        best.ok_or(NO_SIDES)
    }

    fn line_with(
        &self,
        samples: u64,
        near: &RBig,
        seen: &SeenByPrice,
        orders: (usize, usize),
    ) -> Option<LineCertificate> {
        let search = LineSearch::new(self, samples, near)?;
        search.run(orders)?.certificate(seen, orders.1)
    }
}

impl Line<'_> {
    fn certificate(mut self, seen: &SeenByPrice, order: usize) -> Option<LineCertificate> {
        let q = self.search.q.to_f64().value();
        let weight = weight(self.search.measure.samples, q, order)?;
        for _ in 0..RAISES {
            let family = self.search.family();
            let below = Frame::utility(family, &self.sides.below, &self.level);
            let above = Frame::utility(family, &self.sides.above, &self.level);
            let signs = Signs::of(&self.search.measure, &below, &above, &weight);
            let reply = signs.reply(self.search.near)?;
            let rent = signs.rent(&reply.low);
            if rent >= RBig::ZERO {
                return self.written(seen, weight, &reply, [below, above]);
            }
            // What is lacking as a share of what the level is worth, and more, since [low] moves
            // with it.
            let shape = &self.sides.below;
            let mean = self.search.measure.mean_in_q(shape).at(&self.search.q);
            let each = match family {
                WageFamily::Root(_) => mean,
                WageFamily::Logarithm(_) => RBig::ONE,
                WageFamily::Exponential(_) => -mean,
            };
            let more = ratio(&-rent, &each)? * whole(5) / whole(4) + unit(LEVEL_ABOVE);
            self.level = rounded_up(&(&self.level + more), LEVEL_DIGITS);
        }
        None
    }

    /// The lowest power with which the wage is kept from falling below 0 at hardly more than the
    /// least cost.
    fn cheapest(
        &self,
        frame: &Frame<'_>,
        ground: &RBig,
        cost: impl Fn(&Polynomial) -> Polynomial,
    ) -> Option<(Polynomial, Polynomial)> {
        let bumps = BUMPS
            .into_iter()
            .filter_map(|power| frame.bump(ground, power));
        let costs: Vec<_> = bumps
            .map(|bump| {
                let cost = cost(&bump);
                (cost.at(&self.search.q), bump, cost)
            })
            .collect();
        let least = costs.iter().map(|(at, ..)| at).min()?.clone();
        let enough = least + unit(COST_DIGITS) / RBig::from(self.search.measure.samples);
        let found = costs.into_iter().find(|(at, ..)| *at <= enough);
        found.map(|(_, bump, cost)| (bump, cost))
    }

    /// With what it costs.
    fn written(
        &self,
        seen: &SeenByPrice,
        weight: RBig,
        reply: &Reply,
        [below, above]: [Polynomial; 2],
    ) -> Option<LineCertificate> {
        let measure = &self.search.measure;
        let family = self.search.family();
        let fits = family.pays(&self.level) && self.level > RBig::ZERO;
        let (wage, log) = fits.then(|| family.wage_at_most(&self.level))??;
        let room = unit(GROUND_DIGITS);
        let ground = match family {
            WageFamily::Root(_) => RBig::ZERO,
            WageFamily::Logarithm(a) => rounded_up(&(a / (&wage + a)), GROUND_DIGITS) + room,
            WageFamily::Exponential(r) => {
                RBig::ONE + rounded_up(&(-r * &wage), GROUND_DIGITS) + room
            }
        };
        let frame = self.search.frame(self.level.clone());
        let cost = |bump: &Polynomial| {
            let line = Polynomial::of(vec![RBig::ONE, RBig::ONE]).plus(bump);
            let bill = match family {
                WageFamily::Root(_) => line.scaled(&wage),
                WageFamily::Logarithm(a) => {
                    line.scaled(&(&wage + a)).plus(&Polynomial::constant(-a))
                }
                WageFamily::Exponential(r) => line
                    .plus(&Polynomial::constant(-RBig::ONE))
                    .scaled(&(RBig::ONE / r))
                    .plus(&Polynomial::constant(wage.clone())),
            };
            measure.mean_in_q(&bill)
        };
        let (bump, cost) = self.cheapest(&frame, &ground, cost)?;
        let economy = measure.economy;
        let cost = cost.composed(&economy.agreement());
        let kept = economy.benefit().plus(&cost.scaled(&-RBig::ONE));
        let kept = kept.on(&reply.low, &reply.high).least_bernstein();
        // Coq rounds the coefficients down.
        let claim = claim(&(&seen.most - kept + unit(140))).ok()?;
        let count = below.coefficients().len();
        let both = below.coefficients().iter().chain(above.coefficients());
        let (both, shared) = over_one(&Polynomial::of(both.cloned().collect()));
        let (below, above) = both.split_at_checked(count)?;
        Some(LineCertificate {
            samples: measure.samples,
            claim,
            step: measure.step.clone(),
            centre: measure.centre.clone(),
            level: self.level.clone(),
            log,
            wage,
            ground,
            unit: shared,
            split: self.sides.split.clone(),
            below: below.to_vec(),
            above: above.to_vec(),
            bump: bump.coefficients().to_vec(),
            weight,
            low: reply.low.clone(),
            high: reply.high.clone(),
            left: reply.left.clone(),
            right: reply.right.clone(),
            seen: seen.clone(),
        })
    }
}
