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

impl Answered {
    /// The model file, each number with its meaning, unit and source.
    pub fn to_toml(&self, answers: &Answers, checking: &Checking) -> String {
        let Answers {
            currency,
            period,
            exponent,
            minimum_pay,
            ..
        } = answers;
        let (currency, period) = (one_line(currency), one_line(period));
        let kappa = match checking.range {
            Some((lower, upper)) => format!(
                "{{ value = {:?}, lower = {lower:?}, upper = {upper:?} }}",
                checking.kappa
            ),
            None => format!("{:?}", checking.kappa),
        };
        let slope = match self.slope_range {
            Some((lower, upper)) => format!(
                "{{ value = {:?}, lower = {lower:?}, upper = {upper:?} }}",
                self.slope
            ),
            None => format!("{:?}", self.slope),
        };
        let (cost, cost_source) = match &self.cost_seen {
            Some((lower, upper, source)) => (
                format!(
                    "{{ value = {:?}, lower = {lower:?}, upper = {upper:?} }}",
                    self.cost
                ),
                format!("# What full care costs, in utility, with its 95% interval: {source}.\n"),
            ),
            None => (
                format!("{:?}", self.cost),
                format!(
                    "# What full care costs, in utility: the careful job is worth {} {currency} a {period}\n\
                     # ({}), the careless one {}.\n",
                    self.careful_worth,
                    if answers.careful_pay.is_some() {
                        "answered"
                    } else {
                        "from minutes and the worth of an hour"
                    },
                    self.careless_worth
                ),
            ),
        };
        format!(
            "# One annotator, one {period}, money in {currency}. Made from answers; change an answer rather\n\
             # than a number here.\n\
             [utility]\nfamily = \"cara\"\n\
             # Aversion to risk, per {currency}: one would give up {premium} to be rid of an even gamble of\n\
             # winning or losing {gamble}.\n\
             risk_aversion = {r:?}\n\
             # The least that may be paid for a {period}, in {currency}: answered.\n\
             minimum_wage = {minimum_pay:?}\n\
             [cost]\n\
             {cost_source}\
             scale = {cost}\n\
             # How steeply care costs: c = scale * effort^exponent. Assumed{fixed}.\n\
             exponent = {exponent:?}\n\
             [monitoring]\n\
             # How labels are checked, and how certain items are: {source}.\n\
             scheme = \"{scheme}\"\nkappa = {kappa}\n\
             [value]\n\
             # What full care of all labels of a {period} saves, in {currency}: {labels} labels, {wrong} for a\n\
             # wrong one, care avoids kappa/2 of them.\n\
             slope = {slope}\n\
             [reservation]\n\
             # What the hours of the careless job are worth elsewhere, {careless} {currency} a {period}, in\n\
             # utility.\n\
             utility = {reservation:?}\n",
            fixed = if self.cost_seen.is_some() {
                ", not taken from what was seen:\n# the scale above fits what was seen with this exponent only"
            } else {
                ""
            },
            premium = answers.premium,
            gamble = answers.gamble,
            r = self.risk_aversion,
            careless = self.careless_worth,
            source = one_line(&checking.source),
            scheme = checking.scheme,
            labels = answers.labels,
            wrong = answers.wrong_label,
            reservation = self.reservation,
        )
    }

    /// What the answers imply, in sentences.
    pub fn sentences(&self, answers: &Answers, checking: &Checking) -> Vec<String> {
        let Answers {
            currency, period, ..
        } = answers;
        let money = |amount: f64| format!("{amount:.2} {currency}");
        let hours = |minutes: f64| answers.labels * minutes / 60.0;
        let careful_hours = hours(answers.careful_minutes);
        let mut all = vec![
            format!(
                "A {period} of careless labels takes {:.1} hours and is worth {} elsewhere; nobody does it for less.",
                hours(answers.careless_minutes),
                money(self.careless_worth)
            ),
            format!(
                "A {period} of careful labels takes {careful_hours:.1} hours; one would do it for a certain {}, which is {} an hour.",
                money(self.careful_worth),
                money(self.careful_worth / careful_hours)
            ),
            format!(
                "So care costs the annotator {} a {period}, and is worth up to {} to the company: {:.1} of {} labels are right because of it.",
                money(self.careful_worth - self.careless_worth),
                money(self.slope),
                0.5 * checking.kappa * answers.labels,
                answers.labels
            ),
            format!(
                "Pay that varies by {} either way is worth {} less than the same pay for certain.",
                money(answers.gamble),
                money(answers.premium)
            ),
        ];
        if let Some(now) = answers.paid_now {
            all.push(if now < self.careful_worth {
                format!(
                    "Today's {} is less than careful work is worth: whoever takes it has no reason to take care.",
                    money(now)
                )
            } else {
                format!(
                    "Today's {} would pay for careful work, with {} to spare; paid flat it buys none.",
                    money(now),
                    money(now - self.careful_worth)
                )
            });
        }
        all
    }
}

/// Text that cannot end a comment.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::FirstBest;
    use crate::input::Source;

    fn answers() -> Answers {
        Answers {
            currency: "USD".to_owned(),
            period: "month".to_owned(),
            labels: 1000.0,
            paid_now: Some(400.0),
            careful_minutes: 2.0,
            careless_minutes: 0.5,
            hour: 12.0,
            careful_pay: None,
            gamble: 100.0,
            premium: 10.0,
            wrong_label: 3.0,
            exponent: 2.0,
            minimum_pay: 0.0,
        }
    }

    fn checking() -> Checking {
        Checking {
            scheme: "expert".to_owned(),
            kappa: 0.8,
            range: Some((0.75, 0.85)),
            source: "labels.csv".to_owned(),
        }
    }

    #[test]
    fn the_model_says_in_money_what_was_answered() {
        let answered = answers().answered(&checking()).unwrap();
        let text = answered.to_toml(&answers(), &checking());
        let model = Model::from_source(&Source::from_text("team.toml", text)).unwrap();
        let utility = model.utility();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs();
        // The certain wages of the two jobs.
        assert!(near(utility.wage(model.reservation()), 100.0));
        assert!(near(utility.wage(model.required_utility(1.0)), 400.0));
        // The gamble is worth what was said.
        let even = 0.5 * (utility.utility(500.0) + utility.utility(300.0));
        assert!(near(utility.wage(even), 390.0), "{}", utility.wage(even));
        assert_eq!(model.unknowns().len(), 2);
    }

    #[test]
    fn wanting_full_care_is_a_model_like_any_other() {
        let dear = Answers {
            wrong_label: 30.0,
            ..answers()
        };
        let text = dear
            .answered(&checking())
            .unwrap()
            .to_toml(&dear, &checking());
        let model = Model::from_source(&Source::from_text("team.toml", text)).unwrap();
        assert_eq!(FirstBest::of(&model).unwrap().effort(), 1.0);
    }

    #[test]
    fn answers_that_make_no_sense_are_refused_by_name() {
        type Change = fn(&mut Answers);
        let cases: [(&str, Change); 5] = [
            ("the gamble", |a| a.premium = 100.0),
            ("careful label", |a| a.careful_minutes = 0.1),
            ("labels a period", |a| a.labels = f64::NAN),
            ("the certain pay", |a| a.careful_pay = Some(50.0)),
            ("the least pay", |a| a.minimum_pay = 101.0),
        ];
        for (piece, spoil) in cases {
            let mut spoiled = answers();
            spoil(&mut spoiled);
            let message = spoiled.answered(&checking()).unwrap_err().to_string();
            assert!(message.contains(piece), "{message}");
        }
    }
}
