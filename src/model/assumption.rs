//! The assumptions of the theory, each with its own message, and the place in a model file that it
//! speaks of.

use thiserror::Error;

// What must be finite, as messages name it.
pub(super) const MINIMUM_WAGE: &str = "the minimum wage";
pub(super) const MINIMUM_UTILITY: &str = "u(w_min)";
pub(super) const RESERVATION: &str = "the reservation utility";
pub(super) const COST: &str = "c(1)";
pub(super) const MARGINAL_COST: &str = "c'(1)";
pub(super) const VALUE: &str = "V(1)";
pub(super) const AGREEMENT: &str = "q(1)";

/// An assumption of the theory that a model breaks.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Assumption {
    /// A parameter or function value is not a finite number.
    #[error("{what} is {value}; allowed: a finite number")]
    NotFinite {
        /// What was evaluated.
        what: &'static str,
        /// What came out.
        value: f64,
    },
    /// Limited liability promises more than the outside option.
    #[error(
        "the reservation utility U0 = {reservation} lies below u(w_min) = {minimum}, so participation never binds; allowed: U0 >= u(w_min)"
    )]
    ReservationBelowMinimum {
        /// U0.
        reservation: f64,
        /// u(w_min).
        minimum: f64,
    },
    /// No wage buys the outside option.
    #[error(
        "the reservation utility U0 = {reservation} is out of reach: utility stays below {supremum} at every wage; allowed: U0 < {supremum}"
    )]
    ReservationOutOfReach {
        /// U0.
        reservation: f64,
        /// sup u.
        supremum: f64,
    },
    /// u is not strictly concave (h″ ≤ 0 somewhere).
    #[error(
        "utility is not strictly concave: h'' = {curvature} at utility {utility}; allowed: h'' > 0 (a strictly concave u)"
    )]
    UtilityNotConcave {
        /// Where.
        utility: f64,
        /// h″ there.
        curvature: f64,
    },
    /// A parameter of the utility so small that h″ is beyond the range of doubles.
    #[error(
        "{key} = {value:e} is too small for doubles: h'' comes out as {curvature} at utility {utility}; allowed: with these utilities, {key} from about {least:.2e} on"
    )]
    UtilityBeyondDoubles {
        /// The parameter.
        key: &'static str,
        /// Its value.
        value: f64,
        /// Where.
        utility: f64,
        /// h″ there, as computed.
        curvature: f64,
        /// From where on it can be computed.
        least: f64,
    },
    /// A power cost so flat next to no effort that its derivatives are below the smallest double.
    #[error(
        "the exponent {exponent} is too large for doubles: {what} at effort {effort} is below the smallest double; allowed: with this scale, an exponent of at most {most}"
    )]
    CostBelowDoubles {
        /// The exponent.
        exponent: f64,
        /// Which derivative.
        what: &'static str,
        /// Where.
        effort: f64,
        /// The largest whole exponent that can be computed.
        most: u32,
    },
    /// c is not increasing and strictly convex with c(0) = 0.
    #[error(
        "the cost of effort is not increasing and strictly convex from c(0) = 0: {what} at effort {effort}; allowed: c(0) = 0, c' > 0 and c'' > 0 on (0, 1]"
    )]
    CostNotConvex {
        /// Where.
        effort: f64,
        /// Which condition fails.
        what: &'static str,
    },
    /// q leaves (0, 1) or does not increase.
    #[error(
        "the agreement curve is not usable: {what} at effort {effort}; allowed: 0 < q < 1 on (0, 1), \
         q(0) >= 0, q(1) <= 1 and q' > 0 on (0, 1]"
    )]
    AgreementNotIncreasing {
        /// Where.
        effort: f64,
        /// Which condition fails.
        what: &'static str,
    },
    /// c∘q⁻¹ is not convex.
    #[error(
        "c∘q⁻¹ is not convex: the marginal cost of agreement c'/q' falls between effort {from} and {to}, so a linear scheme may have several best replies; allowed: c'/q' nondecreasing (for self-consistency a cost exponent of at least 2)"
    )]
    CompositionNotConvex {
        /// Start of the falling piece.
        from: f64,
        /// Its end.
        to: f64,
    },
    /// V is not increasing and concave.
    #[error(
        "the value of effort is not increasing and concave: {what} at effort {effort}; allowed: V' > 0 and V' nonincreasing on (0, 1]"
    )]
    ValueNotConcave {
        /// Where.
        effort: f64,
        /// Which condition fails.
        what: &'static str,
    },
    /// The first best is no effort at all.
    #[error(
        "the first best is no effort: effort is not worth its cost even at 0 (the payoff's slope there is {slope}); allowed: a value of effort whose slope at 0 exceeds the marginal cost of pay"
    )]
    FirstBestAtZero {
        /// Slope of the full-information payoff at η = 0.
        slope: f64,
    },
}

impl Assumption {
    /// The section and key of a model file that the assumption speaks of first.
    pub fn place(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFinite { what, .. } => match *what {
                MINIMUM_WAGE | MINIMUM_UTILITY => ("utility", "minimum_wage"),
                COST | MARGINAL_COST => ("cost", "scale"),
                AGREEMENT => ("monitoring", "coefficients"),
                VALUE => ("value", "slope"),
                _ => ("reservation", "utility"),
            },
            Self::ReservationBelowMinimum { .. } | Self::ReservationOutOfReach { .. } => {
                ("reservation", "utility")
            }
            Self::UtilityNotConcave { .. } => ("utility", "family"),
            Self::UtilityBeyondDoubles { key, .. } => ("utility", key),
            Self::CostNotConvex { .. }
            | Self::CostBelowDoubles { .. }
            | Self::CompositionNotConvex { .. } => ("cost", "exponent"),
            Self::AgreementNotIncreasing { .. } => ("monitoring", "coefficients"),
            Self::ValueNotConcave { .. } | Self::FirstBestAtZero { .. } => ("value", "slope"),
        }
    }
}
