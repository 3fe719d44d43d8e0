//! `firstbest assess LABELS`: how careful each annotator is.

use super::{CommandError, Outcome, print};
use crate::annotation::assess::{AssessError, Assessment, Question, assess};
use crate::annotation::interval::{Binomial, Interval};
use crate::annotation::kappa::{Anchor, Scheme};
use crate::annotation::{LabelFileError, ReadOptions, ReadReport, read_labels};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Assess annotators from a file of labels (columns item, annotator, label and optionally gold).
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// CSV (.csv, .tsv) or JSON lines (.jsonl), gzipped or not
    pub labels: PathBuf,
    /// Agreement to judge by [default: expert if there is gold, else repeats, else peers]
    #[arg(long, value_enum)]
    pub scheme: Option<Scheme>,
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
    /// Skip and count wrong rows in place of refusing the file
    #[arg(long)]
    pub lenient: bool,
    /// Column of rows that are not independent [default: cluster or ranking, if present]
    #[arg(long, value_name = "COLUMN")]
    pub cluster: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    /// Write a model whose monitoring has the estimated κ, for `gap` and `design`
    #[arg(long, value_name = "MODEL.toml")]
    pub model_out: Option<PathBuf>,
    /// Draw the efforts with their intervals
    #[arg(long, value_name = "FILE.svg")]
    pub plot: Option<PathBuf>,
    /// Annotators to list, best first; 0 for all
    #[arg(long, default_value_t = 40)]
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
}

/// Why `assess` stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not a label table.
    #[error(transparent)]
    File(#[from] LabelFileError),
    /// The table does not answer the question.
    #[error("{path}: {source}")]
    Assess {
        /// The label file.
        path: String,
        /// Why not.
        source: AssessError,
    },
    /// `--model-out` without κ.
    #[error("no model written: {0}")]
    NoKappa(String),
    /// An output could not be written.
    #[error("{path}: cannot write: {source}")]
    Write {
        /// Where to.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// An assessment that JSON cannot hold.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

#[derive(Serialize)]
struct Document<'a> {
    labels: String,
    skipped_rows: u64,
    #[serde(flatten)]
    assessment: &'a Assessment,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let options = ReadOptions {
        lenient: args.lenient,
        cluster_column: args.cluster.clone(),
    };
    let (table, report) = read_labels(&args.labels, &options).map_err(Error::from)?;
    warn(&args.labels, &report);
    let anchor = match (args.kappa, args.anchor) {
        (Some(kappa), _) => Some(Anchor::Given(kappa)),
        (None, choice) => choice.map(|choice| match choice {
            AnchorChoice::Both => Anchor::Both,
            AnchorChoice::Best => Anchor::Best,
            AnchorChoice::Everyone => Anchor::Everyone,
        }),
    };
    let question = Question {
        scheme: args.scheme,
        anchor,
        level: args.level,
        binomial: args.interval,
        seed: args.seed,
    };
    let assessment = assess(&table, &question).map_err(|source| Error::Assess {
        path: args.labels.display().to_string(),
        source,
    })?;
    if let Some(path) = &args.model_out {
        write_whole(path, model_text(&assessment, &args.labels)?.as_bytes())?;
    }
    if let Some(path) = &args.plot {
        write_whole(path, super::assess_plot::svg(&assessment).as_bytes())?;
    }
    let text = if args.json {
        let document = Document {
            labels: args.labels.display().to_string(),
            skipped_rows: report.skipped,
            assessment: &assessment,
        };
        serde_json::to_string_pretty(&document).map_err(Error::from)? + "\n"
    } else {
        table_text(&assessment, args.top)
    };
    print(&text)?;
    Ok(Outcome::Done)
}

fn warn(path: &Path, report: &ReadReport) {
    if report.skipped == 0 {
        return;
    }
    eprintln!(
        "warning: {}: {} row{} skipped as unreadable; what follows is about the rest",
        path.display(),
        report.skipped,
        if report.skipped == 1 { "" } else { "s" }
    );
    for (line, fault) in &report.examples {
        eprintln!("  line {line}: {fault}");
    }
    let more = report.skipped - report.examples.len() as u64;
    if more > 0 {
        eprintln!("  and {more} more");
    }
}

/// Writes beside the target and renames, so that no half-written file is left.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || {
        let mut file = super::temporary::beside(path)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|e| e.error)
    };
    write().map(drop).map_err(|source| Error::Write {
        path: path.display().to_string(),
        source,
    })
}

/// The assessment as a table to read: best annotators first.
pub fn table_text(a: &Assessment, top: usize) -> String {
    let mut out = String::new();
    let t = &a.table;
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{} labels of {} items by {} annotators ({} ties, {} empty), {} independent clusters of items",
        t.rows, t.items, t.annotators, t.ties, t.missing, t.clusters
    );
    let percent = 100.0 * a.level;
    let _ = writeln!(out, "\nAgreement ({percent}% intervals, ties left out)");
    for (name, summary) in [
        ("with oneself", &a.self_consistency),
        ("with the expert", &a.expert),
        ("between annotators", &a.peers),
    ] {
        if let Some(s) = summary {
            let _ = writeln!(out, "  {name:<19} {}  {} pairs", range(&s.share), s.pairs);
        }
    }
    let _ = writeln!(out, "\nIdentification\n  {}", a.identification);
    if let Some(kappa) = &a.kappa {
        let _ = writeln!(
            out,
            "  κ = {} from {} pairs: {}",
            range(&kappa.value),
            kappa.pairs,
            kappa.method
        );
        if let Some(bound) = kappa.at_least {
            let _ = writeln!(out, "  whatever the efforts, κ is at least {bound:.3}");
        }
    }
    let mut order: Vec<_> = a.annotators.iter().collect();
    order.sort_by(|x, y| {
        let key = |r: &&crate::annotation::assess::AnnotatorReport| {
            (
                r.effort.map_or(-1.0, |e| e.estimate),
                r.agreement.unwrap_or(-1.0),
                r.samples,
            )
        };
        let (kx, ky) = (key(x), key(y));
        ky.0.total_cmp(&kx.0)
            .then(ky.1.total_cmp(&kx.1))
            .then(ky.2.cmp(&kx.2))
            .then(x.annotator.cmp(&y.annotator))
    });
    let shown = if top == 0 {
        order.len()
    } else {
        top.min(order.len())
    };
    let width = order[..shown]
        .iter()
        .map(|r| r.annotator.chars().count())
        .max()
        .unwrap_or(0)
        .max("annotator".len());
    let _ = writeln!(
        out,
        "\n{:<width$} {:>8} {:>9}  {:<22} flags",
        "annotator", "samples", "agreement", "effort"
    );
    for r in &order[..shown] {
        let agreement = r.agreement.map_or("—".into(), |x| format!("{x:.3}"));
        let effort = r.effort.map_or("—".into(), |e| range(&e));
        let line = format!(
            "{:<width$} {:>8} {agreement:>9}  {effort:<22} {}",
            r.annotator,
            r.samples,
            r.flags.join("; ")
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if shown < order.len() {
        let _ = writeln!(
            out,
            "… and {} more (--top 0 lists all)",
            order.len() - shown
        );
    }
    out
}

fn range(i: &Interval) -> String {
    format!("{:.3} [{:.3}, {:.3}]", i.estimate, i.lower, i.upper)
}

/// A model file whose monitoring is estimated; everything else is marked as an example to be replaced.
fn model_text(a: &Assessment, labels: &Path) -> Result<String, Error> {
    let Some(kappa) = &a.kappa else {
        return Err(Error::NoKappa(a.identification.clone()));
    };
    let scheme = match a.scheme {
        Scheme::Expert => "expert",
        // A peer is an expert of unknown effort; what a model can hold is the annotator's agreement with himself.
        Scheme::SelfConsistency | Scheme::Peers => "self-consistency",
    };
    let k = &kappa.value;
    Ok(format!(
        "# kappa is estimated from {labels}: {:.4}, {}% interval {:.4} to {:.4}.\n\
         # {}\n\
         # Utility, cost, value and reservation are examples: labels do not tell them. Put in your own.\n\
         [utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n\
         [cost]\nscale = 0.3333333333333333\nexponent = 3.0\n\
         [monitoring]\nscheme = \"{scheme}\"\nkappa = {}\n\
         [value]\nslope = 0.4060093333333333\n\
         [reservation]\nutility = 0.3\n",
        k.estimate,
        100.0 * a.level,
        k.lower,
        k.upper,
        a.identification.replace('\n', " "),
        k.estimate,
        labels = labels
            .file_name()
            .unwrap_or(labels.as_os_str())
            .to_string_lossy()
            .escape_default(),
    ))
}
