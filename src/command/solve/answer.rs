//! What `firstbest solve` found: for people, for machines, and as a file.

use crate::command::error::CommandError;
use crate::command::lp_answers;
use crate::command::solution_file;
use crate::command::solution_file::Digits;
use crate::lp::backends::{Quality, Solution, SolveError, Status};
use crate::lp::certificate::Certificate;
use crate::lp::certificate::check::Proved;
use crate::lp::certificate::view::{CertificateView, in_words};
use crate::lp::certify::unnamed::Source;
use crate::lp::mps::Mps;
use crate::lp::optimum::Optimum;
use crate::lp::{Certified, LinearProgram, OWN_NAME, Position, Work};
use serde::Serialize;
use std::time::Duration;

/// What `--json` prints.
#[derive(Serialize)]
pub(super) struct Document<'a> {
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

pub(super) struct Answer {
    pub source: Source,
    /// Whether a proof was asked for.
    pub proving: bool,
    pub status: Option<Status>,
    pub solution: Result<Solution, SolveError>,
    pub certificate: Option<(Certificate, Proved)>,
    pub basis: Option<Vec<Position>>,
    pub work: Work,
    pub times: (Duration, Duration),
}

impl Answer {
    /// With a proof, if there is one.
    pub fn of(source: Source, certified: Certified) -> Self {
        Answer {
            source,
            proving: true,
            status: certified.status(),
            solution: certified.solution,
            certificate: certified.certificate,
            basis: certified.basis,
            work: certified.work,
            times: (certified.solve_time, certified.certify_time),
        }
    }

    /// The text of `--solution`: of the exact optimum where it is proved, else of the backend's.
    pub fn solution_file(
        &self,
        program: &LinearProgram,
        exact: bool,
    ) -> Result<Vec<u8>, CommandError> {
        let certificate = self
            .certificate
            .as_ref()
            .map(|(certificate, _)| certificate);
        let proved = certificate.and_then(|c| Optimum::of_certificate(program, c));
        let digits = match exact {
            true if proved.is_none() => {
                let reason = "no exact optimum was proved".to_owned();
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
            let solution = self.solution.as_ref().ok();
            let solution = solution.filter(|found| found.status == Status::Optimal)?;
            let none = vec![0.0; program.rows()];
            let y = solution.row_duals.as_deref().unwrap_or(&none);
            Optimum::of_floats(program, &solution.columns, y)
        };
        let optimum = proved.or_else(floats);
        let optimum = optimum.ok_or_else(|| CommandError::NoSolution {
            reason: match self.status {
                Some(Status::Infeasible) => "no point satisfies the constraints",
                Some(Status::Unbounded) => {
                    "the objective improves without end: there is no optimal point"
                }
                Some(Status::Optimal) => "the optimum is bounded, and no optimal point was found",
                None => "no optimal point was found",
            }
            .to_owned(),
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

    pub fn view<'a>(&self, mps: &'a Mps) -> Document<'a> {
        let program = &mps.program;
        let backend = self.backend_iterations();
        Document {
            problem: Problem {
                name: &program.name,
                rows: program.rows(),
                columns: program.columns(),
                nonzeros: program.nonzeros(),
            },
            backend: self.source.name,
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
                backend_untold: match self.source.name {
                    OWN_NAME => Some("no backend was asked: the float pivots are its own"),
                    name => lp_answers::iterations_untold(name, backend),
                },
            },
            failure: self.failure(),
            seconds: Seconds {
                solve: self.times.0.as_secs_f64(),
                certify: self.times.1.as_secs_f64(),
            },
        }
    }

    /// Why there is no answer: all that was tried, and which option gives more time.
    fn failure(&self) -> Option<String> {
        let error = self.solution.as_ref().err()?;
        let more = |proving: bool| match proving {
            true => "--time and --certify-time give more",
            false => "--time gives more",
        };
        let mut tried = Vec::new();
        if let Some(time) = self.source.own_gave_up {
            tried.push(format!(
                "{OWN_NAME}: nothing exact in {} s, half of the time ({})",
                time.as_secs_f64(),
                match self.proving {
                    true => "--certify-time gives more",
                    false => more(false),
                }
            ));
        }
        if self.source.name == OWN_NAME && !tried.is_empty() {
            return tried.pop();
        }
        tried.push(match (error, self.source.own_gave_up) {
            (SolveError::TimedOut { .. }, own) => {
                format!("{error} ({})", more(self.proving && own.is_some()))
            }
            _ => error.to_string(),
        });
        Some(tried.join("; then "))
    }

    pub fn words(&self, mps: &Mps) -> String {
        let backend = self.source.name;
        let program = &mps.program;
        let mut lines = vec![format!(
            "{}: {} rows, {} columns, {} nonzeros",
            program.name,
            program.rows(),
            program.columns(),
            program.nonzeros()
        )];
        if let Some(failure) = self.failure() {
            lines.push(failure);
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
            lines.push(format!("certificate ({kind}): {}", in_words(proved)));
        } else if self.proving {
            lines.push("certificate (none): nothing is proved".to_owned());
        }
        lines.join("\n")
    }
}
