//! Upper ends of the gap of bonus contracts with square-root utility: what `proofs/Lib/BonusEnd.v`
//! checks.

use super::bonus::{self, BonusReply};
use super::decimal::{Decimal, claim};
use super::exact::{RationalEconomy, SeenAtMost};
use dashu_ratio::RBig;

/// A certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct BonusCertificate {
    /// The gap is at most this.
    pub claim: Decimal,
    /// The contract.
    pub reply: BonusReply,
    /// What effort seen is worth.
    pub seen: SeenAtMost,
}

/// Finds one near a contract of the float solver.
pub(super) fn certify(
    economy: &RationalEconomy,
    samples: u64,
    threshold: u64,
    effort: f64,
) -> Result<BonusCertificate, &'static str> {
    let seen = economy.seen_at_most()?;
    let reply = bonus::certify(economy, samples, threshold, effort)?;
    let (least, most) = (&reply.base, &reply.base + &reply.bonus);
    let square = |x: &RBig| x * x;
    let pay = square(least) + (square(&most) - square(least)) * &reply.paid;
    let claim = claim(&(&seen.most - &economy.worth * &reply.low + pay))?;
    Ok(BonusCertificate { claim, reply, seen })
}
