//! The numbers of a model that lower ends by polynomials speak of.

use super::scheme::Scheme;

/// The numbers of a model file, as floats; the rationals that they are go into the proof.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowerEconomy {
    /// Which scheme.
    pub scheme: Scheme,
    /// κ.
    pub kappa: f64,
    /// a.
    pub scale: f64,
    /// k.
    pub exponent: u32,
    /// λ.
    pub slope: f64,
    /// U0.
    pub outside: f64,
}
