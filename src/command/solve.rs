//! `firstbest solve`: an MPS file, any backend, and a certificate.

use super::distinct::distinct;
use super::lp_answers;
use super::{print, print_json};
use super::solution_file::{self, Digits};
use super::{CommandError, Outcome};
use crate::lp::backends::{self, Backend, Limits, Quality, SolveError, Status};
use crate::lp::certificate::Kind;
use crate::lp::certificate::coq;
use crate::lp::certificate::file;
use crate::lp::certificate::view::{CertificateView, in_words};
use crate::lp::certificate::vipr;
use crate::lp::mps::{self, Mps};
use crate::lp::optimum::Optimum;
use crate::lp::{
    Certified, CertifyBudget, LinearProgram, OWN_NAME, Position, ProgramError, Work, certify_alone,
    solve_certified,
};
use crate::print::files;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// Solve a linear program from an MPS file (also .gz) and prove the answer.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// MPS file, fixed or free form.
    file: PathBuf,
    /// Solver; `firstbest backends` lists those of this build. Without one, `--certify` uses the
    /// certifier's own simplex method, and plain solving microlp.
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
    let written = [&args.certificate, &args.coq, &args.vipr];
    let proving = args.certify || args.exact || written.iter().any(|file| file.is_some());
    let answer = if proving {
        prove(program, backend, &limits, &effort)
            .map_err(|error| CommandError::mps(&args.file, error.into()))?
    } else {
        let backend = backend.unwrap_or(backends::all()[0]);
        let start = std::time::Instant::now();
        let solution = backend.solve(program, &limits);
        Answer {
            backend: backend.name(),
            status: solution.as_ref().ok().map(|solution| solution.status),
            solution,
            certificate: None,
            basis: None,
            work: Work::default(),
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
    if let Some(path) = &args.solution {
        files::write(path, &answer.solution_file(program, args.exact)?)?;
    }
    if args.json {
        print_json(&answer.view(&mps))?;
    } else {
        print(&answer.words(&mps))?;
    }
    let failed = answer.status.is_none() || (proving && answer.certificate.is_none());
    Ok(if failed {
        Outcome::ClaimFailed
    } else {
        Outcome::Done
    })
}

/// Certifies by the backend's answer; without a backend by the certifier's own simplex method, and
/// by the first backend where that leads to no exact certificate in half of the time.
fn prove(
    program: &LinearProgram,
    backend: Option<&'static dyn Backend>,
    limits: &Limits,
    effort: &CertifyBudget,
) -> Result<Answer, ProgramError> {
    if let Some(backend) = backend {
        let certified = solve_certified(program, backend, limits, effort)?;
        return Ok(Answer::of(backend.name(), certified));
    }
    let half = effort.lasting(effort.time / 2);
    let alone = certify_alone(program, &half)?;
    let kind = alone
        .certificate
        .as_ref()
        .map(|(certificate, _)| certificate.kind());
    if kind == Some(Kind::Exact) {
        return Ok(Answer::of(OWN_NAME, alone));
    }
    let backend = backends::all()[0];
    let certified = solve_certified(program, backend, &limits.within(half.time), &half)?;
    Ok(match (&alone.certificate, &certified.certificate) {
        (Some(_), None) => Answer::of(OWN_NAME, alone),
        _ => Answer::of(backend.name(), certified),
    })
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    problem: Problem<'a>,
    backend: &'static str,
    status: &'static str,
    objective: Option<f64>,
    backend_objective: Option<f64>,
    relaxed: bool,
    warnings: &'a [String],
    certificate: CertificateView,
    residuals: Option<Residuals>,
    iterations: Iterations,
    failure: Option<String>,
    seconds: Seconds,
}

#[derive(Serialize)]
struct Problem<'a> {
    name: &'a str,
    rows: usize,
    columns: usize,
    nonzeros: usize,
}

#[derive(Serialize)]
struct Residuals {
    as_posed: Quality,
    scaled: Quality,
}

#[derive(Serialize)]
struct Iterations {
    #[serde(flatten)]
    certifier: Work,
    backend: Option<u64>,
    backend_untold: Option<&'static str>,
}

#[derive(Serialize)]
struct Seconds {
    solve: f64,
    certify: f64,
}

struct Answer {
    backend: &'static str,
    status: Option<Status>,
    solution: Result<crate::lp::backends::Solution, SolveError>,
    certificate: Option<(
        crate::lp::certificate::Certificate,
        crate::lp::certificate::check::Proved,
    )>,
    basis: Option<Vec<Position>>,
    work: Work,
    times: (Duration, Duration),
}

impl Answer {
    fn of(backend: &'static str, certified: Certified) -> Self {
        Answer {
            backend,
            status: certified.status(),
            solution: certified.solution,
            certificate: certified.certificate,
            basis: certified.basis,
            work: certified.work,
            times: (certified.solve_time, certified.certify_time),
        }
    }

    /// The text of `--solution`: of the exact optimum where it is proved, else of the backend's.
    fn solution_file(&self, program: &LinearProgram, exact: bool) -> Result<Vec<u8>, CommandError> {
        let certificate = self
            .certificate
            .as_ref()
            .map(|(certificate, _)| certificate);
        let proved = certificate.and_then(|c| Optimum::of_certificate(program, c));
        let digits = match exact {
            true if proved.is_none() => {
                let reason = "no exact optimum was proved";
                return Err(CommandError::NoSolution { reason });
            }
            true => Digits::Fractions,
            false => Digits::Decimals,
        };
        let duals = self
            .solution
            .as_ref()
            .ok()
            .and_then(|s| s.row_duals.as_ref());
        let priced = proved.is_some() || duals.is_some();
        let floats = || {
            let solution = self.solution.as_ref().ok()?;
            let none = vec![0.0; program.rows()];
            let y = solution.row_duals.as_deref().unwrap_or(&none);
            Optimum::of_floats(program, &solution.columns, y)
        };
        let optimum = proved.or_else(floats).ok_or(CommandError::NoSolution {
            reason: "the program has no optimal point, or none was found",
        })?;
        solution_file::write(program, &optimum, self.basis.as_deref(), priced, digits)
    }

    /// Residuals of the doubles nearest to the answer, as posed and scaled.
    fn residuals(&self, program: &LinearProgram) -> Option<[Quality; 2]> {
        let solution = self.solution.as_ref().ok()?;
        let (x, y) = (&solution.columns, solution.row_duals.as_deref());
        let optimal = solution.status == Status::Optimal;
        optimal.then(|| [solution.quality, Quality::measure_scaled(program, x, y)])
    }

    /// The certified optimum where there is one, else the backend's.
    fn objective(&self) -> Option<f64> {
        if self.status != Some(Status::Optimal) {
            return None;
        }
        let certified = self.certificate.as_ref();
        certified
            .and_then(|(_, proved)| lp_answers::optimum(proved))
            .or_else(|| self.backend_objective())
    }

    fn backend_iterations(&self) -> Option<u64> {
        self.solution.as_ref().ok()?.iterations
    }

    fn backend_objective(&self) -> Option<f64> {
        let solution = self.solution.as_ref().ok()?;
        let optimal = solution.status == Status::Optimal;
        Some(solution.objective).filter(|x| optimal && x.is_finite())
    }

    fn view<'a>(&self, mps: &'a Mps) -> Document<'a> {
        let program = &mps.program;
        let backend = self.backend_iterations();
        Document {
            problem: Problem {
                name: &program.name,
                rows: program.rows(),
                columns: program.columns(),
                nonzeros: program.nonzeros(),
            },
            backend: self.backend,
            status: lp_answers::status(self.status),
            objective: self.objective(),
            backend_objective: self.backend_objective(),
            relaxed: mps.is_relaxed(),
            warnings: &mps.warnings,
            certificate: CertificateView::of(self.certificate.as_ref()),
            residuals: self
                .residuals(program)
                .map(|[as_posed, scaled]| Residuals { as_posed, scaled }),
            iterations: Iterations {
                certifier: self.work,
                backend,
                backend_untold: match self.backend {
                    OWN_NAME => Some("no backend was asked: the float pivots are its own"),
                    name => lp_answers::iterations_untold(name, backend),
                },
            },
            failure: self.solution.as_ref().err().map(ToString::to_string),
            seconds: Seconds {
                solve: self.times.0.as_secs_f64(),
                certify: self.times.1.as_secs_f64(),
            },
        }
    }

    fn words(&self, mps: &Mps) -> String {
        let backend = self.backend;
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
        let status = lp_answers::status(self.status);
        lines.push(format!("{backend}: {status}{objective}"));
        if let Some([posed, scaled]) = self.residuals(program) {
            lines.push(format!("residuals of the doubles, as posed: {posed}"));
            lines.push(format!(
                "residuals with rows and columns scaled by powers of two: {scaled}"
            ));
        }
        if self.work != Work::default() {
            lines.push(format!(
                "certification: {} pivots in floats, {} exact ones, {} bases solved exactly",
                self.work.float_pivots, self.work.exact_pivots, self.work.exact_bases
            ));
        }
        if let Some((certificate, proved)) = &self.certificate {
            let kind = certificate.kind().name();
            lines.push(format!(
                "certificate ({kind}): {}",
                in_words(proved)
            ));
        }
        lines.join("\n")
    }
}
