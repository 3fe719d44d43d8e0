//! `firstbest backends`: the solvers of this build.

use super::print;
use super::{CommandError, Outcome};
use crate::lp::backends;
use serde_json::json;

/// List the linear-programming solvers of this build.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let backends = backends::all().iter();
    print(&if args.json {
        let list: Vec<_> = backends
            .map(|b| json!({"name": b.name(), "version": b.version(), "engine": b.engine(), "origin": b.origin()}))
            .collect();
        json!({ "backends": list }).to_string()
    } else {
        let lines: Vec<String> = backends
            .map(|b| {
                let (name, version) = (b.name(), b.version());
                format!("{name:<10} {version:<8} {} ({})", b.origin(), b.engine())
            })
            .collect();
        lines.join("\n")
    })?;
    Ok(Outcome::Done)
}
