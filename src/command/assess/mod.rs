//! `firstbest assess LABELS`: how careful each annotator is.

pub(super) mod error;
mod html;
mod plot;
pub(super) mod reading;
mod text;

use super::distinct::distinct;
use super::error::CommandError;
use super::print::{Outcome, print};
use crate::annotation::assess::assess;
use crate::annotation::assessment::Assessment;
use crate::annotation::basis::Basis;
use crate::annotation::interval::Binomial;
use crate::annotation::kappa::Anchor;
use crate::annotation::question::Question;
use crate::annotation::traps::SecondLooks;
use crate::annotation::trend::{PeriodReport, trend};
use crate::labels::{Kind, ReadReport, read_labels};
use crate::plot::figure::{Drawing, Format};
use crate::print::files;
use crate::print::words::counted;
use error::Error;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Assess annotators from a file of labels: how careful each is, which monitoring tells more, how
/// many samples are enough.
///
/// Columns item, annotator, label (0, 1, 0.5 for a tie, or empty) and optionally gold, an expert's
/// label; others are ignored. Rows with the same item and annotator are second looks. Effort is the
/// share of labels given with care; what identifies its scale is said in the report, and where
/// nothing does no effort is reported.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// CSV (.csv, .tsv) or JSON lines (.jsonl), gzipped or not; Parquet in builds with that feature
    pub labels: PathBuf,
    /// What to judge by [default: both if there are repeats and gold, else expert, else
    /// self-consistency, else peers]
    #[arg(long, value_enum)]
    pub scheme: Option<Basis>,
    /// The items' certainty κ, if it is known
    #[arg(long, conflicts_with = "anchor")]
    pub kappa: Option<f64>,
    /// What fixes κ if it is not given [default: both if there are repeats and gold, else best]
    #[arg(long, value_enum)]
    pub anchor: Option<AnchorChoice>,
    /// Confidence level of the intervals
    #[arg(long, default_value_t = 0.95)]
    pub level: f64,
    /// Binomial limits: exact covers at least the level, mid-p is nearer to it
    #[arg(long, value_enum, default_value_t)]
    pub interval: Binomial,
    /// Seed of the bootstrap
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Rows of the same annotator, item and label: second looks unless they can only be copies
    #[arg(long, value_enum, default_value_t)]
    pub second_looks: SecondLooks,
    /// How the file is read
    #[command(flatten)]
    pub reading: reading::Args,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    /// Write a model whose monitoring has the estimated κ, for `gap` and `design`
    #[arg(long, value_name = "MODEL.toml")]
    pub model_out: Option<PathBuf>,
    /// Draw the efforts with their intervals (.svg, .pdf or .png)
    #[arg(long, value_name = "FILE.svg")]
    pub plot: Option<PathBuf>,
    /// Write the report as a web page
    #[arg(long, value_name = "FILE.html")]
    pub html: Option<PathBuf>,
    /// Annotators to list, the surely careful first, of each kind some; 0 for all
    #[arg(long, default_value_t = 25)]
    pub top: usize,
}

/// What may fix the scale between effort and κ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum AnchorChoice {
    /// Repeats and gold together, if the expert shares the annotators' preference law
    Both,
    /// The best annotators are careful
    Best,
    /// All annotators are careful
    Everyone,
    /// Joint maximum likelihood over annotators and κ, items integrated out (with --scheme peers):
    /// rests on the shape of a Beta law of preferences that all annotators share. Seconds for ten
    /// thousand labels
    Likelihood,
}

#[derive(Serialize)]
struct Document<'a> {
    labels: String,
    skipped_rows: u64,
    notes: &'a [String],
    #[serde(skip_serializing_if = "<[PeriodReport]>::is_empty")]
    trend: &'a [PeriodReport],
    #[serde(flatten)]
    assessment: &'a Assessment,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.labels)],
        &[
            args.model_out.as_deref(),
            args.plot.as_deref(),
            args.html.as_deref(),
        ],
    )?;
    let options = args.reading.options()?;
    let (table, report) = read_labels(&args.labels, &options).map_err(Error::from)?;
    warn(&args.labels, &report);
    let anchor = match (args.kappa, args.anchor) {
        (Some(kappa), _) => Some(Anchor::Given(kappa)),
        (None, choice) => choice.map(|choice| match choice {
            AnchorChoice::Both => Anchor::Both,
            AnchorChoice::Best => Anchor::Best,
            AnchorChoice::Everyone => Anchor::Everyone,
            AnchorChoice::Likelihood => Anchor::Likelihood,
        }),
    };
    let question = Question {
        scheme: args.scheme,
        anchor,
        level: args.level,
        binomial: args.interval,
        seed: args.seed,
        second_looks: args.second_looks,
        grades: args.reading.kind == Kind::Ordinal,
    };
    let assessment = assess(&table, &question).map_err(|source| Error::Assess {
        path: args.labels.display().to_string(),
        source,
    })?;
    // All files are worked out before the first is written, and all can be written or none is.
    let mut written = Vec::new();
    if let Some(path) = &args.model_out {
        let model = text::model(&assessment, &args.labels).map_err(Error::NoModel)?;
        for warning in &model.warnings {
            tell!("warning: {}: {warning}", path.display());
        }
        written.push((path.clone(), model.text.into_bytes()));
    }
    if let Some(path) = &args.plot {
        match plot::draw(&assessment).map_err(Error::from)? {
            Some(drawing) => written.push((path.clone(), in_format(&drawing, path)?)),
            None => return Err(Error::NothingToPlot(assessment.identification).into()),
        }
    }
    let trend = match args.reading.by {
        Some(by) => trend(&table, &assessment, &question, by).map_err(|source| Error::Assess {
            path: args.labels.display().to_string(),
            source,
        })?,
        None => Vec::new(),
    };
    if let Some(path) = &args.html {
        let page = html::page(&assessment, &report.notes, &trend).map_err(Error::from)?;
        written.push((path.clone(), page.into_bytes()));
    }
    files::write_all(&written)?;
    let text = if args.json {
        let document = Document {
            labels: args.labels.display().to_string(),
            skipped_rows: report.skipped,
            notes: &report.notes,
            trend: &trend,
            assessment: &assessment,
        };
        serde_json::to_string_pretty(&document)? + "\n"
    } else {
        text::table(&assessment, &report.notes, &trend, args.top)
    };
    print(&text)?;
    Ok(Outcome::Done)
}

/// The drawing in the format that the file's ending names.
pub(super) fn in_format(drawing: &Drawing, path: &Path) -> Result<Vec<u8>, Error> {
    let format = Format::of(path).ok_or_else(|| Error::PlotFormat(path.into()))?;
    Ok(drawing.encoded(format)?)
}

fn warn(path: &Path, report: &ReadReport) {
    if report.skipped == 0 {
        return;
    }
    tell!(
        "warning: {}: {} skipped as unreadable; what follows is about the rest",
        path.display(),
        counted(report.skipped, "row")
    );
    for (line, fault) in &report.examples {
        tell!("  line {line}: {fault}");
    }
    let more = report.skipped - report.examples.len() as u64;
    if more > 0 {
        tell!("  and {more} more");
    }
}
