//! `firstbest table`: the least pay for an effort, from a table of outcome probabilities.

use super::distinct::distinct;
use super::error::CommandError;
use super::output::{fate, write};
use super::print::{Outcome, print, print_json};
use super::quantity::seconds;
use crate::contract::table::{
    self, Answer, AnswersView, CostKnowledge, Objective, Question, RowReading, Shape, Solver,
    TableError, Verdict,
};
use crate::input::{InputError, Source};
use crate::lp::backends::{self, Limits};
use crate::lp::certificate::view::CertificateView;
use crate::lp::certificate::{file, fingerprint};
use crate::lp::{CertifyBudget, mps};
use crate::model::{Utility, utility};
use dashu_ratio::RBig;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Find the least pay that makes an effort worth choosing, from a table of outcome probabilities.
///
/// The CSV file has a row for each effort: its name, its `cost` (or `cost_lower` and `cost_upper`),
/// and its probability of each outcome. Numbers are decimals or fractions, and are kept exactly.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV file: effort, cost, and a column for each outcome.
    file: PathBuf,
    /// Name or row number of the effort to be chosen, or `all`.
    #[arg(long, value_name = "EFFORT")]
    target: String,
    /// What to keep small: expected-pay, or largest-pay (the budget).
    #[arg(long, default_value = "expected-pay")]
    objective: Objective,
    /// any, monotone (pay never falls from left to right), or threshold.
    #[arg(long, default_value = "any")]
    shape: Shape,
    /// Least pay, or `none`.
    #[arg(
        long,
        default_value = "0",
        value_name = "PAY",
        allow_hyphen_values = true
    )]
    floor: String,
    /// Most pay.
    #[arg(long, value_name = "PAY", allow_hyphen_values = true)]
    cap: Option<String>,
    /// Utility that the agent gets elsewhere; without it the agent cannot leave.
    #[arg(long, value_name = "UTILITY", allow_hyphen_values = true)]
    outside: Option<String>,
    /// Each cost is known up to this share of it (0.1 for ten percent either way), less than 1.
    #[arg(
        long,
        value_name = "SHARE",
        conflicts_with = "cost_robust",
        allow_hyphen_values = true
    )]
    cost_error: Option<String>,
    /// Every other effort may be as cheap as the cheapest of the table.
    #[arg(long)]
    cost_robust: bool,
    /// Utility of pay: power:gamma=0.5, cara:risk_aversion=2, log:scale=1 or risk-neutral.
    #[arg(long, default_value = "risk-neutral", value_name = "FAMILY")]
    utility: String,
    /// Divide rows that miss a sum of 1 by what rounding of their digits explains by their sum.
    #[arg(long, conflicts_with = "counts")]
    normalise: bool,
    /// The table holds counts: divide each row by its sum.
    #[arg(long)]
    counts: bool,
    /// Solver; `firstbest backends` lists those of this build. Without one the certifier's own
    /// simplex method is asked, and the solvers where it does not end in half of the time.
    #[arg(long)]
    backend: Option<String>,
    /// Write the certificate to this file, and its linear program beside it as FILE.mps.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// Seconds for each linear program, and as many for its certificate.
    #[arg(
        long,
        default_value_t = 60.0,
        value_name = "SECONDS",
        value_parser = seconds,
        allow_negative_numbers = true
    )]
    time: f64,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(&[Some(&args.file)], &[args.certificate.as_deref()])?;
    let time = Duration::from_secs_f64(args.time);
    let solver = Solver {
        backend: args.backend.as_deref().map(backends::by_name).transpose()?,
        limits: Limits::default().with_time(time),
        budget: CertifyBudget::default().lasting(time),
    };
    let reading = match (args.counts, args.normalise) {
        (true, _) => RowReading::Counts,
        (_, true) => RowReading::Rounded,
        _ => RowReading::Probabilities,
    };
    let question = args.question()?;
    let knowledge = args.costs()?;
    let utility = family(&args.utility)?;
    let table = table::read_file(&args.file, reading)?;
    let targets = match args.target.as_str() {
        "all" if table.effort("all").is_err() => (0..table.efforts().len()).collect(),
        written => vec![table.effort(written)?],
    };
    let mut answers = Vec::new();
    for target in targets {
        let known = table.with_costs(&knowledge, target);
        let utility = Some(utility.as_ref());
        answers.push(table::solve(&known, target, &question, utility, &solver)?);
    }
    let written = match &args.certificate {
        Some(file) => write_certificates(file, &answers)?,
        None => Vec::new(),
    };
    if args.json {
        print_json(&Document {
            answers: AnswersView::of(&table, &question, &answers),
            utility: &args.utility,
            backend: solver.name(),
            certificates: certificates(&answers, &written),
        })?;
    } else {
        let mut text = format!("{}: ", args.file.display());
        text += &table::words(&table, &question, &args.agent(), &answers);
        for (certificate, program) in written.iter().flatten() {
            text += &format!(
                "To check: firstbest check {} {}\n",
                certificate.display(),
                program.display()
            );
        }
        print(&text)?;
    }
    let undecided = |answer: &Answer| matches!(answer.verdict, Verdict::Undecided { .. });
    Ok(match answers.iter().any(undecided) {
        true => Outcome::ClaimFailed,
        false => Outcome::Done,
    })
}

impl Args {
    fn question(&self) -> Result<Question, CommandError> {
        let optional = |option, text: &Option<String>| {
            text.as_deref().map(|text| number(option, text)).transpose()
        };
        Ok(Question {
            objective: self.objective,
            shape: self.shape,
            floor: match self.floor.as_str() {
                "none" => None,
                floor => Some(number("--floor", floor)?),
            },
            cap: optional("--cap", &self.cap)?,
            outside: optional("--outside", &self.outside)?,
        })
    }

    fn costs(&self) -> Result<CostKnowledge, CommandError> {
        Ok(match &self.cost_error {
            _ if self.cost_robust => CostKnowledge::OthersCheapest,
            None => CostKnowledge::AsGiven,
            Some(text) => {
                let share = number("--cost-error", text)?;
                if share < RBig::ZERO || share >= RBig::ONE {
                    let problem = "is no share by which a cost may err and keep its sign";
                    let allowed = "at least 0 and less than 1, such as 0.1";
                    return Err(argument("--cost-error", text, problem, allowed));
                }
                CostKnowledge::Within(share)
            }
        })
    }

    fn agent(&self) -> String {
        let costs = match &self.cost_error {
            _ if self.cost_robust => ", every other effort taken for as cheap as the cheapest",
            Some(_) => ", costs known within bounds",
            None => "",
        };
        match self.utility.as_str() {
            "risk-neutral" => format!("an agent who does not mind risk{costs}"),
            utility => format!("an agent with utility {utility}{costs}"),
        }
    }
}

fn number(option: &'static str, text: &str) -> Result<RBig, CommandError> {
    table::parse(text.trim()).map_err(|problem| {
        argument(
            option,
            text,
            problem,
            "a decimal such as 0.25 or a fraction such as 1/3",
        )
    })
}

fn argument(option: &str, written: &str, problem: &str, allowed: &str) -> CommandError {
    CommandError::Table(TableError::Argument {
        option: option.to_owned(),
        written: written.to_owned(),
        problem: problem.to_owned(),
        allowed: allowed.to_owned(),
    })
}

/// A utility written `family:key=value,key=value`, read as a model file's `[utility]` is.
fn family(written: &str) -> Result<Box<dyn Utility>, InputError> {
    let (family, parameters) = written.split_once(':').unwrap_or((written, ""));
    let mut text = format!("family = {}\n", Value::from(family));
    for parameter in parameters.split(',').filter(|text| !text.is_empty()) {
        text += parameter;
        text.push('\n');
    }
    let source = Source::from_text("--utility", text);
    let document = source.parse()?;
    if document.root().has("minimum_wage") {
        let problem = "is not part of --utility";
        return Err(document.root().complain("minimum_wage", problem, "--floor"));
    }
    Ok(utility::read(&document.root())?.0)
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    answers: AnswersView<'a>,
    utility: &'a str,
    backend: &'static str,
    certificates: Vec<WrittenView<'a>>,
}

#[derive(Serialize)]
struct WrittenView<'a> {
    #[serde(flatten)]
    certificate: CertificateView,
    about: &'a str,
    file: Option<Cow<'a, str>>,
    program_file: Option<Cow<'a, str>>,
}

/// Where a certificate and its program went.
type Written = Option<(PathBuf, PathBuf)>;

/// Writes every certificate with its program; the first takes the name given where it is alone.
fn write_certificates(file: &Path, answers: &[Answer]) -> Result<Vec<Written>, CommandError> {
    let all: Vec<_> = answers
        .iter()
        .flat_map(|answer| {
            answer
                .evidence
                .iter()
                .map(|evidence| (answer.target, evidence))
        })
        .collect();
    let mut written = Vec::new();
    for (target, evidence) in &all {
        let mut name = file.as_os_str().to_owned();
        if answers.len() > 1 {
            name.push(format!(".effort{}", target + 1));
        }
        if !evidence.label.is_empty() {
            name.push(format!(".{}", evidence.label));
        }
        let path = PathBuf::from(&name);
        name.push(".mps");
        let program = PathBuf::from(name);
        written.push(match &evidence.certificate {
            Some((certificate, _)) => {
                let text = mps::write(&evidence.program)?;
                // a checker will read the file, so it must be the program that was certified
                let read = mps::read(&text).map_err(|error| CommandError::mps(&program, error))?;
                if fingerprint(&read.program) != certificate.program {
                    return Err(CommandError::Table(TableError::NotAsWritten));
                }
                write(&program, text.as_bytes())?;
                write(&path, file::write(certificate).as_bytes())?;
                Some((path, program))
            }
            None => {
                tell!("warning: nothing is proved; {}", fate(&path));
                None
            }
        });
    }
    Ok(written)
}

fn certificates<'a>(answers: &'a [Answer], written: &'a [Written]) -> Vec<WrittenView<'a>> {
    let evidence = answers.iter().flat_map(|answer| &answer.evidence);
    let place = |k: usize| written.get(k).and_then(Option::as_ref);
    let all = evidence.enumerate().map(|(k, evidence)| WrittenView {
        certificate: CertificateView::of(evidence.certificate.as_ref()),
        about: &evidence.label,
        file: place(k).map(|(file, _)| file.to_string_lossy()),
        program_file: place(k).map(|(_, program)| program.to_string_lossy()),
    });
    all.collect()
}
