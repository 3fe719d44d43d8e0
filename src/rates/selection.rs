//! Which rate is it? The one that predicts the largest n from the smaller ones, if it does so
//! clearly.
//!
//! Computed gaps carry no noise: what is left after fitting a rate is its lower-order terms, smooth
//! in n and as systematic as the rate itself. Criteria built on independent noise (AIC, BIC) and
//! the in-sample error do not apply, and favour whichever candidate has a parameter to spare: over
//! any finite range n^-0.55 imitates (n log n)^-1/2. They are reported ([`Contender`]) and decide
//! nothing. A rate is a claim about large n, so each candidate is fitted on the smaller half of the
//! range (in ln n) and asked for the rest: a right rate errs there by its lower-order terms, which
//! shrink; a wrong one by a divergence that grows.
//!
//! **The rule.** Errors below the resolution of the gaps count as the resolution.
//!
//! 1. *Best*: the smallest root-mean-square error of ln gap on the held-out half; fewer parameters
//!    among equals.
//! 2. *Parsimony*: if the best is n^-p and a fixed power that it contains errs at most
//!    [`LEAST_MARGIN`] times as much and settles, that fixed power wins: the free one makes the
//!    same claim and only adds digits to it.
//! 3. *Margin*: the runner-up is the best candidate that does not contain the winner; it must err
//!    at least [`LEAST_MARGIN`] times as much.
//! 4. *Range*: n must span [`LEAST_DECADES`] decades ([`LEAST_DECADES_EXPONENTIAL`] for e^(-cn)).
//! 5. *Settling*: what the winner leaves must tend to a constant ([`super::settling`]), or the
//!    winner is merely the least wrong of wrong candidates.
//!
//! Where 3, 4 or 5 fails the selection is undecided and says which.

use super::regression::RateFit;
use super::settling::{Settling, settling};
use super::{Rate, RatesError, Series};
use std::borrow::Borrow;
use std::fmt;

/// Between n = 10⁴ and 10⁸ √log n changes by √2, so that n^-1/2, if the truth is (n log n)^-1/2,
/// errs on the held-out half by about 0.17 in ln gap; over fewer decades lower-order terms of a few
/// per cent can make or hide that.
pub const LEAST_DECADES: f64 = 4.0;

/// For e^(-cn) a decade is enough: between n and 10n its slope d ln gap/d ln n grows tenfold, while
/// that of every other candidate stays, so that nothing of lower order can be mistaken for it.
pub const LEAST_DECADES_EXPONENTIAL: f64 = 1.0;

/// The winner must err at most half as much as the runner-up. Weights, the point of the split and
/// the choice of norm move an error by some tens of per cent; a factor of two is beyond them.
pub const LEAST_MARGIN: f64 = 2.0;

/// Observations needed in each half: one more than the most parameters.
const LEAST_OBSERVATIONS: usize = 3;

/// How one candidate fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Contender {
    /// The candidate.
    pub rate: Rate,
    /// Fitted on all observations.
    pub whole: RateFit,
    /// Fitted on the smaller half of the range of ln n.
    pub lower_half: RateFit,
    /// Fitted on the larger half.
    pub upper_half: RateFit,
    /// Root-mean-square residual of ln gap over all observations.
    pub in_sample_error: f64,
    /// Root-mean-square error of ln gap on the larger half, predicted from the smaller.
    pub held_out_error: f64,
    /// Whether what the rate leaves tends to a constant.
    pub settling: Settling,
    /// Akaike's criterion with small-sample correction, m·ln(s²) + 2k + 2k(k+1)/(m−k−1); a
    /// heuristic here.
    pub aicc: f64,
    /// Schwarz's criterion, m·ln(s²) + k·ln m; a heuristic here.
    pub bic: f64,
}

/// Whether the data tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// They do.
    Decided,
    /// They do not, for this reason.
    Undecided(Doubt),
}

/// Why the data do not tell.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Doubt {
    /// n spans too few decades.
    ShortRange {
        /// Decades spanned.
        decades: f64,
        /// Decades needed.
        needed: f64,
    },
    /// The runner-up is too close.
    Close {
        /// Name of the winner.
        winner: String,
        /// Name of the runner-up.
        runner_up: String,
        /// Runner-up's held-out error over the winner's.
        margin: f64,
    },
    /// What the best candidate leaves does not tend to a constant: none of the candidates is right.
    Unsettled {
        /// Name of the best candidate.
        winner: String,
        /// How its remainder moves.
        settling: Settling,
    },
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShortRange { decades, needed } => write!(
                f,
                "n spans {decades:.1} decades; at least {needed} are needed"
            ),
            Self::Close {
                winner,
                runner_up,
                margin,
            } => write!(
                f,
                "{winner} predicts only {margin:.2} times better than {runner_up}; a factor of {LEAST_MARGIN} is needed"
            ),
            Self::Unsettled { winner, settling } => write!(
                f,
                "{winner} predicts best, but the gap over it does not settle ({:.1e} at small n, {:.1e} at large n): no candidate fits",
                settling.early, settling.late
            ),
        }
    }
}

/// The outcome of a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// All candidates: the winner, then the others by held-out error.
    pub contenders: Vec<Contender>,
    /// Position of the runner-up among the contenders.
    pub(super) second: usize,
    /// Runner-up's held-out error over the winner's.
    pub margin: f64,
    /// Whether the winner stands.
    pub decision: Decision,
    /// The error of ln gap below which errors count as equal.
    pub resolution: f64,
}

impl Selection {
    /// The best candidate.
    pub fn winner(&self) -> Rate {
        self.contenders[0].rate.clone()
    }
    /// The best of the candidates that do not contain the winner.
    pub fn runner_up(&self) -> Rate {
        self.contenders[self.second].rate.clone()
    }
    /// How a candidate fared.
    pub fn contender(&self, rate: impl Borrow<Rate>) -> Option<&Contender> {
        self.contenders
            .iter()
            .find(|contender| contender.rate == *rate.borrow())
    }
    /// A candidate's held-out error against the winner's; > 1 where the winner predicts better.
    pub fn margin_over(&self, rate: impl Borrow<Rate>) -> Option<f64> {
        let error = |contender: &Contender| contender.held_out_error.max(self.resolution);
        Some(error(self.contender(rate)?) / error(&self.contenders[0]))
    }
    /// Whether `rate` won, and the win stands.
    pub fn decided_for(&self, rate: impl Borrow<Rate>) -> bool {
        self.winner() == *rate.borrow() && self.decision == Decision::Decided
    }
}

/// Selects among [`Rate::ALL`].
pub fn select(series: &Series) -> Result<Selection, RatesError> {
    select_among(series, &Rate::ALL)
}

/// Selects among the given candidates.
///
/// Errors: [`RatesError::NoRival`] unless each candidate has another that does not contain it,
/// [`RatesError::TooFew`] for fewer than three observations in a half of the range,
/// [`RatesError::Degenerate`] where n does not vary enough.
pub fn select_among(series: &Series, rates: &[Rate]) -> Result<Selection, RatesError> {
    check_rivals(rates)?;
    let (lower, upper) = halves(series)?;
    let resolution = series.resolution();
    let mut contenders = rates
        .iter()
        .map(|rate| contender(rate, series, &lower, &upper))
        .collect::<Result<Vec<_>, _>>()?;
    let error = |contender: &Contender| contender.held_out_error.max(resolution);
    contenders.sort_by(|a, b| {
        let parameters = a.rate.parameters().cmp(&b.rate.parameters());
        error(a).total_cmp(&error(b)).then(parameters)
    });
    let best = &contenders[0];
    let simpler = contenders.iter().position(|other| {
        best.rate.contains(&other.rate)
            && error(other) <= LEAST_MARGIN * error(best)
            && other.settling.settles()
    });
    if let Some(index) = simpler {
        contenders[..=index].rotate_right(1);
    }
    let winner = &contenders[0];
    let second = contenders
        .iter()
        .skip(1)
        .position(|other| !other.rate.contains(&winner.rate))
        .map(|index| index + 1)
        .ok_or_else(|| no_rival(&winner.rate))?;
    let margin = error(&contenders[second]) / error(winner);
    let decades = series.decades();
    let needed = decades_needed(&winner.rate);
    let decision = if decades < needed {
        Decision::Undecided(Doubt::ShortRange { decades, needed })
    } else if margin.is_nan() || margin < LEAST_MARGIN {
        Decision::Undecided(Doubt::Close {
            winner: winner.rate.name().to_owned(),
            runner_up: contenders[second].rate.name().to_owned(),
            margin,
        })
    } else if !winner.settling.settles() {
        Decision::Undecided(Doubt::Unsettled {
            winner: winner.rate.name().to_owned(),
            settling: winner.settling,
        })
    } else {
        Decision::Decided
    };
    Ok(Selection {
        second,
        margin,
        decision,
        resolution,
        contenders,
    })
}

/// The decades of n that a win of `rate` needs.
pub(super) fn decades_needed(rate: &Rate) -> f64 {
    match rate {
        Rate::Exponential => LEAST_DECADES_EXPONENTIAL,
        _ => LEAST_DECADES,
    }
}

/// The two halves of the range of ln n.
pub(super) fn halves(series: &Series) -> Result<(Series, Series), RatesError> {
    let (lower, upper) = series.split(series.middle());
    let fewest = lower.observations().len().min(upper.observations().len());
    if fewest < LEAST_OBSERVATIONS {
        return Err(RatesError::TooFew {
            observations: fewest,
            parameters: LEAST_OBSERVATIONS - 1,
            needed: LEAST_OBSERVATIONS,
        });
    }
    Ok((lower, upper))
}

fn check_rivals(rates: &[Rate]) -> Result<(), RatesError> {
    for (index, rate) in rates.iter().enumerate() {
        let mut others = rates.iter().enumerate().filter(|(i, _)| *i != index);
        if !others.any(|(_, other)| !other.contains(rate)) {
            return Err(no_rival(rate));
        }
    }
    if rates.is_empty() {
        return Err(RatesError::NoRival {
            rate: "an empty list".to_owned(),
        });
    }
    Ok(())
}

fn no_rival(rate: &Rate) -> RatesError {
    RatesError::NoRival {
        rate: rate.name().to_owned(),
    }
}

fn contender(
    rate: &Rate,
    series: &Series,
    lower: &Series,
    upper: &Series,
) -> Result<Contender, RatesError> {
    let whole = RateFit::new(rate.clone(), series)?;
    let lower_half = RateFit::new(rate.clone(), lower)?;
    let in_sample_error = whole.error_on(series);
    let count = series.observations().len() as f64;
    // The scale of the residuals is a parameter too.
    let parameters = rate.parameters() as f64 + 1.0;
    let scale = 2.0 * libm::log(in_sample_error.max(series.resolution()));
    let correction = parameters * (parameters + 1.0) / (count - parameters - 1.0);
    Ok(Contender {
        rate: rate.clone(),
        held_out_error: lower_half.error_on(upper),
        in_sample_error,
        settling: settling(rate, series)?,
        aicc: count * scale + 2.0 * (parameters + correction),
        bic: count * scale + parameters * libm::log(count),
        upper_half: RateFit::new(rate.clone(), upper)?,
        whole,
        lower_half,
    })
}
