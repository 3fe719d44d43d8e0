//! Which rate is it? The one that predicts the largest n from the smaller ones.
//!
//! Computed gaps carry no noise: what is left after fitting a rate is its lower-order terms, smooth in n and as
//! systematic as the rate itself. Criteria built on independent noise (AIC, BIC) do not apply, and the in-sample error
//! favours whichever candidate has a parameter to spare: over any finite range n^-0.55 imitates (n log n)^-1/2. A rate is
//! a claim about large n, so each candidate is fitted on the smaller half of the range (in ln n) and asked for the rest.
//! A right rate errs there by its lower-order terms, which shrink; a wrong one by a divergence that grows.
//!
//! The winner has the smallest root-mean-square error of ln gap on the held-out half; the margin is the runner-up's
//! error over the winner's. The decision stands only if the range spans [`LEAST_DECADES`] decades and the margin reaches
//! [`LEAST_MARGIN`]; otherwise it is undecided, and says so.

use super::regression::{RateFit, weights};
use super::{Rate, RatesError, Series};

/// Over fewer decades √log n changes by less than 1.4, which lower-order terms easily make or hide.
pub const LEAST_DECADES: f64 = 4.0;

/// The winner must err at most half as much as the runner-up.
pub const LEAST_MARGIN: f64 = 2.0;

/// Observations needed in each half.
const LEAST_OBSERVATIONS: usize = 3;

/// How one candidate fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Contender {
    /// The candidate.
    pub rate: Rate,
    /// Fitted on all observations.
    pub whole: RateFit,
    /// Root-mean-square residual of ln gap over all observations.
    pub in_sample_error: f64,
    /// Root-mean-square error of ln gap on the held-out half.
    pub held_out_error: f64,
}

/// Whether the data tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// They do.
    Decided,
    /// They do not, for this reason.
    Undecided(String),
}

/// The outcome of a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// All candidates, best first.
    pub contenders: Vec<Contender>,
    /// Runner-up's held-out error over the winner's.
    pub margin: f64,
    /// Whether the winner stands.
    pub decision: Decision,
}

impl Selection {
    /// The best candidate.
    pub fn winner(&self) -> Rate {
        self.contenders[0].rate
    }
    /// The second best.
    pub fn runner_up(&self) -> Rate {
        self.contenders[1].rate
    }
    /// How a candidate fared.
    pub fn contender(&self, rate: Rate) -> Option<&Contender> {
        self.contenders
            .iter()
            .find(|contender| contender.rate == rate)
    }
    /// The winner's held-out error against another candidate's; > 1 where the winner predicts better.
    pub fn margin_over(&self, rate: Rate) -> Option<f64> {
        let error = self.contender(rate)?.held_out_error;
        Some(error / self.contenders[0].held_out_error)
    }
    /// Whether `rate` won, and the win stands.
    pub fn decided_for(&self, rate: Rate) -> bool {
        self.winner() == rate && self.decision == Decision::Decided
    }
}

/// Selects among all candidates.
pub fn select(series: &Series) -> Result<Selection, RatesError> {
    select_among(series, &Rate::ALL)
}

/// Selects among the given candidates (at least two).
pub fn select_among(series: &Series, rates: &[Rate]) -> Result<Selection, RatesError> {
    let seen = series.observations();
    let middle = match (seen.first(), seen.last()) {
        (Some(first), Some(last)) => (first.samples * last.samples).sqrt(),
        _ => 0.0,
    };
    let (fitted, held_out) = series.split(middle);
    let fewest = fitted
        .observations()
        .len()
        .min(held_out.observations().len());
    if fewest < LEAST_OBSERVATIONS || rates.len() < 2 {
        return Err(RatesError::TooFew {
            observations: fewest,
            parameters: 2,
            needed: LEAST_OBSERVATIONS,
        });
    }
    let mut contenders = rates
        .iter()
        .map(|rate| contender(*rate, series, &fitted, &held_out))
        .collect::<Result<Vec<_>, _>>()?;
    contenders.sort_by(|a, b| a.held_out_error.total_cmp(&b.held_out_error));
    let margin = contenders[1].held_out_error / contenders[0].held_out_error;
    let decades = series.decades();
    let decision = if decades < LEAST_DECADES {
        Decision::Undecided(format!(
            "n spans {decades:.1} decades; at least {LEAST_DECADES} are needed"
        ))
    } else if !(margin >= LEAST_MARGIN) {
        Decision::Undecided(format!(
            "{} predicts only {margin:.2} times better than {}; a factor of {LEAST_MARGIN} is needed",
            contenders[0].rate.name(),
            contenders[1].rate.name()
        ))
    } else {
        Decision::Decided
    };
    Ok(Selection {
        contenders,
        margin,
        decision,
    })
}

fn contender(
    rate: Rate,
    series: &Series,
    fitted: &Series,
    held_out: &Series,
) -> Result<Contender, RatesError> {
    let whole = RateFit::new(rate, series)?;
    let half = RateFit::new(rate, fitted)?;
    let residual = |fit: &RateFit, series: &Series| {
        let seen = series.observations();
        let weights = weights(seen);
        let total: f64 = weights.iter().sum();
        let squares: f64 = seen
            .iter()
            .zip(&weights)
            .map(|(o, w)| {
                let error = libm::log(o.gap) - fit.predict(o.samples);
                w * error * error
            })
            .sum();
        (squares / total).sqrt()
    };
    Ok(Contender {
        rate,
        in_sample_error: residual(&whole, series),
        held_out_error: residual(&half, held_out),
        whole,
    })
}
