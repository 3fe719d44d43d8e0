//! `firstbest check`: does a certificate prove what it claims about a program?

use super::distinct::distinct;
use super::error::CommandError;
use super::output::write;
use super::print::{Outcome, print, print_json};
use crate::lp::certificate::check::check;
use crate::lp::certificate::view::{CertificateView, in_words};
use crate::lp::certificate::{canonical_text, file, vipr};
use crate::lp::mps::{self, Mps};
use serde::Serialize;
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

/// What a certificate is.
const CERTIFICATE: &str =
    "a certificate that `solve` or `table` wrote with --certificate, or a VIPR file";

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.certificate), Some(&args.program)],
        &[args.canonical.as_deref()],
    )?;
    let text = std::fs::read_to_string(&args.certificate)
        .map_err(|error| CommandError::unreadable(&args.certificate, &error, CERTIFICATE))?;
    let mps =
        mps::read_file(&args.program).map_err(|error| CommandError::mps(&args.program, error))?;
    for warning in &mps.warnings {
        tell!("warning: {warning}");
    }
    if let Some(path) = &args.canonical {
        write(path, canonical_text(&mps.program).as_bytes())?;
    }
    let verdict = if vipr::is_vipr(&text) {
        of_vipr(&text, &mps)
    } else {
        of_ours(&text, &mps)
    };
    if args.json {
        print_json(&Document {
            accepted: verdict.accepted.is_ok(),
            format: verdict.format,
            certificate: verdict.certificate,
            reason: verdict.accepted.as_ref().err(),
            relaxed: mps.is_relaxed(),
            warnings: &mps.warnings,
        })?;
    } else {
        print(&match &verdict.accepted {
            Ok(proved) => format!("accepted {proved}"),
            Err(reason) => format!("rejected: {reason}"),
        })?;
    }
    Ok(match verdict.accepted {
        Ok(_) => Outcome::Done,
        Err(_) => Outcome::ClaimFailed,
    })
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    accepted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    certificate: Option<CertificateView>,
    reason: Option<&'a String>,
    relaxed: bool,
    warnings: &'a [String],
}

struct Verdict {
    /// What it proves, or why it is rejected.
    accepted: Result<String, String>,
    /// Where it is not ours.
    format: Option<&'static str>,
    certificate: Option<CertificateView>,
}

fn of_ours(text: &str, mps: &Mps) -> Verdict {
    let accepted = file::read(text)
        .map_err(|error| error.to_string())
        .and_then(|certificate| match check(&mps.program, &certificate) {
            Ok(proved) => Ok((certificate, proved)),
            Err(error) => Err(error.to_string()),
        });
    Verdict {
        format: None,
        certificate: Some(CertificateView::of(accepted.as_ref().ok())),
        accepted: accepted.map(|(certificate, proved)| {
            let kind = certificate.kind().name();
            format!("({kind}): {}", in_words(&proved))
        }),
    }
}

/// A VIPR file states its own program; what it proves is said of the program at hand.
fn of_vipr(text: &str, mps: &Mps) -> Verdict {
    let accepted = vipr::read(text)
        .map_err(|error| error.to_string())
        .and_then(|file| vipr::check(&mps.program, &file).map_err(|error| error.to_string()));
    Verdict {
        format: Some("VIPR"),
        certificate: accepted.as_ref().ok().map(CertificateView::of_proof),
        accepted: accepted.map(|proved| format!("(VIPR): {}", in_words(&proved))),
    }
}
