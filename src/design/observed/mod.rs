//! The cost of care from what was seen under different pay.
//!
//! Under pay P the annotator's effort is the best reply η(a; P) to the cost c = a·η^k, so what was
//! seen under two pays or more tells the scale a: the one at which Σ (seen − predicted)²/error² is
//! least. Its 95% interval is where that sum exceeds its least value by at most 3.84, times the
//! least sum a degree of freedom where that is above 1 (what the model does not explain widens it).
//! It is taken over both ends of κ's range. How steeply cost rises, k, stays what the model says.
//!
//! ```toml
//! [[seen]]                  # one entry a pay; two or more
//! samples = 40              # checked labels of an annotator
//! base = 40                 # pay: base, thresholds and bonuses; or intercept, slope and floor; or wage
//! thresholds = [33]
//! bonuses = [220]
//! checked = 480             # what was seen: checked labels of all annotators and how many agreed;
//! agreed = 402              # or effort = 0.8 with its standard error = 0.05
//! ```

use crate::contract::{ContractError, FirstBest};
use crate::design::posted::Posted;
use crate::design::posted::reply::best_reply;
use crate::input::InputError;
use crate::model::{Model, Unknown, numbers};
use crate::numerics::minimise;
use thiserror::Error;

mod read;

pub use read::read;

/// χ² of one degree of freedom at 95%.
const AT_95: f64 = 3.841_458_820_694_124;

/// Scales tried, as powers of two of the model's, eight to a doubling.
const DOUBLINGS: i32 = 5;

/// Scales to a doubling.
const PARTS: i32 = 8;

/// What was seen under one pay.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// What was paid.
    pub pay: Posted,
    /// Share that agreed, or mean effort.
    pub seen: f64,
    /// Its standard error.
    pub error: f64,
    /// Whether an effort was seen rather than agreement.
    pub effort: bool,
}

/// The cost that explains what was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct CostFit {
    /// a.
    pub value: f64,
    /// Its ends.
    pub lower: f64,
    /// Its ends.
    pub upper: f64,
    /// Sum of squares a degree of freedom: what is well above 1 is not explained.
    pub misfit: f64,
    /// What the fit predicts for each observation.
    pub predicted: Vec<f64>,
}

/// Why observations tell no cost.
#[derive(Debug, Error)]
pub enum ObservedError {
    /// The file was wrong.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Replies could not be computed.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The cost has no scale.
    #[error("the model's cost has no scale to refine; allowed: c = scale * effort^exponent")]
    NoScale,
    /// What was seen fits costs without end.
    #[error(
        "what was seen does not bound the cost {side}: a cost scale of {scale} fits as well; allowed: pays under which efforts between none and all were seen"
    )]
    Unbounded {
        /// From which side.
        side: &'static str,
        /// The last scale looked at.
        scale: f64,
    },
}

/// The cost scale of `model` that fits best, with its interval.
///
/// # Errors
/// Observations that leave the scale open, or what goes wrong in computing replies.
pub fn fit(model: &Model, seen: &[Observation]) -> Result<CostFit, ObservedError> {
    let all = numbers(model);
    let scale = all.iter().find(|n| (n.section, n.key) == ("cost", "scale"));
    let scale = scale.ok_or(ObservedError::NoScale)?;
    let kappa = |n: &&Unknown| (n.section, n.key) == ("monitoring", "kappa");
    let unknown = model.unknowns().iter().find(kappa);
    let mut kappas: Vec<Option<(&Unknown, f64)>> = vec![None];
    kappas.extend(unknown.map(|k| Some((k, k.lower))));
    kappas.extend(unknown.map(|k| Some((k, k.upper))));
    let mut found: Option<CostFit> = None;
    for kappa in kappas {
        let here = Fit {
            model,
            seen,
            scale,
            kappa,
        }
        .interval()?;
        found = Some(match found {
            None => here,
            Some(first) => CostFit {
                lower: first.lower.min(here.lower),
                upper: first.upper.max(here.upper),
                ..first
            },
        });
    }
    found.ok_or(ObservedError::NoScale)
}

/// One value of κ.
struct Fit<'a> {
    model: &'a Model,
    seen: &'a [Observation],
    scale: &'a Unknown,
    kappa: Option<(&'a Unknown, f64)>,
}

impl Fit<'_> {
    fn at(&self, scale: f64) -> Result<Model, ObservedError> {
        let mut changes = vec![(self.scale, scale)];
        changes.extend(self.kappa);
        Ok(self.model.with_numbers(&changes)?)
    }

    fn predicted(&self, scale: f64) -> Result<Vec<f64>, ObservedError> {
        let model = self.at(scale)?;
        let predict = |one: &Observation| -> Result<f64, ObservedError> {
            let effort = best_reply(&model, &one.pay)?.effort;
            Ok(if one.effort {
                effort
            } else {
                model.monitoring().agreement(effort)
            })
        };
        self.seen.iter().map(predict).collect()
    }

    /// Σ ((seen − predicted)/error)².
    fn squares(&self, scale: f64) -> Result<f64, ObservedError> {
        let predicted = self.predicted(scale)?;
        let pairs = self.seen.iter().zip(predicted);
        Ok(pairs
            .map(|(one, predicted)| ((one.seen - predicted) / one.error).powi(2))
            .sum())
    }

    fn interval(&self) -> Result<CostFit, ObservedError> {
        let steps = DOUBLINGS * PARTS;
        let grid: Vec<f64> = (-steps..=steps)
            .map(|j| self.scale.value * libm::exp2(f64::from(j) / f64::from(PARTS)))
            .collect();
        let squares = grid
            .iter()
            .map(|scale| self.squares(*scale))
            .collect::<Result<Vec<f64>, _>>()?;
        let mut best = 0;
        for (place, sum) in squares.iter().enumerate() {
            if *sum < squares[best] {
                best = place;
            }
        }
        let (low, high) = (
            grid[best.saturating_sub(1)],
            grid[(best + 1).min(grid.len() - 1)],
        );
        // Replies jump, so that the refined place is kept only where it is better.
        let refined = minimise(
            |scale| self.squares(scale).unwrap_or(f64::MAX),
            low,
            high,
            1e-9 * self.scale.value,
        );
        let (value, least) = match refined {
            Ok(refined) if refined.value < squares[best] => (refined.at, refined.value),
            _ => (grid[best], squares[best]),
        };
        let misfit = least / (self.seen.len() as f64 - 1.0);
        let most = least + AT_95 * misfit.max(1.0);
        let fits = |place: &usize| squares[*place] <= most || *place == best;
        let first = (0..grid.len()).find(fits).unwrap_or(best);
        let last = (0..grid.len()).rfind(fits).unwrap_or(best);
        if first == 0 || last + 1 == grid.len() {
            let (side, place) = if first == 0 {
                ("from below", 0)
            } else {
                ("from above", last)
            };
            return Err(ObservedError::Unbounded {
                side,
                scale: grid[place],
            });
        }
        Ok(CostFit {
            predicted: self.predicted(value)?,
            lower: self.end(grid[first].min(value), grid[first - 1], most)?,
            upper: self.end(grid[last].max(value), grid[last + 1], most)?,
            value,
            misfit,
        })
    }

    /// Where the sum exceeds `most` between a scale that fits and one that does not, towards the
    /// latter.
    fn end(&self, fits: f64, fails: f64, most: f64) -> Result<f64, ObservedError> {
        let (mut fits, mut fails) = (fits, fails);
        for _ in 0..24 {
            let middle = 0.5 * (fits + fails);
            if self.squares(middle)? <= most {
                fits = middle;
            } else {
                fails = middle;
            }
        }
        Ok(fails)
    }
}

/// The least and the most of the scales for which the model, the other numbers as they are, keeps
/// its assumptions: the ends of a range must be models.
///
/// # Errors
/// An end that is no model.
pub fn check_ends(model: &Model, fit: &CostFit) -> Result<(), ObservedError> {
    let all = numbers(model);
    if let Some(scale) = all.iter().find(|n| (n.section, n.key) == ("cost", "scale")) {
        for end in [fit.lower, fit.upper] {
            FirstBest::of(&model.with_numbers(&[(scale, end)])?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Source;

    const MODEL: &str = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3, exponent = 3.0 }\nvalue = { slope = 0.4 }\nreservation = { utility = 0.3 }\nmonitoring = { scheme = \"expert\", kappa = 0.8 }\n";

    fn model() -> Model {
        Model::from_source(&Source::from_text("m.toml", MODEL)).unwrap()
    }

    /// What an annotator with a cost scale of 0.5 does under two lines.
    fn seen(error: f64) -> Vec<Observation> {
        let model = model();
        let scale = numbers(&model);
        let scale = scale
            .iter()
            .find(|n| n.key == "scale" && n.section == "cost");
        let other = model.with_numbers(&[(scale.unwrap(), 0.5)]).unwrap();
        [0.5, 1.1]
            .into_iter()
            .map(|slope| {
                let pay = Posted::Linear {
                    samples: 100,
                    intercept: -0.3,
                    slope,
                    floor: 0.0,
                };
                let effort = best_reply(&other, &pay).unwrap().effort;
                Observation {
                    pay,
                    seen: effort,
                    error,
                    effort: true,
                }
            })
            .collect()
    }

    #[test]
    fn the_cost_behind_efforts_under_two_pays_is_found_and_its_interval_holds_it() {
        let fitted = fit(&model(), &seen(0.02)).unwrap();
        assert!((fitted.value - 0.5).abs() < 1e-4, "{fitted:?}");
        assert!(fitted.lower < 0.49 && fitted.upper > 0.51, "{fitted:?}");
        assert!(fitted.misfit < 1e-3);
        let sharper = fit(&model(), &seen(0.01)).unwrap();
        assert!(sharper.lower > fitted.lower && sharper.upper < fitted.upper);
    }

    #[test]
    fn what_the_model_cannot_explain_widens_the_interval() {
        let mut odd = seen(0.01);
        odd[1].seen -= 0.1;
        let fitted = fit(&model(), &odd).unwrap();
        assert!(fitted.misfit > 4.0, "{fitted:?}");
        let straight = fit(&model(), &seen(0.01)).unwrap();
        assert!(fitted.upper - fitted.lower > straight.upper - straight.lower);
    }

    #[test]
    fn no_care_under_flat_pay_tells_nothing_of_its_cost() {
        let flat = |wage| Observation {
            pay: Posted::Flat { wage },
            seen: 0.0,
            error: 0.05,
            effort: true,
        };
        let error = fit(&model(), &[flat(0.2), flat(0.3)]).unwrap_err();
        assert!(matches!(error, ObservedError::Unbounded { .. }), "{error}");
    }
}
