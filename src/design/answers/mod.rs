//! A model from answers in money and time.
//!
//! What is asked is what a team knows: what an hour is worth elsewhere, how long careful and
//! careless labels take, for which certain pay somebody would take the careful job, what a gamble
//! is worth giving up, what a wrong label costs. Utility is CARA, which leaves money in units:
//!
//! - the premium P given up to be rid of an even gamble of ±G has cosh(rG) = e^(rP), P < G;
//! - doing the careless job is worth W₀ = (hours without care)·(an hour elsewhere), so U0 = u(W₀);
//! - the careful job is worth W₁, asked for or W₀ and the further hours, so c(1) = u(W₁) − u(W₀);
//! - a careless label is a coin and wrong half the time, a careful one with probability (1 − κ)/2
//!   against an expert of certainty κ, so care of all labels saves (labels)·(cost)·κ/2.

mod words;

use crate::model::{Model, Unknown};
use crate::numerics::find_root;
use thiserror::Error;

/// What was answered; money in one currency, for one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// Name of the currency.
    pub currency: String,
    /// Name of the period.
    pub period: String,
    /// Labels an annotator gives in a period.
    pub labels: f64,
    /// What an annotator is paid for a period now.
    pub paid_now: Option<f64>,
    /// Minutes for a label given with care.
    pub careful_minutes: f64,
    /// Minutes for a label given without.
    pub careless_minutes: f64,
    /// What an hour is worth elsewhere.
    pub hour: f64,
    /// The certain pay for a period at which one would do the careful job rather than the careless
    /// one at what that is worth.
    pub careful_pay: Option<f64>,
    /// An even gamble of winning or losing this much in a period …
    pub gamble: f64,
    /// … to be rid of which one would give up this much.
    pub premium: f64,
    /// What a wrong label costs the company.
    pub wrong_label: f64,
    /// How steeply the last bit of care costs: the exponent of c = a·η^k.
    pub exponent: f64,
    /// Least pay for a period.
    pub minimum_pay: f64,
}

/// Which labels are checked, and how certain items are: from `assess --model-out`.
#[derive(Debug, Clone, PartialEq)]
pub struct Checking {
    /// `expert` or `self-consistency`.
    pub scheme: String,
    /// κ.
    pub kappa: f64,
    /// Its ends.
    pub range: Option<(f64, f64)>,
    /// Where it is from.
    pub source: String,
}

/// An answer that makes no sense.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{question}: {answer} {problem}; allowed: {allowed}")]
pub struct AnswerError {
    /// Which.
    pub question: &'static str,
    /// What was answered.
    pub answer: f64,
    /// What is wrong.
    pub problem: &'static str,
    /// What would be right.
    pub allowed: String,
}

/// A model's numbers with what they come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// CARA's r, per unit of money.
    pub risk_aversion: f64,
    /// W₀.
    pub careless_worth: f64,
    /// W₁.
    pub careful_worth: f64,
    /// c(1).
    pub cost: f64,
    /// V = slope·effort.
    pub slope: f64,
    /// U0.
    pub reservation: f64,
    /// Range of the slope, from κ's.
    pub slope_range: Option<(f64, f64)>,
    /// Range of the cost and where it is from, where it was not answered but seen.
    pub cost_seen: Option<(f64, f64, String)>,
}

impl Checking {
    /// The monitoring of a model file; `None` where it has no κ.
    pub fn of(model: &Model, source: &str) -> Option<Self> {
        let numbers = crate::model::numbers(model);
        let kappa = |n: &&Unknown| n.section == "monitoring" && n.key == "kappa";
        let kappa_ = numbers.iter().find(kappa)?.value;
        let range = model.unknowns().iter().find(kappa);
        Some(Self {
            scheme: model.monitoring().scheme().to_owned(),
            kappa: kappa_,
            range: range.map(|u| (u.lower, u.upper)),
            source: source.to_owned(),
        })
    }
}

impl Answers {
    fn check(&self) -> Result<(), AnswerError> {
        let positive = [
            ("labels a period", self.labels),
            ("minutes for a careful label", self.careful_minutes),
            ("minutes for a careless label", self.careless_minutes),
            ("what an hour is worth elsewhere", self.hour),
            ("the gamble", self.gamble),
            ("what one gives up to be rid of it", self.premium),
            ("what a wrong label costs", self.wrong_label),
        ];
        for (question, answer) in positive {
            if !(answer > 0.0 && answer.is_finite()) {
                return Err(AnswerError {
                    question,
                    answer,
                    problem: "is not above 0",
                    allowed: "a finite number above 0".to_owned(),
                });
            }
        }
        let refuse = |question, answer, problem, allowed: String| {
            Err(AnswerError {
                question,
                answer,
                problem,
                allowed,
            })
        };
        if self.careful_minutes < self.careless_minutes {
            return refuse(
                "minutes for a careful label",
                self.careful_minutes,
                "is less than for a careless one",
                format!("at least {}", self.careless_minutes),
            );
        }
        if self.premium >= self.gamble {
            return refuse(
                "what one gives up to be rid of the gamble",
                self.premium,
                "is all that can be lost, or more",
                format!("above 0 and below {}", self.gamble),
            );
        }
        if !(self.exponent >= 2.0 && self.exponent.is_finite()) {
            return refuse(
                "the exponent of the cost",
                self.exponent,
                "is too small for one best reply to linear pay",
                "2 or more".to_owned(),
            );
        }
        if !(self.minimum_pay >= 0.0 && self.minimum_pay <= self.careless_worth()) {
            return refuse(
                "the least pay",
                self.minimum_pay,
                "is below 0 or more than the careless job is worth",
                format!("from 0 to {}", self.careless_worth()),
            );
        }
        Ok(())
    }

    /// W₀: what the hours of the careless job are worth elsewhere.
    pub fn careless_worth(&self) -> f64 {
        self.labels * self.careless_minutes / 60.0 * self.hour
    }

    /// The model's numbers.
    ///
    /// # Errors
    /// The first answer that makes no sense.
    pub fn answered(&self, checking: &Checking) -> Result<Answered, AnswerError> {
        self.check()?;
        let careless_worth = self.careless_worth();
        let careful_worth = self
            .careful_pay
            .unwrap_or_else(|| self.labels * self.careful_minutes / 60.0 * self.hour);
        if !(careful_worth > careless_worth && careful_worth.is_finite()) {
            return Err(AnswerError {
                question: "the certain pay for the careful job",
                answer: careful_worth,
                problem: "is not more than the careless job is worth",
                allowed: format!("above {careless_worth}"),
            });
        }
        let risk_aversion = self.risk_aversion()?;
        let utility = |wage: f64| -libm::expm1(-risk_aversion * wage) / risk_aversion;
        let slope = |kappa: f64| 0.5 * self.labels * self.wrong_label * kappa;
        // u(W₁) − u(W₀) = u(W₁ − W₀)·e^(−rW₀), without cancellation.
        let cost =
            utility(careful_worth - careless_worth) * libm::exp(-risk_aversion * careless_worth);
        Ok(Answered {
            risk_aversion,
            careless_worth,
            careful_worth,
            cost,
            slope: slope(checking.kappa),
            reservation: utility(careless_worth),
            // Whole hundredths, outwards: it needs no more digits.
            slope_range: checking.range.map(|(lower, upper)| {
                let least = libm::floor(100.0 * slope(lower)) / 100.0;
                let most = libm::ceil(100.0 * slope(upper)) / 100.0;
                (if least > 0.0 { least } else { slope(lower) }, most)
            }),
            cost_seen: None,
        })
    }

    /// r with ln cosh(rG) = rP, whose left side over rG rises from 0 to 1.
    fn risk_aversion(&self) -> Result<f64, AnswerError> {
        let share = self.premium / self.gamble;
        let excess = |x: f64| {
            // ln cosh x = x + ln(1 + e^(−2x)) − ln 2, or x²/2 where that cancels.
            let log_cosh = if x < 1e-4 {
                0.5 * x * x
            } else {
                x + libm::log1p(libm::exp(-2.0 * x)) - std::f64::consts::LN_2
            };
            log_cosh / x - share
        };
        // ln cosh x / x > 1 − ln 2/x: enough to reach any share below 1.
        let most = std::f64::consts::LN_2 / (1.0 - share) + 1.0;
        let root = find_root(excess, 1e-12, most, 1e-14);
        root.map(|x| x / self.gamble).map_err(|_| AnswerError {
            question: "what one gives up to be rid of the gamble",
            answer: self.premium,
            problem: "fits no attitude to risk",
            allowed: format!("above 0 and below {}", self.gamble),
        })
    }
}

#[cfg(test)]
mod tests;
