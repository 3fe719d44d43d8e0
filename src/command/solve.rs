//! `firstbest solve`: an MPS file, any backend, and a certificate.

use super::lp_json;
use super::print;
use super::{CommandError, Outcome};
use crate::lp::CertifyBudget;
use crate::lp::backends::{self, Limits, SolveError, Status};
use crate::lp::certificate::coq;
use crate::lp::certificate::file;
use crate::lp::certificate::vipr;
use crate::lp::mps::{self, Mps};
use crate::lp::solve_certified;
use crate::print::files;
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;

/// Solve a linear program from an MPS file (also .gz) and prove the answer.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// MPS file, fixed or free form.
    file: PathBuf,
    /// Solver; `firstbest backends` lists those of this build.
    #[arg(long, default_value = "microlp")]
    backend: String,
    /// Certify the answer: exactly where time allows, else by an interval.
    #[arg(long)]
    certify: bool,
    /// Write the certificate to this file (implies --certify).
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// Write the certificate as a Coq file (implies --certify).
    #[arg(long, value_name = "FILE")]
    coq: Option<PathBuf>,
    /// Write the certificate in VIPR 1.1, which other checkers read (implies --certify).
    #[arg(long, value_name = "FILE")]
    vipr: Option<PathBuf>,
    /// Seconds for the backend.
    #[arg(long, default_value_t = 60.0, value_name = "SECONDS")]
    time: f64,
    /// Seconds for certification, twice those for the backend if not given.
    #[arg(long, value_name = "SECONDS")]
    certify_time: Option<f64>,
    /// Mebibytes that the backend may be expected to need; a larger program is refused.
    #[arg(long, default_value_t = 4096, value_name = "MEBIBYTES")]
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
    let backend = backends::by_name(&args.backend)?;
    let mps = mps::read_file(&args.file).map_err(|error| CommandError::mps(&args.file, error))?;
    let program = &mps.program;
    for warning in &mps.warnings {
        eprintln!("warning: {warning}");
    }
    let time =
        Duration::try_from_secs_f64(args.time).map_err(|_| CommandError::Seconds(args.time))?;
    let mut limits = Limits::default()
        .with_time(time)
        .with_memory(args.memory.saturating_mul(1 << 20));
    if args.unscaled {
        limits = limits.unscaled();
    }
    let certify_time = args.certify_time.unwrap_or(2.0 * args.time);
    let effort = CertifyBudget {
        time: Duration::try_from_secs_f64(certify_time)
            .map_err(|_| CommandError::Seconds(certify_time))?,
        ..CertifyBudget::default()
    };
    let proving =
        args.certify || args.certificate.is_some() || args.coq.is_some() || args.vipr.is_some();
    let answer = if proving {
        let certified = solve_certified(program, backend, &limits, &effort)
            .map_err(|error| CommandError::mps(&args.file, error.into()))?;
        Answer {
            status: certified.status(),
            solution: certified.solution,
            certificate: certified.certificate,
            times: (certified.solve_time, certified.certify_time),
        }
    } else {
        let start = std::time::Instant::now();
        let solution = backend.solve(program, &limits);
        Answer {
            status: solution.as_ref().ok().map(|solution| solution.status),
            solution,
            certificate: None,
            times: (start.elapsed(), Duration::ZERO),
        }
    };
    if let Some((certificate, _)) = &answer.certificate {
        if let Some(path) = &args.certificate {
            files::write(path, file::write(certificate).as_bytes())?;
        }
        if let Some(path) = &args.vipr {
            files::write(path, vipr::write(program, certificate)?.as_bytes())?;
        }
        if let Some(path) = &args.coq {
            let text = coq::write(program, certificate).ok_or(CommandError::NoCoqFile)?;
            files::write(path, text.as_bytes())?;
        }
    }
    print(&if args.json {
        answer.document(&mps, backend.name()).to_string()
    } else {
        answer.words(&mps, backend.name())
    })?;
    let failed = answer.status.is_none() || (proving && answer.certificate.is_none());
    Ok(if failed {
        Outcome::ClaimFailed
    } else {
        Outcome::Done
    })
}

struct Answer {
    status: Option<Status>,
    solution: Result<crate::lp::backends::Solution, SolveError>,
    certificate: Option<(
        crate::lp::certificate::Certificate,
        crate::lp::certificate::check::Proved,
    )>,
    times: (Duration, Duration),
}

impl Answer {
    /// The certified optimum where there is one, else the backend's.
    fn objective(&self) -> Option<f64> {
        if self.status != Some(Status::Optimal) {
            return None;
        }
        let certified = self.certificate.as_ref();
        certified
            .and_then(|(_, proved)| lp_json::optimum(proved))
            .or_else(|| self.backend_objective())
    }

    fn backend_objective(&self) -> Option<f64> {
        let solution = self.solution.as_ref().ok()?;
        let optimal = solution.status == Status::Optimal;
        Some(solution.objective).filter(|x| optimal && x.is_finite())
    }

    fn document(&self, mps: &Mps, backend: &str) -> serde_json::Value {
        let program = &mps.program;
        json!({
            "problem": {
                "name": program.name,
                "rows": program.rows(),
                "columns": program.columns(),
                "nonzeros": program.nonzeros(),
            },
            "backend": backend,
            "status": lp_json::status(self.status),
            "objective": self.objective(),
            "backend_objective": self.backend_objective(),
            "relaxed": mps.is_relaxed(),
            "warnings": mps.warnings,
            "certificate": lp_json::certificate(self.certificate.as_ref()),
            "failure": self.solution.as_ref().err().map(ToString::to_string),
            "seconds": {
                "solve": self.times.0.as_secs_f64(),
                "certify": self.times.1.as_secs_f64(),
            },
        })
    }

    fn words(&self, mps: &Mps, backend: &str) -> String {
        let program = &mps.program;
        let mut lines = vec![format!(
            "{}: {} rows, {} columns, {} nonzeros",
            program.name,
            program.rows(),
            program.columns(),
            program.nonzeros()
        )];
        if let Err(error) = &self.solution {
            lines.push(format!("backend: {error}"));
        }
        let objective = self
            .objective()
            .map_or(String::new(), |x| format!(", objective {x}"));
        let status = lp_json::status(self.status);
        lines.push(format!("{backend}: {status}{objective}"));
        if let Some((certificate, proved)) = &self.certificate {
            let kind = certificate.kind().name();
            lines.push(format!(
                "certificate ({kind}): {}",
                lp_json::in_words(proved)
            ));
        }
        lines.join("\n")
    }
}
