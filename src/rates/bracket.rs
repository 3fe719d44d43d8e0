//! Gaps known as intervals: does *every* gap in the brackets give the same selection?
//!
//! A least-squares prediction is linear in the ln gaps: with weights w, regressor x, x̄ = Σwx/Σw
//! and S = Σw(x − x̄)²,
//!
//! prediction at x = Σ_i p_i·r_i, p_i = w_i/Σw + w_i(x_i − x̄)(x − x̄)/S,  r = ln gap − known,
//!
//! without the second term where there is no regressor. Each ln gap occurs once in each held-out
//! error and in ln C, so interval arithmetic bounds them over the box of brackets without loss from
//! dependence. This shares neither code nor formula with the fit by QR; n and the weights are
//! numbers, not data with error.
//!
//! Standing: a proof for the candidates whose known part is arithmetic of logarithms. A reference
//! curve is taken as the floats it returns.

use super::observation::LogObservation;
use super::regression::spacing_weights;
use super::selection::{Decision, LEAST_MARGIN, Selection, halves, select_among};
use super::settling::{SETTLED, anchors};
use super::{Rate, RatesError, Series};
use crate::numerics::Interval;

/// An interval that holds ln Δ_n at one n.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    samples: f64,
    log_gap: Interval,
}

impl Bracket {
    /// lower ≤ Δ_n ≤ upper.
    pub fn new(samples: f64, lower: f64, upper: f64) -> Result<Self, RatesError> {
        if !(lower > 0.0 && lower <= upper && upper.is_finite()) {
            return Err(RatesError::Bracket {
                samples,
                lower,
                upper,
            });
        }
        let ends = (ln(lower).lower(), ln(upper).upper());
        Self::from_logs(samples, ends.0, ends.1)
    }

    /// lower ≤ ln Δ_n ≤ upper, for gaps beyond the range of doubles.
    pub fn from_logs(samples: f64, lower: f64, upper: f64) -> Result<Self, RatesError> {
        let refuse = RatesError::Bracket {
            samples,
            lower: libm::exp(lower),
            upper: libm::exp(upper),
        };
        let finite = lower.is_finite() && upper.is_finite() && samples.is_finite();
        match Interval::new(lower, upper) {
            Some(log_gap) if finite && samples > 1.0 => Ok(Self { samples, log_gap }),
            _ => Err(refuse),
        }
    }

    /// n.
    pub fn samples(&self) -> f64 {
        self.samples
    }

    /// The interval of ln Δ_n.
    pub fn log_gap(&self) -> Interval {
        self.log_gap
    }

    /// The midpoint of ln Δ_n with half the width as its error.
    pub fn observation(&self) -> LogObservation {
        LogObservation {
            samples: self.samples,
            log_gap: self.log_gap.midpoint(),
            error: 0.5 * self.log_gap.width(),
        }
    }
}

/// What holds of a candidate for every choice of gaps in the brackets.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// The candidate.
    pub rate: Rate,
    /// Root-mean-square error of ln gap on the held-out half.
    pub held_out_error: Interval,
    /// ln C of the fit to all gaps.
    pub log_constant: Interval,
    /// The free coefficient of that fit.
    pub coefficient: Option<Interval>,
    /// Whether the remainder settles for every choice of gaps.
    pub settles: bool,
}

/// A selection from the midpoints, and whether it holds throughout.
#[derive(Debug, Clone, PartialEq)]
pub struct Certified {
    /// The selection from the midpoints of ln gap.
    pub selection: Selection,
    /// Bounds for each candidate, in the order of `selection.contenders`.
    pub bounds: Vec<Bounds>,
    /// Whether every choice of gaps in the brackets gives the same winner, decided. `false` also
    /// where the midpoints are undecided, or where the bounds are too wide to tell.
    pub holds: bool,
}

/// Selects from the midpoints of the brackets and bounds what other gaps in them could change.
///
/// Errors: those of [`Series::from_logs`] (a bracket wider than the floor allows) and
/// [`select_among`].
pub fn certify(brackets: &[Bracket], rates: &[Rate]) -> Result<Certified, RatesError> {
    let mut brackets = brackets.to_vec();
    brackets.sort_by(|a, b| {
        let lower = |bracket: &Bracket| bracket.log_gap.lower();
        (a.samples.total_cmp(&b.samples)).then(lower(a).total_cmp(&lower(b)))
    });
    if let Some(pair) = brackets.windows(2).find(|p| p[0].samples == p[1].samples) {
        return Err(RatesError::Degenerate {
            reason: format!("two brackets at n = {}; allowed: one", pair[0].samples),
        });
    }
    let series = Series::from_logs(brackets.iter().map(Bracket::observation))?;
    let selection = select_among(&series, rates)?;
    let bounds = selection
        .contenders
        .iter()
        .map(|contender| bounds(&contender.rate, &brackets, &series))
        .collect::<Result<Vec<_>, _>>()?;
    let holds = selection.decision == Decision::Decided && throughout(&selection, &bounds);
    Ok(Certified {
        selection,
        bounds,
        holds,
    })
}

/// The rule of [`super::selection`] with intervals for numbers; the range of n is no interval.
fn throughout(selection: &Selection, bounds: &[Bounds]) -> bool {
    let floor = selection.resolution;
    let winner = &bounds[0];
    let most = winner.held_out_error.upper().max(floor);
    let others_lose = bounds[1..].iter().all(|other| {
        let least = other.held_out_error.lower().max(floor);
        if other.rate.contains(&winner.rate) {
            // The winner is then best itself, or wins by parsimony.
            LEAST_MARGIN * least >= most
        } else {
            // Above the margin, not at it: at the margin parsimony could still prefer a contained
            // rate.
            least > LEAST_MARGIN * most
        }
    });
    others_lose && winner.settles
}

fn bounds(rate: &Rate, brackets: &[Bracket], series: &Series) -> Result<Bounds, RatesError> {
    let (lower, upper) = halves(series)?;
    let (fitted, held_out) = brackets.split_at(lower.observations().len());
    let half = Functional::new(rate, fitted, &spacing_weights(lower.observations()));
    let weights = spacing_weights(upper.observations());
    let mut squares = Interval::ZERO;
    let mut total = Interval::ZERO;
    for (bracket, weight) in held_out.iter().zip(&weights) {
        let error = rest(rate, bracket) - half.predict_rest(regressor(rate, bracket.samples));
        squares = squares + Interval::point(*weight) * error.square();
        total = total + Interval::point(*weight);
    }
    let whole = Functional::new(rate, brackets, &spacing_weights(series.observations()));
    let has_coefficient = rate.parameters() > 1;
    Ok(Bounds {
        rate: rate.clone(),
        held_out_error: (squares / total).sqrt().unwrap_or(Interval::ENTIRE),
        log_constant: whole.predict_rest(has_coefficient.then_some(Interval::ZERO)),
        coefficient: has_coefficient.then(|| whole.slope()),
        settles: settles(rate, brackets, series)?,
    })
}

/// The least-squares fit of r = ln gap − known as a linear function of the r.
struct Functional {
    rests: Vec<Interval>,
    shares: Vec<Interval>,
    slopes: Vec<Interval>,
    centre: Interval,
}

impl Functional {
    fn new(rate: &Rate, fitted: &[Bracket], weights: &[f64]) -> Self {
        let weights: Vec<Interval> = weights.iter().map(|w| Interval::point(*w)).collect();
        let total = sum(weights.iter().copied());
        let places: Vec<Interval> = fitted
            .iter()
            .map(|b| regressor(rate, b.samples).unwrap_or(Interval::ZERO))
            .collect();
        let centre = sum(weights.iter().zip(&places).map(|(w, x)| *w * *x)) / total;
        let spread = sum(weights
            .iter()
            .zip(&places)
            .map(|(w, x)| *w * (*x - centre).square()));
        let slope = |(w, x): (&Interval, &Interval)| match rate.parameters() {
            2 => *w * (*x - centre) / spread,
            _ => Interval::ZERO,
        };
        Self {
            rests: fitted.iter().map(|b| rest(rate, b)).collect(),
            shares: weights.iter().map(|w| *w / total).collect(),
            slopes: weights.iter().zip(&places).map(slope).collect(),
            centre,
        }
    }

    /// The fitted r at a value of the regressor.
    fn predict_rest(&self, place: Option<Interval>) -> Interval {
        let off = place.map_or(Interval::ZERO, |x| x - self.centre);
        sum((0..self.rests.len()).map(|i| (self.shares[i] + self.slopes[i] * off) * self.rests[i]))
    }

    fn slope(&self) -> Interval {
        sum((0..self.rests.len()).map(|i| self.slopes[i] * self.rests[i]))
    }
}

/// Whether the remainder settles ([`super::settling`]) for every choice of gaps.
fn settles(rate: &Rate, brackets: &[Bracket], series: &Series) -> Result<bool, RatesError> {
    let settling = super::settling::settling(rate, series)?;
    let at: Vec<&Bracket> = anchors(series)?
        .iter()
        .filter_map(|anchor| brackets.iter().find(|b| b.samples == anchor.samples))
        .collect();
    let slope = |i: usize| {
        let place = |n: f64| regressor(rate, n).unwrap_or_else(|| ln_of(ln(n)));
        (rest(rate, at[i + 1]) - rest(rate, at[i]))
            / (place(at[i + 1].samples) - place(at[i].samples))
    };
    let (early, late) = match rate.parameters() {
        2 => (
            slope(1) / slope(0) - Interval::ONE,
            slope(2) / slope(1) - Interval::ONE,
        ),
        _ => (slope(0), slope(2)),
    };
    let least_early = early.square().sqrt().map_or(0.0, Interval::lower);
    Ok(late.magnitude() <= (SETTLED * least_early).max(settling.resolution))
}

fn rest(rate: &Rate, bracket: &Bracket) -> Interval {
    bracket.log_gap - known(rate, bracket.samples)
}

/// Encloses [`Rate::known`].
fn known(rate: &Rate, samples: f64) -> Interval {
    let half = Interval::point(-0.5);
    match rate {
        Rate::InverseRoot => half * ln(samples),
        Rate::InverseRootLog => half * (ln(samples) + ln_of(ln(samples))),
        Rate::Inverse => -ln(samples),
        Rate::Exponential | Rate::FreePower => Interval::ZERO,
        Rate::Reference(_) => Interval::point(rate.known(samples)),
    }
}

/// Encloses [`Rate::regressor`].
fn regressor(rate: &Rate, samples: f64) -> Option<Interval> {
    match rate {
        Rate::Exponential => Some(Interval::point(-samples)),
        Rate::FreePower => Some(-ln(samples)),
        _ => None,
    }
}

/// Encloses ln x for a float x > 0.
fn ln(x: f64) -> Interval {
    Interval::point(x).ln().unwrap_or(Interval::ENTIRE)
}

/// Encloses ln of a positive interval.
fn ln_of(x: Interval) -> Interval {
    ln(x.lower()).hull(ln(x.upper()))
}

fn sum(terms: impl Iterator<Item = Interval>) -> Interval {
    terms.fold(Interval::ZERO, |total, term| total + term)
}
