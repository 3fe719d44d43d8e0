//! `firstbest solve`: an MPS file, any backend, and a certificate.

mod answer;

use super::distinct::distinct;
use super::error::CommandError;
use super::output::{fate, write};
use super::print::{Outcome, print, print_json};
use super::quantity::{positive, seconds};
use crate::lp::backends::{self, Limits};
use crate::lp::certificate::{coq, file, vipr};
use crate::lp::certify::unnamed;
use crate::lp::{CertifyBudget, LinearProgram, Work, mps};
use answer::Answer;
use std::path::PathBuf;
use std::time::Duration;

/// Solve a linear program from an MPS file (also .gz) and prove the answer.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// MPS file, fixed or free form.
    file: PathBuf,
    /// Solver; `firstbest backends` lists those of this build. Without one the certifier's own
    /// simplex method is asked, and the solvers where it does not end in half of the time.
    #[arg(long)]
    backend: Option<String>,
    /// Certify the answer: exactly where time allows, else by an interval.
    #[arg(long)]
    certify: bool,
    /// Write the certificate to this file (implies --certify).
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// Write the certificate as a Coq file (implies --certify).
    #[arg(long, value_name = "FILE")]
    coq: Option<PathBuf>,
    /// Write point, prices, reduced costs and basis to this CSV file.
    #[arg(long, value_name = "FILE")]
    solution: Option<PathBuf>,
    /// Write the solution as fractions (implies --certify).
    #[arg(long, requires = "solution")]
    exact: bool,
    /// Write the certificate in VIPR 1.1, which other checkers read (implies --certify).
    #[arg(long, value_name = "FILE")]
    vipr: Option<PathBuf>,
    /// Seconds for the backend.
    #[arg(
        long,
        default_value_t = 60.0,
        value_name = "SECONDS",
        value_parser = seconds,
        allow_negative_numbers = true
    )]
    time: f64,
    /// Seconds for certification, twice those for the backend if not given.
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    certify_time: Option<f64>,
    /// Mebibytes that the backend may be expected to need; a larger program is refused.
    #[arg(
        long,
        default_value_t = 4096,
        value_name = "MEBIBYTES",
        value_parser = positive::<u64>,
        allow_negative_numbers = true
    )]
    memory: u64,
    /// Give the backend the numbers as they are, without scaling.
    #[arg(long)]
    unscaled: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.file)],
        &[
            args.certificate.as_deref(),
            args.coq.as_deref(),
            args.solution.as_deref(),
            args.vipr.as_deref(),
        ],
    )?;
    let backend = args.backend.as_deref().map(backends::by_name).transpose()?;
    let mps = mps::read_file(&args.file).map_err(|error| CommandError::mps(&args.file, error))?;
    let program = &mps.program;
    for warning in &mps.warnings {
        tell!("warning: {warning}");
    }
    let mut limits = Limits::default()
        .with_time(Duration::from_secs_f64(args.time))
        .with_memory(args.memory.saturating_mul(1 << 20));
    if args.unscaled {
        limits = limits.unscaled();
    }
    let certify_time = args.certify_time.unwrap_or(2.0 * args.time);
    let effort = CertifyBudget {
        time: Duration::from_secs_f64(certify_time),
        ..CertifyBudget::default()
    };
    let written = [&args.certificate, &args.coq, &args.vipr];
    let proving = args.certify || args.exact || written.iter().any(|file| file.is_some());
    let answer = if proving {
        let (source, certified) = unnamed::certified(program, backend, &limits, &effort)
            .map_err(|error| CommandError::mps(&args.file, error.into()))?;
        Answer::of(source, certified)
    } else {
        let start = std::time::Instant::now();
        let (source, solution) = unnamed::answer(program, backend, &limits)
            .map_err(|error| CommandError::mps(&args.file, error.into()))?;
        Answer {
            source,
            proving,
            status: solution.as_ref().ok().map(|solution| solution.status),
            solution,
            certificate: None,
            basis: None,
            work: Work::default(),
            times: (start.elapsed(), Duration::ZERO),
        }
    };
    if proving && answer.certificate.is_none() {
        for file in written.into_iter().flatten() {
            tell!("warning: nothing is proved; {}", fate(file));
        }
    }
    // What was found is said also where a file cannot be made of it.
    let written = write_files(args, program, &answer);
    if args.json {
        print_json(&answer.view(&mps))?;
    } else {
        print(&answer.words(&mps))?;
    }
    written?;
    let failed = answer.status.is_none() || (proving && answer.certificate.is_none());
    Ok(if failed {
        Outcome::ClaimFailed
    } else {
        Outcome::Done
    })
}

/// The files asked for.
fn write_files(args: &Args, program: &LinearProgram, answer: &Answer) -> Result<(), CommandError> {
    if let Some((certificate, _)) = &answer.certificate {
        if let Some(path) = &args.certificate {
            write(path, file::write(certificate).as_bytes())?;
        }
        if let Some(path) = &args.vipr {
            write(path, vipr::write(program, certificate)?.as_bytes())?;
        }
        if let Some(path) = &args.coq {
            let text = coq::write(program, certificate).ok_or(CommandError::NoCoqFile)?;
            write(path, text.as_bytes())?;
        }
    }
    if let Some(path) = &args.solution {
        let text = answer.solution_file(program, args.exact);
        let text = text.map_err(|error| match error {
            CommandError::NoSolution { reason } => CommandError::NoSolution {
                reason: format!("{reason}; {}", fate(path)),
            },
            other => other,
        });
        write(path, &text?)?;
    }
    Ok(())
}
