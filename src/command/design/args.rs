//! What `design` asks for on the command line.

use crate::command::contract_names::ThresholdName;
use crate::command::error::CommandError;
use crate::contract::Class;
use crate::contract::Threshold;
use crate::design::posted::Tiers;
use crate::input::SampleGrid;
use crate::model::Model;
use clap::ValueEnum;
use std::path::PathBuf;

/// Design a contract: terms in money, what is proved of them, what happens if the model is off.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("target").required(true).args(["samples", "sample_cost", "loss"]))]
pub struct Args {
    /// Model file (TOML), from `assess --model-out` for one.
    pub(super) model: PathBuf,
    /// Number of monitored samples.
    #[arg(long)]
    pub(super) samples: Option<String>,
    /// Money per monitored sample: the best number of samples is found.
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    pub(super) sample_cost: Option<f64>,
    /// Money the contract may fall short of the first best: the least number of samples is found.
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    pub(super) loss: Option<f64>,
    /// Kind of contract.
    #[arg(long, value_enum, default_value_t = Kind::Best)]
    pub(super) contract: Kind,
    /// Thresholds of a tiered contract.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=Tiers::MOST as i64))]
    pub(super) tiers: u32,
    /// Whether the bonus may be paid by chance at one count.
    #[arg(long, value_enum, default_value_t = ThresholdName::Deterministic)]
    pub(super) threshold: ThresholdName,
    /// Round terms up to whole units of so much money (0.01: cents); by default so fine that it
    /// costs next to nothing.
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    pub(super) unit: Option<f64>,
    /// Also find the terms that do best in the worst case when κ, the cost of effort and risk
    /// aversion may each be off by this share.
    #[arg(long, value_name = "SHARE", num_args = 0..=1, default_missing_value = "0.2", allow_negative_numbers = true)]
    pub(super) robust: Option<f64>,
    /// Where the model has ranges: minimise the most that the company may lose against the first
    /// best of the model that turns out to be right, in place of maximising its least payoff.
    #[arg(long)]
    pub(super) regret: bool,
    /// Terms for the stated values of the model alone, even where it has ranges.
    #[arg(long, conflicts_with = "regret")]
    pub(super) point: bool,
    /// One sheet for annotators who differ: a file of types with weights, or of efforts from
    /// `assess --json`.
    #[arg(long, value_name = "POOL.toml", conflicts_with_all = ["robust", "regret", "plot"])]
    pub(super) pool: Option<PathBuf>,
    /// With --pool: the most that expected pay of all together, by weight, may be.
    #[arg(
        long,
        requires = "pool",
        value_name = "MONEY",
        allow_negative_numbers = true
    )]
    pub(super) team_budget: Option<f64>,
    /// Money per checked label on a sentinel, an item on which the assistant contradicts the
    /// expert: how many of them and of ordinary checks to buy (monitoring by an expert, with
    /// alpha_e).
    #[arg(
        long,
        value_name = "MONEY",
        requires = "sample_cost",
        allow_negative_numbers = true
    )]
    pub(super) sentinel_cost: Option<f64>,
    /// Sentinels that there are; any number, unless said.
    #[arg(long, value_name = "NUMBER", requires = "sentinel_cost")]
    pub(super) sentinels: Option<u64>,
    /// Write the terms for `firstbest pay` (JSON), with what is proved of them.
    #[arg(long, value_name = "TERMS.json")]
    pub(super) terms_out: Option<PathBuf>,
    /// With --terms-out: terms for these numbers of checked labels as well, as annotators differ
    /// in how many they have (20,50,100 or 20..200:5).
    #[arg(long, requires = "terms_out", value_name = "LIST")]
    pub(super) schedule: Option<String>,
    /// With --terms-out: pay nothing by these terms to those with fewer checked labels than any
    /// entry, in place of a flat wage.
    #[arg(long, requires = "terms_out")]
    pub(super) no_flat: bool,
    /// What the sheet says of whom, when and whom to ask.
    #[command(flatten)]
    pub(super) heading: Heading,
    /// Draw the annotator's utility against effort, and the best reply where the model is off
    /// (.svg, .pdf, .png).
    #[arg(long, value_name = "FILE")]
    pub(super) plot: Option<PathBuf>,
    /// Write the sheet as one self-contained web page.
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    /// Write the sheet for print: the annotator's part and the company's on a page each.
    #[arg(long, value_name = "FILE")]
    pub(super) pdf: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    pub(super) json: bool,
}

/// What the model does not say and a sheet should.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Heading {
    /// Currency to write beside amounts.
    #[arg(long)]
    pub currency: Option<String>,
    /// Title of the annotator's part of the sheet.
    #[arg(long)]
    pub title: Option<String>,
    /// Team the sheet is for.
    #[arg(long)]
    pub team: Option<String>,
    /// Date of the sheet, as it should stand there.
    #[arg(long)]
    pub date: Option<String>,
    /// Period that is paid for, such as month.
    #[arg(long)]
    pub period: Option<String>,
    /// Whom annotators may ask.
    #[arg(long)]
    pub contact: Option<String>,
    /// Share of labels that the team gives with care today, from `assess`: the sheet warns where
    /// the terms ask for less.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub care_now: Option<f64>,
}

/// A share, from 0 to 1.
fn share(written: &str) -> Result<f64, String> {
    match written.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share is wanted; allowed: a number from 0 to 1, such as 0.8".to_owned()),
    }
}

impl Heading {
    /// Refuses to call amounts by another currency than the one they are in.
    pub(super) fn check(&self, model: &Model) -> Result<(), CommandError> {
        match (&self.currency, &model.money().currency) {
            (Some(written), Some(known)) if !written.trim().eq_ignore_ascii_case(known.trim()) => {
                Err(CommandError::Currency {
                    written: written.clone(),
                    model: known.clone(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Options first, then what the model's file says in `[money]`.
    pub(super) fn of(&self, model: &Model) -> Self {
        let money = model.money();
        Self {
            currency: self.currency.clone().or_else(|| money.currency.clone()),
            period: self.period.clone().or_else(|| money.period.clone()),
            ..self.clone()
        }
    }
}

/// Kinds of contracts on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Of one bonus and linear pay whichever loses less; where the model has ranges also several
    /// bonuses.
    Best,
    /// A base wage and a bonus at a threshold.
    Binary,
    /// A base wage and a bonus at each of several thresholds.
    Tiered,
    /// Pay linear in the number of agreements, with a floor.
    Linear,
}

impl Kind {
    /// The classes among which the best one is taken. A single bonus has this kind of threshold;
    /// the thresholds of several are whole.
    pub(super) fn classes(self, threshold: Threshold, tiers: u32) -> Vec<Class> {
        let binary = Class::Binary(threshold);
        match self {
            Self::Best => vec![binary, Class::Linear],
            Self::Binary => vec![binary],
            Self::Linear => vec![Class::Linear],
            Self::Tiered => vec![Class::Tiered {
                tiers,
                threshold: Threshold::Deterministic,
            }],
        }
    }
}

/// The one number that `--samples` is.
pub(super) fn one_number(written: &str) -> Result<u64, CommandError> {
    let one = |grid: SampleGrid| match *grid.samples() {
        [samples] => Some(samples),
        _ => None,
    };
    match written.parse().ok().and_then(one) {
        Some(samples) => Ok(samples),
        None => Err(CommandError::OneSampleSize {
            written: written.to_owned(),
        }),
    }
}
