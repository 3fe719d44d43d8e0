//! `firstbest backends`: the solvers of this build.

use super::error::CommandError;
use super::print::{Outcome, print, print_json};
use crate::lp::backends;
use serde::Serialize;

/// List the linear-programming solvers of this build.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What documents show of a solver.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct BackendView {
    name: &'static str,
    version: &'static str,
    engine: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'static str>,
}

#[derive(Serialize)]
struct Document {
    backends: Vec<BackendView>,
}

/// The solvers of this build, without where they come from.
pub(super) fn views() -> Vec<BackendView> {
    let all = backends::all().iter();
    all.map(|backend| BackendView {
        name: backend.name(),
        version: backend.version(),
        engine: backend.engine(),
        origin: None,
    })
    .collect()
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    if args.json {
        let with_origin = views().into_iter().zip(backends::all());
        print_json(&Document {
            backends: with_origin
                .map(|(view, backend)| BackendView {
                    origin: Some(backend.origin()),
                    ..view
                })
                .collect(),
        })?;
        return Ok(Outcome::Done);
    }
    let lines: Vec<String> = backends::all()
        .iter()
        .map(|b| {
            let (name, version) = (b.name(), b.version());
            format!("{name:<10} {version:<8} {} ({})", b.origin(), b.engine())
        })
        .collect();
    print(&lines.join("\n"))?;
    Ok(Outcome::Done)
}
