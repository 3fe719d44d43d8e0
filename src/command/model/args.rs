//! What `model` asks for on the command line.

use std::path::PathBuf;

/// Make a model from answers in money and time; says back what they imply.
///
/// Answers come from options, from a TOML file with the same names (labels = 1000, careful_minutes
/// = 2, …), or, in a terminal, from questions. What labels can tell, κ with its interval, is taken
/// from the model that `assess --model-out` wrote.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Model from `assess --model-out`: how labels are checked, and κ
    #[arg(long, value_name = "MODEL.toml")]
    pub from: PathBuf,
    /// Answers in a file; options go before it
    #[arg(long, value_name = "ANSWERS.toml")]
    pub answers: Option<PathBuf>,
    /// Currency [default: money]
    #[arg(long)]
    pub currency: Option<String>,
    /// Period that is paid for [default: month]
    #[arg(long)]
    pub period: Option<String>,
    /// Labels an annotator gives in a period
    #[arg(long)]
    pub labels: Option<f64>,
    /// What an annotator is paid for a period now
    #[arg(long)]
    pub paid_now: Option<f64>,
    /// Minutes for a careful label
    #[arg(long)]
    pub careful_minutes: Option<f64>,
    /// Minutes for a careless label
    #[arg(long)]
    pub careless_minutes: Option<f64>,
    /// What an hour is worth elsewhere
    #[arg(long)]
    pub hour: Option<f64>,
    /// Certain pay for a period at which one would do the careful job [default: the careful hours
    /// at the worth of an hour]
    #[arg(long)]
    pub careful_pay: Option<f64>,
    /// An even gamble of winning or losing so much in a period
    #[arg(long)]
    pub gamble: Option<f64>,
    /// What one would give up to be rid of that gamble
    #[arg(long)]
    pub premium: Option<f64>,
    /// What a wrong label costs the company
    #[arg(long)]
    pub wrong_label: Option<f64>,
    /// How steeply care costs, the exponent of c = a·effort^k [default: 2]
    #[arg(long)]
    pub exponent: Option<f64>,
    /// Least pay for a period [default: 0]
    #[arg(long)]
    pub minimum_pay: Option<f64>,
    /// What was seen under two pays or more (TOML, entries named seen): the cost of care is taken
    /// from that, with its interval
    #[arg(long, value_name = "OBSERVED.toml")]
    pub observed: Option<PathBuf>,
    /// Write the model here [default: print it]
    #[arg(long, value_name = "MODEL.toml")]
    pub out: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}
