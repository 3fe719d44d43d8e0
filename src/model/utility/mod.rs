//! What pay is worth to the annotator: u(w), strictly concave, and its inverse h = u⁻¹, the wage
//! that buys a utility.
//!
//! A family lives in one file that implements [`Utility`], plus its line in [`FAMILIES`].

mod cara;
mod enclosed;
mod log;
mod power;
mod risk_neutral;

pub use cara::Cara;
pub use enclosed::EnclosedUtility;
pub use log::Log;
pub use power::Power;
pub use risk_neutral::RiskNeutral;

use super::family;
use crate::input::{InputError, Section};
use std::fmt::Debug;

/// A utility of money u and its inverse h.
///
/// Besides the functions themselves a family gives their *Bregman distances*, the second-order
/// remainders D_f(x, d) = f(x+d) − f(x) − f′(x)·d, to full relative accuracy however small d is.
/// Risk premiums are expectations of these: a gap of 10⁻¹³ in payoffs of order 1 keeps its digits
/// only if no difference of payoffs is ever taken.
pub trait Utility: Debug + Send + Sync {
    /// The family's name in model files.
    fn family(&self) -> &'static str;
    /// Parameters in the order of the model file.
    fn parameters(&self) -> Vec<(&'static str, f64)>;
    /// The least wage at which u is defined and finite (limited liability must not lie below).
    fn lowest_wage(&self) -> f64;
    /// sup u, not attained; +∞ where utility is unbounded.
    fn supremum(&self) -> f64;
    /// u(w).
    fn utility(&self, wage: f64) -> f64;
    /// u′(w).
    fn marginal(&self, wage: f64) -> f64;
    /// −D_u(w, d) = u(w) + u′(w)·d − u(w+d) ≥ 0, without cancellation.
    fn shortfall(&self, wage: f64, change: f64) -> f64;
    /// [`shortfall`](Self::shortfall) where `utility` = u(w) is known, for sums over counts.
    fn shortfall_from(&self, wage: f64, utility: f64, change: f64) -> f64 {
        let _ = utility;
        self.shortfall(wage, change)
    }
    /// h(v) = u⁻¹(v).
    fn wage(&self, utility: f64) -> f64;
    /// h′(v).
    fn marginal_wage(&self, utility: f64) -> f64;
    /// h″(v).
    fn wage_curvature(&self, utility: f64) -> f64;
    /// inf of h″ over utilities from `lowest` up to [`supremum`](Self::supremum): the modulus m of
    /// T7.
    fn least_curvature(&self, lowest: f64) -> f64;
    /// D_h(v, d) = h(v+d) − h(v) − h′(v)·d ≥ 0, without cancellation; +∞ outside the domain of h.
    fn wage_bregman(&self, utility: f64, change: f64) -> f64;
    /// [`wage_bregman`](Self::wage_bregman) where `wage` = h(v) is known: sums over counts ask for
    /// many distances from one utility.
    fn wage_bregman_from(&self, utility: f64, wage: f64, change: f64) -> f64 {
        let _ = wage;
        self.wage_bregman(utility, change)
    }
    /// The d with h′(v+d) = h′(v) + y, without cancellation. Below the range of h′ it is the d that
    /// leads to the bottom of the domain of h (−∞ where there is none), so that a caller may clip
    /// it at limited liability.
    fn response(&self, utility: f64, price: f64) -> f64 {
        self.response_from(utility, self.marginal_wage(utility), price)
    }
    /// [`response`](Self::response) where `marginal` = h′(v) is known: sums over counts ask for
    /// many responses at one utility.
    fn response_from(&self, utility: f64, marginal: f64, price: f64) -> f64;
    /// h(v+d) − h(v).
    fn wage_change(&self, utility: f64, change: f64) -> f64 {
        self.marginal_wage(utility) * change + self.wage_bregman(utility, change)
    }
    /// The same preferences with utility measured from `outside`, u(w) − U0, where doubles keep too
    /// little of utilities near U0 otherwise; `None` where they keep enough. Wages stay what they
    /// are.
    fn measured_from(&self, _outside: f64, _minimum_wage: f64) -> Option<Box<dyn Utility>> {
        None
    }
    /// The family with proved bounds; `None` where it has none, so that its contracts are estimates
    /// only.
    fn enclosed(&self) -> Option<&dyn EnclosedUtility> {
        None
    }
    /// Where h″ is beyond the range of doubles at some utility between `lowest` and `highest`: the
    /// parameter at fault, its value, and the least one at which no such utility is left. `None`
    /// for families that ask nothing of their parameters there.
    fn beyond_doubles(&self, _lowest: f64, _highest: f64) -> Option<(&'static str, f64, f64)> {
        None
    }
    /// Whether u is strictly concave; only the risk-neutral limit case says no.
    fn strictly_concave(&self) -> bool {
        true
    }
}

/// A family as model files name it.
pub type Family = super::family::Family<dyn Utility>;

/// Every family a model file may name.
pub const FAMILIES: &[Family] = &[
    power::FAMILY,
    cara::FAMILY,
    log::FAMILY,
    risk_neutral::FAMILY,
];

/// Reads `[utility]`: the family and the minimum wage of limited liability.
pub fn read(section: &Section<'_, '_>) -> Result<(Box<dyn Utility>, f64), InputError> {
    let written = section.text("family")?;
    let utility = family::read(FAMILIES, section, ("family", written), &["minimum_wage"])?;
    let minimum_wage = section.number_or("minimum_wage", 0.0)?;
    let lowest = utility.lowest_wage();
    if minimum_wage < lowest {
        return Err(section.complain(
            "minimum_wage",
            format!("utility is not finite at a wage of {minimum_wage}"),
            format!("a wage of at least {lowest}"),
        ));
    }
    Ok((utility, minimum_wage))
}
