//! Terms as a file: what is paid for how many agreements, for each number of checked labels, with
//! what was proved and a fingerprint over all of it.

use super::money::Money;
use crate::contract::binary::BonusRule;
use crate::design::posted::Posted;
use crate::print::cache;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What a terms file calls itself.
const FORMAT: &str = "firstbest-terms";

/// The version written, and the only one read.
pub const VERSION: u32 = 1;

/// Terms for annotators with different numbers of checked labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsFile {
    format: String,
    version: u32,
    /// The model the terms were designed for, as a model file.
    pub model: String,
    /// SHA-256 of that text.
    pub model_fingerprint: String,
    /// `expert`: a label is checked against its item's gold; `self-consistency`: two labels of one
    /// annotator on one item are checked against each other.
    pub scheme: String,
    /// Written beside amounts.
    pub currency: Option<String>,
    /// Every amount due is a whole number of these.
    pub unit: Money,
    /// Terms by number of checked labels, ascending.
    pub schedule: Vec<Entry>,
    /// Pay of those with fewer checked labels than every entry; without it these terms do not pay
    /// them.
    pub otherwise: Option<Money>,
    /// SHA-256 of everything above.
    pub fingerprint: String,
}

/// Terms for one number of checked labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Checked labels that are counted: the first so many in the label file.
    pub samples: u64,
    /// What is paid.
    pub pay: PayRule,
    /// What was proved of these terms; none where nothing was.
    pub proved: Option<Proof>,
}

/// Pay by the number of agreements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum PayRule {
    /// A base, and a bonus on top for each threshold that is reached.
    Bonus {
        /// Paid in any case.
        base: Money,
        /// Thresholds ascending.
        tiers: Vec<Tier>,
    },
    /// max(floor, intercept + slope·agreed/samples), rounded up to a whole unit.
    Linear {
        /// May be below 0.
        intercept: Money,
        /// For all agreeing.
        slope: Money,
        /// The least pay.
        floor: Money,
    },
}

/// A bonus for reaching a threshold, on top of the tier below.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Least number of agreements.
    pub threshold: u64,
    /// Paid on top.
    pub bonus: Money,
}

/// What was proved, in the model's ranges: intervals hold for every model in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The ranges in words; none for the stated values alone.
    pub ranges: Vec<String>,
    /// Every best reply is an effort between these.
    pub efforts: [f64; 2],
    /// Expected pay lies between these.
    pub expected_pay: [f64; 2],
}

/// Why terms cannot be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TermsError {
    /// No such file.
    #[error("cannot read {}: {cause}; allowed: a file that `design --terms-out` wrote", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// Not the format.
    #[error("{}: {problem}; allowed: a file that `design --terms-out` wrote (version {VERSION})", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// Changed since it was written.
    #[error(
        "{}: the terms were changed after they were written: their fingerprint is {found}, the file says {stated}; allowed: the file as `design --terms-out` wrote it",
        .path.display()
    )]
    Fingerprint {
        /// The file.
        path: PathBuf,
        /// SHA-256 of the content.
        found: String,
        /// What the file says.
        stated: String,
    },
    /// No labels tell agreement.
    #[error(
        "labels cannot be checked by the scheme \"{scheme}\"; allowed: expert | self-consistency"
    )]
    Scheme {
        /// The model's scheme.
        scheme: String,
    },
    /// A lottery is no pay slip.
    #[error(
        "terms that pay a bonus by chance have no pay slip; allowed: `--threshold deterministic`"
    )]
    Chance,
    /// An amount that decimals cannot hold.
    #[error("an amount of {value} is not a decimal number of money")]
    Amount {
        /// The amount.
        value: f64,
    },
}

impl PayRule {
    /// Posted terms as decimals with `places` decimals.
    ///
    /// # Errors
    /// A bonus by chance, or amounts that decimals cannot hold.
    pub fn of(posted: &Posted, places: u32) -> Result<Self, TermsError> {
        let money = |value: f64| Money::nearest(value, places).ok_or(TermsError::Amount { value });
        Ok(match posted {
            Posted::Flat { wage } => Self::Bonus {
                base: money(*wage)?,
                tiers: Vec::new(),
            },
            Posted::Bonus { rule, base, bonus } => {
                if rule.randomisation() > 0.0 {
                    return Err(TermsError::Chance);
                }
                Self::Bonus {
                    base: money(*base)?,
                    tiers: vec![Tier {
                        threshold: rule.threshold(),
                        bonus: money(*bonus)?,
                    }],
                }
            }
            Posted::Tiered { base, tiers } => {
                if tiers.iter().any(|(rule, _)| rule.randomisation() > 0.0) {
                    return Err(TermsError::Chance);
                }
                let tier = |(rule, bonus): (BonusRule, f64)| {
                    Ok(Tier {
                        threshold: rule.threshold(),
                        bonus: money(bonus)?,
                    })
                };
                Self::Bonus {
                    base: money(*base)?,
                    tiers: tiers.iter().map(tier).collect::<Result<_, TermsError>>()?,
                }
            }
            Posted::Linear {
                intercept,
                slope,
                floor,
                ..
            } => Self::Linear {
                intercept: money(*intercept)?,
                slope: money(*slope)?,
                floor: money(*floor)?,
            },
        })
    }

    /// What is due for so many agreements among `samples`, and how many tiers were reached; `None`
    /// where the sum is too large to hold.
    pub fn due(&self, samples: u64, agreed: u64, unit: Money) -> Option<(Money, usize)> {
        match self {
            Self::Bonus { base, tiers } => {
                let reached = tiers.iter().take_while(|tier| agreed >= tier.threshold);
                let mut due = *base;
                let mut count = 0;
                for tier in reached {
                    due = due.plus(tier.bonus)?;
                    count += 1;
                }
                Some((due, count))
            }
            Self::Linear {
                intercept,
                slope,
                floor,
            } => {
                let line = intercept.plus_share(*slope, agreed, samples, unit)?;
                Some((line.at_least(*floor)?, 0))
            }
        }
    }

    fn problem(&self, samples: u64) -> Option<String> {
        match self {
            Self::Bonus { base, tiers } => {
                let mut last = 0;
                for tier in tiers {
                    if tier.threshold <= last || tier.threshold > samples {
                        return Some(format!(
                            "the threshold {} of the terms for {samples} checked labels is out of order or range",
                            tier.threshold
                        ));
                    }
                    last = tier.threshold;
                }
                let falls = tiers.iter().any(|tier| tier.bonus.is_negative());
                (falls || base.is_negative()).then(|| "an amount is below 0".to_owned())
            }
            Self::Linear { slope, floor, .. } => (slope.is_negative() || floor.is_negative())
                .then(|| "an amount is below 0".to_owned()),
        }
    }
}

impl TermsFile {
    /// Terms with their fingerprint; the schedule is put in order.
    pub fn new(
        model: String,
        scheme: &str,
        currency: Option<String>,
        unit: Money,
        schedule: Vec<Entry>,
        otherwise: Option<Money>,
    ) -> Self {
        let mut schedule = schedule;
        schedule.sort_by_key(|entry| entry.samples);
        schedule.dedup_by_key(|entry| entry.samples);
        let mut file = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            model_fingerprint: cache::hash(model.as_bytes()),
            model,
            scheme: scheme.to_owned(),
            currency,
            unit,
            schedule,
            otherwise,
            fingerprint: String::new(),
        };
        file.fingerprint = file.hash();
        file
    }

    /// SHA-256 of the file with an empty fingerprint.
    fn hash(&self) -> String {
        let bare = Self {
            fingerprint: String::new(),
            ..self.clone()
        };
        // Every part of it is plain data: writing it cannot fail.
        cache::hash(&serde_json::to_vec(&bare).unwrap_or_default())
    }

    /// The file's text.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads and checks a file.
    ///
    /// # Errors
    /// An unreadable file, another format or version, thresholds that make no sense, or a
    /// fingerprint that is not that of the content.
    pub fn read(path: &Path) -> Result<Self, TermsError> {
        let text = std::fs::read_to_string(path).map_err(|cause| TermsError::Unreadable {
            path: path.to_owned(),
            cause: cause.to_string(),
        })?;
        Self::from_text(path, &text)
    }

    /// The same of text at hand; `path` stands in messages.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn from_text(path: &Path, text: &str) -> Result<Self, TermsError> {
        let refuse = |problem: String| TermsError::Format {
            path: path.to_owned(),
            problem,
        };
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| refuse(format!("not JSON: {error}")))?;
        let name = value.get("format").and_then(serde_json::Value::as_str);
        if name != Some(FORMAT) {
            return Err(refuse("not a file of terms".to_owned()));
        }
        let version = value.get("version").and_then(serde_json::Value::as_u64);
        if version != Some(u64::from(VERSION)) {
            let version = version.map_or_else(|| "none".to_owned(), |v| v.to_string());
            return Err(refuse(format!("its version is {version}")));
        }
        let file: Self = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
        let found = file.hash();
        if found != file.fingerprint {
            return Err(TermsError::Fingerprint {
                path: path.to_owned(),
                found,
                stated: file.fingerprint,
            });
        }
        if !["expert", "self-consistency"].contains(&file.scheme.as_str()) {
            return Err(refuse(format!(
                "labels cannot be checked by the scheme \"{}\"",
                file.scheme
            )));
        }
        if !file.unit.is_positive() {
            return Err(refuse("the unit of money is not above 0".to_owned()));
        }
        let ascending = file
            .schedule
            .windows(2)
            .all(|w| w[0].samples < w[1].samples);
        if !ascending || file.schedule.iter().any(|entry| entry.samples == 0) {
            return Err(refuse("the schedule is not in ascending order".to_owned()));
        }
        let problem = |entry: &Entry| entry.pay.problem(entry.samples);
        match file.schedule.iter().find_map(problem) {
            Some(problem) => Err(refuse(problem)),
            None => Ok(file),
        }
    }

    /// The entry for an annotator with so many checked labels: the largest that is not more.
    pub fn entry(&self, checked: u64) -> Option<&Entry> {
        self.schedule
            .iter()
            .rev()
            .find(|entry| entry.samples <= checked)
    }
}
