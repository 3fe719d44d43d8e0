//! `firstbest check`: does a certificate prove what it claims about a program?

use super::distinct::distinct;
use super::lp_json;
use super::print;
use super::{CommandError, Outcome};
use crate::lp::certificate::canonical_text;
use crate::lp::certificate::check::check;
use crate::lp::certificate::file;
use crate::lp::certificate::vipr;
use crate::lp::mps::{self, Mps};
use crate::print::files;
use serde_json::json;
use std::path::PathBuf;

/// Check a certificate against the linear program it is about, without any solver.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Certificate written by `firstbest solve --certificate`, or any VIPR file.
    certificate: PathBuf,
    /// The MPS file it is about.
    program: PathBuf,
    /// Write the program's canonical text, which other checkers read, to this file.
    #[arg(long, value_name = "FILE")]
    canonical: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.certificate), Some(&args.program)],
        &[args.canonical.as_deref()],
    )?;
    let text = std::fs::read_to_string(&args.certificate)
        .map_err(|error| CommandError::unreadable(&args.certificate, &error))?;
    let mps =
        mps::read_file(&args.program).map_err(|error| CommandError::mps(&args.program, error))?;
    for warning in &mps.warnings {
        eprintln!("warning: {warning}");
    }
    if let Some(path) = &args.canonical {
        files::write(path, canonical_text(&mps.program).as_bytes())?;
    }
    if vipr::is_vipr(&text) {
        return check_vipr(args, &text, &mps);
    }
    let verdict = file::read(&text)
        .map_err(|error| error.to_string())
        .and_then(|certificate| match check(&mps.program, &certificate) {
            Ok(proved) => Ok((certificate, proved)),
            Err(error) => Err(error.to_string()),
        });
    print(&if args.json {
        json!({
            "accepted": verdict.is_ok(),
            "certificate": lp_json::certificate(verdict.as_ref().ok()),
            "reason": verdict.as_ref().err(),
            "relaxed": mps.is_relaxed(),
            "warnings": mps.warnings,
        })
        .to_string()
    } else {
        match &verdict {
            Ok((certificate, proved)) => format!(
                "accepted ({}): {}",
                certificate.kind().name(),
                lp_json::in_words(proved)
            ),
            Err(reason) => format!("rejected: {reason}"),
        }
    })?;
    Ok(match verdict {
        Ok(_) => Outcome::Done,
        Err(_) => Outcome::ClaimFailed,
    })
}

/// A VIPR file states its own program; what it proves is said of the program at hand.
fn check_vipr(args: &Args, text: &str, mps: &Mps) -> Result<Outcome, CommandError> {
    let verdict = vipr::read(text)
        .map_err(|error| error.to_string())
        .and_then(|file| vipr::check(&mps.program, &file).map_err(|error| error.to_string()));
    print(&if args.json {
        json!({
            "accepted": verdict.is_ok(),
            "format": "VIPR",
            "certificate": verdict.as_ref().ok().map(lp_json::proved),
            "reason": verdict.as_ref().err(),
            "relaxed": mps.is_relaxed(),
            "warnings": mps.warnings,
        })
        .to_string()
    } else {
        match &verdict {
            Ok(proved) => format!("accepted (VIPR): {}", lp_json::in_words(proved)),
            Err(reason) => format!("rejected: {reason}"),
        }
    })?;
    Ok(match verdict {
        Ok(_) => Outcome::Done,
        Err(_) => Outcome::ClaimFailed,
    })
}
