//! `firstbest simulate MODEL`: a label file whose annotators' efforts are known.

pub(super) mod error;
mod traps;

use super::distinct::distinct;
use super::error::CommandError;
use super::print::Outcome;
use crate::annotation::label_model::{Plan, Preferences, efforts};
use crate::model::Model;
use crate::print::files;
use error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use traps::Writer;

/// Simulate labels of annotators with known efforts, for trying things out.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Model file (TOML); its monitoring gives the items' certainty κ.
    pub model: PathBuf,
    /// Number of annotators
    #[arg(long, default_value_t = 20)]
    pub annotators: usize,
    /// Items that each annotator labels
    #[arg(long, default_value_t = 100)]
    pub samples: usize,
    /// Number of items [default: so many that five annotators label each]
    #[arg(long)]
    pub items: Option<usize>,
    /// What allows effort to be judged
    #[arg(long, value_enum, default_value_t = With::Both)]
    pub with: With,
    /// Mean effort
    #[arg(long, default_value_t = 0.7)]
    pub effort_mean: f64,
    /// How alike the efforts are: a + b of their Beta law
    #[arg(long, default_value_t = 6.0)]
    pub effort_concentration: f64,
    /// Share of an annotator's items on which its preference is its own, not the common one
    #[arg(long, default_value_t = 0.0)]
    pub heterogeneity: f64,
    /// What looks like care and is not
    #[command(flatten)]
    pub traps: traps::Args,
    /// Seed
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Label file to write (.csv or .csv.gz)
    #[arg(long, default_value = "labels.csv")]
    pub out: PathBuf,
    /// File to write the true efforts to (CSV)
    #[arg(long)]
    pub truth: Option<PathBuf>,
}

/// What a simulated file holds besides the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum With {
    /// The expert's label in a column `gold`
    Gold,
    /// Every item twice
    Repeats,
    /// Both
    Both,
    /// Neither: only peers tell
    Peers,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.model)],
        &[Some(&args.out), args.truth.as_deref()],
    )?;
    let model = Model::read(&args.model)?;
    let plan = plan(args, &model)?;
    let efforts = efforts(
        args.annotators,
        args.effort_mean,
        args.effort_concentration,
        args.seed,
    );
    let mut writer = Writer::new(&args.traps, &plan);
    write(&args.out, |out| {
        writeln!(out, "{}", writer.header())?;
        plan.labels(&efforts, |l| writer.label(out, &l))?;
        writer.others(out)
    })?;
    if let Some(path) = &args.truth {
        let copies = args.traps.assistant.is_some();
        write(path, |out| {
            let more = if copies { ",copied" } else { "" };
            writeln!(out, "annotator,effort{more}")?;
            efforts.iter().enumerate().try_for_each(|(a, effort)| {
                let copied = writer.copied(a);
                let net = effort * (1.0 - copied);
                match copies {
                    true => writeln!(out, "a{a:02},{net},{copied}"),
                    false => writeln!(out, "a{a:02},{effort}"),
                }
            })
        })?;
    }
    Ok(Outcome::Done)
}

/// Items that all annotators together may be given: some 20 GB of text.
const MOST_LABELS: usize = 1_000_000_000;

fn plan(args: &Args, model: &Model) -> Result<Plan, Error> {
    let allowed = |ok: bool, name, value: String, allowed| {
        if ok {
            Ok(())
        } else {
            Err(Error::Argument {
                name,
                value,
                allowed,
            })
        }
    };
    let unit = |x: f64| (0.0..=1.0).contains(&x);
    let mean = args.effort_mean;
    allowed(
        mean > 0.0 && mean < 1.0,
        "effort-mean",
        mean.to_string(),
        "above 0 and below 1",
    )?;
    let c = args.effort_concentration;
    allowed(
        c > 0.0 && c.is_finite(),
        "effort-concentration",
        c.to_string(),
        "a positive number",
    )?;
    for (name, share) in [
        ("assistant", args.traps.assistant.unwrap_or(0.0)),
        ("copied", args.traps.copied),
        ("doubles", args.traps.doubles),
    ] {
        allowed(unit(share), name, share.to_string(), "from 0 to 1")?;
    }
    allowed(
        args.traps.copied == 0.0 || args.traps.assistant.is_some(),
        "copied",
        args.traps.copied.to_string(),
        "with --assistant only",
    )?;
    allowed(
        unit(args.heterogeneity),
        "heterogeneity",
        args.heterogeneity.to_string(),
        "from 0 to 1",
    )?;
    allowed(args.annotators > 0, "annotators", "0".into(), "at least 1")?;
    allowed(args.samples > 0, "samples", "0".into(), "at least 1")?;
    let labels = args.annotators.checked_mul(args.samples);
    allowed(
        labels.is_some_and(|labels| labels <= MOST_LABELS),
        "samples",
        args.samples.to_string(),
        "at most a thousand million labels of all annotators together",
    )?;
    let default = (args.annotators * args.samples)
        .div_ceil(5)
        .max(args.samples);
    let items = args.items.unwrap_or(default);
    allowed(
        items >= args.samples,
        "items",
        items.to_string(),
        "at least --samples",
    )?;
    let monitoring = model.monitoring();
    let kappa = monitoring
        .parameters()
        .into_iter()
        .find_map(|(name, values)| (name == "kappa").then(|| values.first().copied()).flatten())
        .ok_or_else(|| Error::NoKappa {
            path: args.model.clone(),
            scheme: monitoring.scheme(),
        })?;
    Ok(Plan {
        preferences: Preferences {
            kappa,
            shared: 1.0 - args.heterogeneity,
        },
        items,
        samples: args.samples,
        repeats: matches!(args.with, With::Repeats | With::Both),
        gold: matches!(args.with, With::Gold | With::Both),
        seed: args.seed,
    })
}

/// Writes through a temporary file beside the target, gzipped if the name ends so.
fn write(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Error> {
    let all = || {
        let path = match files::Destination::of(path)? {
            files::Destination::File(path) => path,
            files::Destination::Stream(stream) => {
                return Err(std::io::Error::other(format!(
                    "{} is no file",
                    stream.display()
                )));
            }
        };
        let file = files::beside(&path)?;
        let mut out = BufWriter::new(file);
        if path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("gz"))
        {
            let mut packed =
                flate2::write::GzEncoder::new(&mut out, flate2::Compression::default());
            content(&mut packed)?;
            packed.finish()?;
        } else {
            content(&mut out)?;
        }
        let file = out.into_inner().map_err(|e| e.into_error())?;
        file.persist(&path).map(drop).map_err(|e| e.error)
    };
    all().map_err(|source| Error::Write {
        path: path.into(),
        source,
    })
}
