//! `firstbest verify`: each theorem's claim, assumptions, what was measured, verdict, and how far
//! each part is proved.

use super::print;
use super::progress::Bars;
use super::reproduce::select;
use super::root;
use super::{CommandError, Outcome};
use crate::numerics::with_threads;
use crate::proof::status::Status;
use crate::theorem::evidence::Standing;
use crate::theorem::{Evidence, Theorem, Verdict};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;

/// Check every theorem: claim, assumptions, measured, verdict, and what is proved, enclosed or only
/// estimated.
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
    let status = Status::embedded()?;
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
        let rows: Vec<Value> = verified.iter().map(|it| document(it, &status)).collect();
        print(&json!({ "theorems": rows }).to_string())?;
    } else {
        let sheets: Vec<String> = verified.iter().map(|it| text(it, &status)).collect();
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

fn document((theorem, evidence): &(&Theorem, Evidence), status: &Status) -> Value {
    json!({
        "theorem": theorem.id,
        "title": theorem.title,
        "statement": theorem.statement,
        "assumptions": theorem.assumptions,
        "verdict": evidence.verdict().name(),
        "proved_by_machine": status.of(theorem.id).map(|statement| json!({
            "statement": statement.words,
            "coq": statement.coq,
            "assumptions": statement.assumptions,
        })).collect::<Vec<_>>(),
        "not_formalised": status.missing_of(theorem.id).map(|m| &m.words).collect::<Vec<_>>(),
        "enclosed": claims(evidence, &[Standing::Proved]),
        "computed": claims(evidence, &[Standing::Computed]),
        "simulated_or_fitted": claims(evidence, &[Standing::Simulated, Standing::Fitted]),
        "checks": evidence.checks.iter().map(|check| json!({
            "instance": check.instance,
            "claim": check.claim,
            "standing": check.standing.name(),
            "checked_by_coq": check.measured.checked(),
            "measured": check.measured.text(),
            "holds": check.holds,
        })).collect::<Vec<_>>(),
    })
}

fn text((theorem, evidence): &(&Theorem, Evidence), status: &Status) -> String {
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
    for statement in status.of(theorem.id) {
        let _ = writeln!(
            out,
            "  proved by machine: {} (Coq: {}; assumes: {})",
            statement.words,
            statement.coq.join(", "),
            statement.assumptions
        );
    }
    for missing in status.missing_of(theorem.id) {
        let _ = writeln!(out, "  not formalised: {}", missing.words);
    }
    for (what, standings) in [
        ("enclosed", &[Standing::Proved][..]),
        ("computed, not proved", &[Standing::Computed]),
        (
            "simulated or fitted only",
            &[Standing::Simulated, Standing::Fitted],
        ),
    ] {
        let claims = claims(evidence, standings);
        let claims = if claims.is_empty() {
            "nothing".to_owned()
        } else {
            claims.join("; ")
        };
        let _ = writeln!(out, "  {what}: {claims}");
    }
    let _ = writeln!(
        out,
        "  verdict at the sizes tested: {}",
        evidence.verdict().name()
    );
    out
}

/// The claims whose numbers have one of these standings, each once.
fn claims<'a>(evidence: &'a Evidence, standings: &[Standing]) -> Vec<&'a str> {
    let mut claims: Vec<&str> = Vec::new();
    for check in &evidence.checks {
        if standings.contains(&check.standing) && !claims.contains(&check.claim.as_str()) {
            claims.push(&check.claim);
        }
    }
    claims
}
