//! `firstbest verify`: each theorem's claim, assumptions, what was measured, what is certified, verdict.

use super::progress::Bars;
use super::reproduce::select;
use super::{CommandError, Outcome, print, root};
use crate::numerics::with_threads;
use crate::theorem::{Evidence, Theorem, Verdict};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;

/// Check every theorem: claim, assumptions, measured, certified, verdict.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these theorems (t5,t6 or whole stems).
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Number of threads (0: all processors).
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Root of the project: the folder that holds `figures`.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    root::check(&args.root)?;
    let bars = Bars::new();
    let verified = with_threads(args.jobs, || {
        select(&args.only)?
            .into_iter()
            .map(|theorem| {
                let source = root::parameters(&args.root, theorem)?;
                let parameters = source.parse()?;
                let bar = bars.add(theorem.id);
                let evidence = (theorem.evidence)(&parameters.root(), &bar)?;
                bar.finish();
                Ok((theorem, evidence))
            })
            .collect::<Result<Vec<(&Theorem, Evidence)>, CommandError>>()
    })??;
    if args.json {
        let rows: Vec<Value> = verified.iter().map(document).collect();
        print(&json!({ "theorems": rows }).to_string())?;
    } else {
        let sheets: Vec<String> = verified.iter().map(text).collect();
        print(&sheets.join("\n"))?;
    }
    let holds = verified
        .iter()
        .all(|(_, evidence)| evidence.verdict() == Verdict::Holds);
    Ok(if holds {
        Outcome::Done
    } else {
        Outcome::ClaimFailed
    })
}

fn document((theorem, evidence): &(&Theorem, Evidence)) -> Value {
    json!({
        "theorem": theorem.id,
        "title": theorem.title,
        "statement": theorem.statement,
        "assumptions": theorem.assumptions,
        "verdict": evidence.verdict().name(),
        "certified": null,
        "checks": evidence.checks.iter().map(|check| json!({
            "instance": check.instance,
            "claim": check.claim,
            "standing": check.standing.name(),
            "measured": check.measured,
            "holds": check.holds,
        })).collect::<Vec<_>>(),
    })
}

fn text((theorem, evidence): &(&Theorem, Evidence)) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{} {}\n  claim: {}",
        theorem.id.to_uppercase(),
        theorem.title,
        theorem.statement
    );
    let _ = writeln!(out, "  assumes: {}", theorem.assumptions.join("; "));
    for check in &evidence.checks {
        let _ = writeln!(
            out,
            "  {} [{}, {}] {}: {}",
            if check.holds { "yes" } else { "NO " },
            check.instance,
            check.standing.name(),
            check.claim,
            check.measured
        );
    }
    let _ = writeln!(
        out,
        "  certified: nothing yet; all numbers are estimates in double precision\n  verdict at the sizes tested: {}",
        evidence.verdict().name()
    );
    out
}
