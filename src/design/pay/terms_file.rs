//! Terms as a file: what is paid for how many agreements, for each number of checked labels, with
//! what was proved and a fingerprint over all of it.

use super::error::TermsError;
use super::format::{FORMAT, VERSION};
use super::money::Money;
use super::pay_rule::PayRule;
use crate::print::cache;
use serde::{Deserialize, Serialize};
use std::path::Path;

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
