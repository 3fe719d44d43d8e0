//! `firstbest compare-backends`: every solver on contract programs and MPS files.

mod figure;
mod files;
mod means;
mod programs;
mod view;

use super::backends::views;
use super::error::CommandError;
use super::lp_answers;
use super::print::{Outcome, print, print_json};
use super::quantity::{positive, seconds, whole};
use crate::lp::CertifyBudget;
use crate::lp::backends::{self, Limits, Status};
use crate::lp::certificate::view::in_words as proof_in_words;
use crate::lp::comparison::{Comparison, KnownOptimum, SHIFT, TrialOutcome, compare, read_optima};
use files::{About, Run};
use means::Mean;
use programs::{Choice, Posed, Programs};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use view::{ComparisonView, Document, LimitsView, Machine};

/// Solve contract, minimum-pay and lottery programs, and the MPS files of a folder, with every
/// solver; measure each against certified optima.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with MPS files (.mps, .mps.gz) to add.
    #[arg(long, value_name = "FOLDER")]
    mps: Option<PathBuf>,
    /// CSV file `name,optimum` of known optima by file name: the programs of this build are left
    /// out, the folder's alone are solved, and answers and certificates are held against the
    /// optima, which are right to one unit of their last digit. An optimum that is not held fails;
    /// where integer columns are made real it has only to be no better than theirs.
    #[arg(long, value_name = "FILE", requires = "mps")]
    optima: Option<PathBuf>,
    /// Leave out files with more nonzeros than this.
    #[arg(
        long,
        value_name = "NONZEROS",
        requires = "mps",
        value_parser = whole,
        allow_negative_numbers = true
    )]
    largest: Option<usize>,
    /// Small sizes only.
    #[arg(long)]
    quick: bool,
    /// Give the backends the numbers as they are, without scaling.
    #[arg(long)]
    unscaled: bool,
    /// Seconds for each solve and each certification.
    #[arg(
        long,
        default_value_t = 30.0,
        value_name = "SECONDS",
        value_parser = seconds,
        allow_negative_numbers = true
    )]
    time: f64,
    /// Repetitions of each solve; the fastest counts.
    #[arg(
        long,
        default_value_t = 3,
        value_parser = positive::<usize>,
        allow_negative_numbers = true
    )]
    repetitions: usize,
    /// Run scaled and unscaled, and write tables/solver_backends.csv,
    /// tables/solver_backends_means.csv and figures/solver_backends.* to this folder, with the
    /// machine and the versions in them; with --optima the files bear the name of the folder of
    /// programs.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What a list of optima is.
const OPTIMA: &str = "a CSV file with lines name,optimum";

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let time = Duration::from_secs_f64(args.time);
    let mut limits = Limits::default().with_time(time);
    if args.unscaled {
        limits = limits.unscaled();
    }
    let effort = CertifyBudget {
        time,
        ..CertifyBudget::default()
    };
    let optima = args.optima()?;
    let programs = Programs::of(&Choice {
        folder: args.mps.as_deref(),
        public_only: args.optima.is_some(),
        largest: args.largest,
        quick: args.quick,
    })?;
    for name in optima.keys() {
        if !programs.posed.iter().any(|posed| posed.stem == *name) {
            match programs.left_out.contains(name) {
                true => tell!("warning: '{name}' was left out: its optimum is not looked at"),
                false => tell!("warning: the folder has no program '{name}' for its optimum"),
            }
        }
    }
    let programs = programs.posed;
    let compare_all = |limits: &Limits| {
        let compared = programs.iter().map(|posed| {
            let Posed { program, .. } = posed;
            tell!("{}", program.name);
            let all = backends::all();
            let file = Path::new(&program.name);
            let known = optima.get(&posed.stem).cloned();
            let compared = compare(program, all, limits, &effort, args.repetitions, known);
            let compared = compared.map_err(|error| CommandError::mps(file, error.into()))?;
            Ok(compared.with_remarks(posed.relaxed, posed.warnings.clone()))
        });
        compared.collect::<Result<Vec<Comparison>, CommandError>>()
    };
    let comparisons = compare_all(&limits)?;
    if let Some(folder) = &args.out {
        let about = About {
            stem: args.stem(),
            machine: machine(),
            limits: &limits,
        };
        let plain = compare_all(&limits.clone().unscaled())?;
        let runs = [(limits.scale, &comparisons), (false, &plain)];
        let runs = runs.map(|(scaled, comparisons)| Run {
            scaled,
            comparisons,
        });
        files::write(folder, &about, &runs)?;
    }
    let means = means::of(&comparisons, limits.time.as_secs_f64());
    let mut outcome = Outcome::Done;
    for comparison in comparisons.iter().filter(|c| c.held() == Some(false)) {
        tell!("{}: {}", comparison.program, optimum_in_words(comparison));
        outcome = Outcome::ClaimFailed;
    }
    if args.json {
        print_json(&Document {
            machine: Machine {
                processor: processor(),
                architecture: std::env::consts::ARCH,
                system: std::env::consts::OS,
                threads: threads(),
            },
            backends: views(),
            scaled: limits.scale,
            limits: LimitsView {
                seconds: limits.time.as_secs_f64(),
                memory_bytes: limits.memory,
                tolerance: limits.tolerance,
            },
            right_digits: means::DIGITS,
            shift_seconds: SHIFT,
            means: &means,
            comparisons: comparisons.iter().map(ComparisonView::of).collect(),
        })?;
        return Ok(outcome);
    }
    let mut lines: Vec<String> = comparisons.iter().map(in_words).collect();
    let scaled = if limits.scale {
        "programs scaled first"
    } else {
        "programs as posed"
    };
    lines.push(format!(
        "{scaled}; shifted geometric mean of times (shift {SHIFT} s), failures at {} s:",
        limits.time.as_secs_f64()
    ));
    lines.extend(means.iter().map(Mean::words));
    print(&lines.join("\n"))?;
    Ok(outcome)
}

/// The machine in a few words.
fn machine() -> String {
    let threads = threads();
    let build = match cfg!(debug_assertions) {
        true => "test build (solvers optimised, certification not)",
        false => "release build",
    };
    let system = std::env::consts::OS;
    format!("{}, {threads} threads, {system}, {build}", processor())
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The processor's name where the system tells it, else its architecture.
fn processor() -> String {
    let known = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = known.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(':'));
    name.map_or(std::env::consts::ARCH, |(_, name)| name.trim())
        .to_owned()
}

impl Args {
    /// Optima by name; none without a list.
    fn optima(&self) -> Result<BTreeMap<String, KnownOptimum>, CommandError> {
        let Some(path) = &self.optima else {
            return Ok(BTreeMap::new());
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| CommandError::unreadable(path, &error, OPTIMA))?;
        read_optima(&text).map_err(|error| CommandError::Optima {
            file: path.clone(),
            cause: error,
        })
    }

    /// What the files written are called.
    fn stem(&self) -> String {
        let folder = self.mps.as_ref().filter(|_| self.optima.is_some());
        let name = folder.and_then(|folder| folder.file_name());
        match name.map(|name| name.to_string_lossy()) {
            Some(name) => format!("{name}_backends"),
            None => files::STEM.to_owned(),
        }
    }
}

fn in_words(comparison: &Comparison) -> String {
    let (rows, columns, nonzeros) = comparison.size;
    let proved = comparison.proved.as_ref();
    let mut lines = vec![format!(
        "{} ({rows} rows, {columns} columns, {nonzeros} nonzeros{}): {} in {:.1} ms",
        comparison.program,
        match comparison.relaxed {
            true => "; integer or semi-continuous columns relaxed",
            false => "",
        },
        proved.map_or("nothing proved".into(), |(kind, proved)| format!(
            "{} ({})",
            proof_in_words(proved),
            kind.name()
        )),
        1e3 * comparison.certify_time.as_secs_f64()
    )];
    if comparison.known.is_some() {
        lines.push(format!("  {}", optimum_in_words(comparison)));
    }
    for trial in &comparison.trials {
        let outcome = match &trial.outcome {
            TrialOutcome::Answered { status, .. } if *status != Status::Optimal => {
                lp_answers::status(Some(*status)).to_owned()
            }
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

/// What is proved of the known optimum.
fn optimum_in_words(comparison: &Comparison) -> String {
    let Some(known) = &comparison.known else {
        return "no known optimum".to_owned();
    };
    let proved = comparison.proved.as_ref();
    let proved = proved.map(|(_, proved)| proof_in_words(proved));
    let what = match (comparison.held(), comparison.relaxed) {
        (None, _) => "not decided".to_owned(),
        (Some(true), false) => "held".to_owned(),
        (Some(true), true) => "no better than the relaxation".to_owned(),
        (Some(false), relaxed) => format!(
            "NOT held: {}{}",
            match relaxed {
                true => "of the relaxation is proved that ",
                false => "",
            },
            proved.unwrap_or_default()
        ),
    };
    format!("known optimum {}: {what}", known.written())
}
