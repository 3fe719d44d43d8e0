//! `firstbest verify`: each theorem's claim, assumptions, what was measured, verdict, and how far
//! each part is proved.

use super::error::CommandError;
use super::print::{Outcome, print, print_json};
use super::progress::Bars;
use super::reproduce::select;
use super::root;
use crate::numerics::with_threads;
use crate::print::label::Label;
use crate::proof::status::Status;
use crate::theorem::evidence::Standing;
use crate::theorem::{Evidence, Theorem, Verdict};
use serde::Serialize;
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
        let theorems = verified.iter().map(|it| view(it, &status)).collect();
        print_json(&Document { theorems })?;
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

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    theorems: Vec<TheoremView<'a>>,
}

#[derive(Serialize)]
struct TheoremView<'a> {
    theorem: &'a str,
    title: String,
    statement: String,
    assumptions: Vec<String>,
    verdict: &'a str,
    proved_by_machine: Vec<StatementView<'a>>,
    not_formalised: Vec<&'a str>,
    enclosed: Vec<String>,
    computed: Vec<String>,
    simulated_or_fitted: Vec<String>,
    checks: Vec<CheckView<'a>>,
}

#[derive(Serialize)]
struct StatementView<'a> {
    statement: &'a str,
    coq: &'a [String],
    assumptions: &'a str,
}

#[derive(Serialize)]
struct CheckView<'a> {
    instance: &'a str,
    claim: String,
    standing: &'a str,
    checked_by_coq: &'a str,
    measured: String,
    holds: bool,
}

fn view<'a>((theorem, evidence): &'a (&Theorem, Evidence), status: &'a Status) -> TheoremView<'a> {
    let checks = evidence.checks.iter();
    TheoremView {
        theorem: theorem.id,
        title: Label::plain_text(theorem.title),
        statement: Label::plain_text(theorem.statement),
        assumptions: assumptions(theorem),
        verdict: evidence.verdict().name(),
        proved_by_machine: status
            .of(theorem.id)
            .map(|statement| StatementView {
                statement: &statement.words,
                coq: &statement.coq,
                assumptions: &statement.assumptions,
            })
            .collect(),
        not_formalised: status
            .missing_of(theorem.id)
            .map(|missing| missing.words.as_str())
            .collect(),
        enclosed: claims(evidence, &[Standing::Proved]),
        computed: claims(evidence, &[Standing::Computed]),
        simulated_or_fitted: claims(evidence, &[Standing::Simulated, Standing::Fitted]),
        checks: checks
            .map(|check| CheckView {
                instance: &check.instance,
                claim: Label::plain_text(&check.claim),
                standing: check.standing.name(),
                checked_by_coq: check.measured.checked(),
                measured: Label::plain_text(check.measured.text()),
                holds: check.holds,
            })
            .collect(),
    }
}

fn text((theorem, evidence): &(&Theorem, Evidence), status: &Status) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{} {}\n  claim: {}",
        theorem.id.to_uppercase(),
        Label::plain_text(theorem.title),
        Label::plain_text(theorem.statement)
    );
    let _ = writeln!(out, "  assumes: {}", assumptions(theorem).join("; "));
    for check in &evidence.checks {
        let _ = writeln!(
            out,
            "  {} [{}, {}] {}: {}",
            if check.holds { "yes" } else { "NO " },
            check.instance,
            check.standing.name(),
            Label::plain_text(&check.claim),
            Label::plain_text(check.measured.text())
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

fn assumptions(theorem: &Theorem) -> Vec<String> {
    let assumptions = theorem.assumptions.iter();
    assumptions.map(|it| Label::plain_text(it)).collect()
}

/// The claims whose numbers have one of these standings, each once.
fn claims(evidence: &Evidence, standings: &[Standing]) -> Vec<String> {
    let mut claims: Vec<String> = Vec::new();
    for check in &evidence.checks {
        let claim = Label::plain_text(&check.claim);
        if standings.contains(&check.standing) && !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    claims
}
