//! The economy of lower ends by prices.

use super::scheme::Scheme;
use super::wage::WageFamily;
use dashu_ratio::RBig;

/// The exponent of the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostPower {
    /// k.
    Whole(usize),
    /// k/2.
    Half(usize),
}

/// An economy in rationals, which are the floats of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceEconomy {
    pub(super) family: WageFamily,
    pub(super) scheme: Scheme,
    pub(super) kappa: RBig,
    pub(super) scale: RBig,
    pub(super) exponent: CostPower,
    pub(super) worth: RBig,
    pub(super) curve: RBig,
    pub(super) outside: RBig,
}
