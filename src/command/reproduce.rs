//! `firstbest reproduce`: every figure, table and data file of the paper.

use super::progress::Bars;
use super::{CommandError, Outcome, print, root};
use crate::input::Source;
use crate::numerics::with_threads;
use crate::report::cache::Freshness;
use crate::report::evidence::{self, outputs, recipe};
use crate::theorem::{self, REGISTRY, Theorem, Verdict};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Make every figure, table and data file of the paper.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these theorems (t5,t6 or whole stems).
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Leave out what enters no figure or table: the verdicts' exit status. The files are the same.
    #[arg(long)]
    quick: bool,
    /// Make everything anew, up to date or not.
    #[arg(long)]
    force: bool,
    /// Number of threads (0: all processors). The files do not depend on it.
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Root of the project: the folder that holds `figures`.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What became of one theorem.
struct Made {
    theorem: &'static Theorem,
    reason: Option<String>,
    verdict: Option<Verdict>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    root::check(&args.root)?;
    let theorems = select(&args.only)?;
    let bars = Bars::new();
    let made = with_threads(args.jobs, || {
        theorems
            .iter()
            .map(|theorem| make(theorem, args, &bars))
            .collect::<Result<Vec<_>, _>>()
    })??;
    if args.json {
        let rows: Vec<Value> = made.iter().map(document).collect();
        print(&json!({ "theorems": rows }).to_string())?;
    }
    let failed = made.iter().any(|made| {
        made.verdict
            .is_some_and(|verdict| verdict != Verdict::Holds)
    });
    Ok(if failed && !args.quick {
        Outcome::ClaimFailed
    } else {
        Outcome::Done
    })
}

/// The theorems asked for, in the order of the registry; all of them where none is named.
pub(super) fn select(names: &[String]) -> Result<Vec<&'static Theorem>, CommandError> {
    for name in names {
        if theorem::find(name).is_none() {
            return Err(CommandError::UnknownTheorem {
                written: name.clone(),
                known: REGISTRY
                    .iter()
                    .map(|theorem| theorem.id)
                    .collect::<Vec<_>>()
                    .join(", "),
            });
        }
    }
    Ok(REGISTRY
        .iter()
        .filter(|theorem| {
            names.is_empty()
                || names
                    .iter()
                    .any(|name| name == theorem.id || name == theorem.stem)
        })
        .collect())
}

fn make(theorem: &'static Theorem, args: &Args, bars: &Bars) -> Result<Made, CommandError> {
    let source = root::parameters(&args.root, theorem)?;
    let recipe = recipe(theorem.stem, &root::inputs(&args.root, theorem, &source)?);
    let stamp = args
        .root
        .join(format!("paper/.stamps/{}.toml", theorem.stem));
    let reason = if args.force {
        "asked for anew".to_owned()
    } else {
        match recipe.check(&args.root, &stamp)? {
            Freshness::UpToDate => {
                bars.say(&format!("{}: up to date, skipped", theorem.id));
                return Ok(Made {
                    theorem,
                    reason: None,
                    verdict: None,
                });
            }
            Freshness::Stale(reason) => reason.to_string(),
        }
    };
    bars.say(&format!("{}: {reason}", theorem.id));
    let verdict = write(theorem, &source, &args.root, bars)?;
    recipe.record(&args.root, &stamp)?;
    bars.say(&format!("{}: {}", theorem.id, verdict.name()));
    Ok(Made {
        theorem,
        reason: Some(reason),
        verdict: Some(verdict),
    })
}

/// Gathers the evidence of a theorem and writes its files below `root`.
fn write(
    theorem: &'static Theorem,
    source: &Source,
    root: &Path,
    bars: &Bars,
) -> Result<Verdict, CommandError> {
    let parameters = source.parse()?;
    let bar = bars.add(theorem.id);
    let evidence = (theorem.evidence)(&parameters.root(), &bar)?;
    bar.finish();
    evidence::write(root, theorem, &evidence)?;
    Ok(evidence.verdict())
}

fn document(made: &Made) -> Value {
    json!({
        "theorem": made.theorem.id,
        "made": made.reason.is_some(),
        "reason": made.reason.as_deref().unwrap_or("up to date"),
        "verdict": made.verdict.map(|verdict| verdict.name()),
        "files": outputs(made.theorem.stem),
    })
}
