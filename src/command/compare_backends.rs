//! `firstbest compare-backends`: every solver on contract programs and MPS files.

use super::comparison_files::{self, Run};
use super::lp_json;
use super::print;
use super::{CommandError, Outcome};
use crate::contract::lp_families::{EffortProblem, LotteryProblem, TangentProblem};
use crate::lp::backends::{self, Limits};
use crate::lp::comparison::compare;
use crate::lp::comparison::{Comparison, TrialOutcome};
use crate::lp::mps;
use crate::lp::{CertifyBudget, LinearProgram};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Solve contract, minimum-pay and lottery programs, and the MPS files of a folder, with every
/// solver; measure each against certified optima.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with MPS files (.mps, .mps.gz) to add.
    #[arg(long, value_name = "FOLDER")]
    mps: Option<PathBuf>,
    /// Small sizes only.
    #[arg(long)]
    quick: bool,
    /// Give the backends the numbers as they are, without scaling.
    #[arg(long)]
    unscaled: bool,
    /// Seconds for each solve and each certification.
    #[arg(long, default_value_t = 30.0, value_name = "SECONDS")]
    time: f64,
    /// Repetitions of each solve; the fastest counts.
    #[arg(long, default_value_t = 3)]
    repetitions: usize,
    /// Run scaled and unscaled, and write tables/solver_backends.csv and figures/solver_backends.*
    /// to this folder, with the machine and the versions in them.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let time =
        Duration::try_from_secs_f64(args.time).map_err(|_| CommandError::Seconds(args.time))?;
    let mut limits = Limits::default().with_time(time);
    if args.unscaled {
        limits = limits.unscaled();
    }
    let effort = CertifyBudget {
        time,
        ..CertifyBudget::default()
    };
    let programs = programs(args)?;
    let compare_all = |limits: &Limits| {
        let compared = programs.iter().map(|program| {
            eprintln!("{}", program.name);
            let all = backends::all();
            let file = Path::new(&program.name);
            compare(program, all, limits, &effort, args.repetitions)
                .map_err(|error| CommandError::mps(file, error.into()))
        });
        compared.collect::<Result<Vec<Comparison>, CommandError>>()
    };
    let comparisons = compare_all(&limits)?;
    if let Some(folder) = &args.out {
        let plain = compare_all(&limits.clone().unscaled())?;
        let runs = [(limits.scale, &comparisons), (false, &plain)];
        let runs = runs.map(|(scaled, comparisons)| Run {
            scaled,
            comparisons,
        });
        comparison_files::write(folder, &machine(), &runs)?;
    }
    print(&if args.json {
        let versions: Vec<Value> = backends::all()
            .iter()
            .map(|b| json!({"name": b.name(), "version": b.version()}))
            .collect();
        json!({
            "machine": {
                "processor": processor(),
                "architecture": std::env::consts::ARCH,
                "system": std::env::consts::OS,
                "threads": std::thread::available_parallelism().map_or(1, usize::from),
            },
            "backends": versions,
            "scaled": limits.scale,
            "comparisons": comparisons.iter().map(document).collect::<Vec<_>>(),
        })
        .to_string()
    } else {
        comparisons
            .iter()
            .map(in_words)
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    Ok(Outcome::Done)
}

/// The machine in a few words.
fn machine() -> String {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let build = match cfg!(debug_assertions) {
        true => "test build (solvers optimised, certification not)",
        false => "release build",
    };
    let system = std::env::consts::OS;
    format!("{}, {threads} threads, {system}, {build}", processor())
}

/// The processor's name where the system tells it, else its architecture.
fn processor() -> String {
    let known = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = known.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(':'));
    name.map_or(std::env::consts::ARCH, |(_, name)| name.trim())
        .to_owned()
}

fn programs(args: &Args) -> Result<Vec<LinearProgram>, CommandError> {
    let (golden, tangent, lottery): (&[u64], &[u64], &[(usize, usize)]) = if args.quick {
        (&[10, 50], &[10, 50], &[(6, 12)])
    } else {
        (
            &[10, 20, 50, 100, 200, 400],
            &[10, 20, 50, 100, 200, 500, 1000, 2000],
            &[(6, 12), (8, 20), (12, 30)],
        )
    };
    let mut programs = Vec::new();
    for &n in golden {
        programs.push(EffortProblem::golden(n).minimum_pay());
        programs.push(EffortProblem::golden(n).minimum_pay_as_written());
    }
    programs.extend(
        tangent
            .iter()
            .map(|&n| TangentProblem::standard(n).as_written()),
    );
    let lotteries = lottery
        .iter()
        .map(|&(efforts, pays)| LotteryProblem { efforts, pays });
    programs.extend(lotteries.map(|problem| problem.program()));
    if let Some(folder) = &args.mps {
        let entries =
            std::fs::read_dir(folder).map_err(|error| CommandError::unreadable(folder, &error))?;
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let is_mps = |path: &PathBuf| {
            let name = path.to_string_lossy().to_ascii_lowercase();
            name.ends_with(".mps") || name.ends_with(".mps.gz")
        };
        let mut paths: Vec<PathBuf> = paths.filter(is_mps).collect();
        paths.sort();
        for path in paths {
            let read = mps::read_file(&path).map_err(|error| CommandError::mps(&path, error))?;
            let mut program = read.program;
            if program.name.is_empty() {
                program.name = path
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
            }
            programs.push(program);
        }
    }
    Ok(programs)
}

fn document(comparison: &Comparison) -> Value {
    let trials: Vec<Value> = comparison
        .trials
        .iter()
        .map(|trial| {
            let (status, objective, failure) = match &trial.outcome {
                TrialOutcome::Answered {
                    status, objective, ..
                } => (lp_json::status(Some(*status)), Some(*objective), None),
                TrialOutcome::Failed(reason) => ("failed", None, Some(reason)),
            };
            json!({
                "backend": trial.backend,
                "seconds": trial.time.as_secs_f64(),
                "status": status,
                "objective": objective,
                "digits": comparison.digits(trial),
                "failure": failure,
            })
        })
        .collect();
    json!({
        "program": comparison.program,
        "rows": comparison.size.0,
        "columns": comparison.size.1,
        "nonzeros": comparison.size.2,
        "proved": comparison.proved.as_ref().map(|(kind, proved)| json!({
            "kind": kind.name(),
            "claim": lp_json::in_words(proved),
        })),
        "certify_seconds": comparison.certify_time.as_secs_f64(),
        "trials": trials,
    })
}

fn in_words(comparison: &Comparison) -> String {
    let (rows, columns, nonzeros) = comparison.size;
    let proved = comparison.proved.as_ref();
    let mut lines = vec![format!(
        "{} ({rows} rows, {columns} columns, {nonzeros} nonzeros): {} in {:.1} ms",
        comparison.program,
        proved.map_or("nothing proved".into(), |(kind, proved)| format!(
            "{} ({})",
            lp_json::in_words(proved),
            kind.name()
        )),
        1e3 * comparison.certify_time.as_secs_f64()
    )];
    for trial in &comparison.trials {
        let outcome = match &trial.outcome {
            TrialOutcome::Answered { objective, .. } => match comparison.digits(trial) {
                Some(digits) => format!("{objective:<24e} {digits:.1} digits"),
                None => format!("{objective:e}"),
            },
            TrialOutcome::Failed(reason) => reason.clone(),
        };
        let milliseconds = 1e3 * trial.time.as_secs_f64();
        lines.push(format!(
            "  {:<10} {milliseconds:>10.2} ms  {outcome}",
            trial.backend
        ));
    }
    lines.join("\n")
}
