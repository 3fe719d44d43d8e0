//! `firstbest gap`: how far the best contract of a class falls short of the first best.

use super::certified_program::{CertifiedProgram, ProgramView};
use super::distinct::distinct;
use super::gap_coq::{self, CoqFile, CoqView};
use super::gap_words::{self, certain, in_brackets};
use super::{CommandError, Outcome, gap_efforts, plot, print, print_json};
use crate::bounds::view::ContractView;
use crate::bounds::{self, Bracket};
use crate::contract::discrete::EffortSet;
use crate::contract::view::FirstBestView;
use crate::contract::{Class, FirstBest, GAP_ERROR, SecondBest, Terms, Threshold};
use crate::curves::gaps::class_name;
use crate::curves::shapes::Contract;
use crate::curves::{self, file_names};
use crate::input::SampleGrid;
use crate::model::Model;
use crate::numerics::try_map_ordered;
use crate::print::files;
use crate::print::number::scientific_outward;
use clap::ValueEnum;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Compute how far the best contract falls short of the first best.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Model file (TOML).
    model: PathBuf,
    /// Classes of contracts, separated by commas.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [ContractName::Binary, ContractName::Linear, ContractName::General])]
    contract: Vec<ContractName>,
    /// Numbers of monitored samples: a list (100,400) or a logarithmic grid (1e2..1e12:21).
    #[arg(long)]
    samples: String,
    /// Whether a binary contract may pay its bonus by chance at one count.
    #[arg(long, value_enum, default_value_t = ThresholdName::Deterministic)]
    threshold: ThresholdName,
    /// Numbers of bonuses of tiered contracts, separated by commas.
    #[arg(long, value_delimiter = ',', default_values_t = [2])]
    tiers: Vec<u32>,
    /// Let the annotator choose from these efforts only (0,0.35,0.7) instead of the whole interval.
    #[arg(long)]
    efforts: Option<String>,
    /// Leave out the proof: estimates only, some ten times faster.
    #[arg(long)]
    estimate: bool,
    /// For each general contract write the linear program of its effort (MPS) and an exact
    /// certificate of its optimum to this folder; `firstbest check` checks them.
    #[arg(long, value_name = "FOLDER")]
    certificates: Option<PathBuf>,
    /// Write what each contract pays at each count to this file (CSV), pay of any shape as well.
    #[arg(long, value_name = "FILE", conflicts_with = "efforts")]
    pay_by_count: Option<PathBuf>,
    /// Write a proof that Coq checks to this file (.v): the gap of every contract from below, that of
    /// general, linear and binary contracts (deterministic threshold) from above. For square-root
    /// utility with wages from 0, a cost with exponent 2, 3, ... or 8, a linear value, and an
    /// expert's labels or self-consistency.
    #[arg(long, value_name = "FILE", conflicts_with = "efforts")]
    coq: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// Names of the classes on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ContractName {
    /// A base wage and a bonus at a threshold.
    Binary,
    /// A base wage and bonuses that add up (--tiers says how many).
    Tiered,
    /// Pay linear in the number of agreements, with a floor.
    Linear,
    /// Any pay.
    General,
}

/// Names of the threshold rules on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThresholdName {
    /// Bonus iff S >= k.
    Deterministic,
    /// Bonus iff S >= k, and with some probability at S = k - 1.
    Randomised,
}

impl ThresholdName {
    /// The rule it names.
    pub fn threshold(self) -> Threshold {
        match self {
            Self::Deterministic => Threshold::Deterministic,
            Self::Randomised => Threshold::Randomised,
        }
    }
}

impl ContractName {
    /// The classes of contracts it names: one for each number of tiers, if it is tiered.
    pub fn classes(self, threshold: ThresholdName, tiers: &[u32]) -> Vec<Class> {
        let threshold = threshold.threshold();
        match self {
            Self::Binary => vec![Class::Binary(threshold)],
            Self::Tiered => tiers
                .iter()
                .map(|tiers| Class::Tiered {
                    tiers: *tiers,
                    threshold,
                })
                .collect(),
            Self::Linear => vec![Class::Linear],
            Self::General => vec![Class::General],
        }
    }
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.model)],
        &[args.pay_by_count.as_deref(), args.coq.as_deref()],
    )?;
    let grid: SampleGrid = args.samples.parse()?;
    let model = Model::read(&args.model)?;
    let tasks: Vec<(Class, u64)> = args
        .contract
        .iter()
        .flat_map(|name| name.classes(args.threshold, &args.tiers))
        .flat_map(|class| grid.samples().iter().map(move |n| (class, *n)))
        .collect();
    if let Some(written) = &args.efforts {
        let efforts: EffortSet = written.parse()?;
        return gap_efforts::run(&model, &efforts, &tasks, !args.estimate, args.json);
    }
    if let Some(file) = &args.coq {
        gap_coq::check(file, &model)?;
    }
    let first_best = FirstBest::of(&model)?;
    let solved = try_map_ordered(&tasks, |(class, samples)| -> Result<_, CommandError> {
        let contract = class.solve(&first_best, *samples)?;
        let (contract, bracket) = if args.estimate {
            (contract, None)
        } else {
            let (contract, bracket) = bounds::settled(&first_best, *class, contract);
            (contract, Some(bracket))
        };
        Ok(Solved {
            class: *class,
            contract,
            bracket,
        })
    })?;
    if let Some(file) = &args.pay_by_count {
        pay_by_count(file, &args.model, &model, &solved)?;
    }
    let coq = match &args.coq {
        Some(file) => Some(coq_file(file, &model, &solved)?),
        None => None,
    };
    let certified = match &args.certificates {
        Some(folder) => certify_all(folder, &model, &solved)?,
        None => vec![None; solved.len()],
    };
    if args.certificates.is_some() {
        for (solved, _) in solved
            .iter()
            .zip(&certified)
            .filter(|(_, one)| one.is_none())
        {
            tell!(
                "no linear program for {} on {} samples: only pay of any shape that is neither flat, a bonus nor a line has one",
                solved.class,
                solved.contract.samples
            );
        }
    }
    if args.json {
        let results = solved.iter().zip(&certified);
        print_json(&Document {
            model: &model,
            efforts: None,
            first_best: FirstBestView::from(&first_best),
            results: results
                .map(|(solved, certified)| GapView {
                    contract: solved.view(&model),
                    linear_program: certified.as_ref().map(CertifiedProgram::view),
                })
                .collect(),
            coq: coq
                .as_ref()
                .zip(args.coq.as_deref())
                .map(|(coq, file)| coq.view(file)),
        })?;
    } else {
        let coq = coq.iter().zip(&args.coq).map(|(coq, file)| coq.words(file));
        let certified = certified.iter().flatten().map(CertifiedProgram::words);
        let lines: Vec<String> = std::iter::once(table(&first_best, &solved))
            .chain(certified)
            .chain(coq)
            .collect();
        print(&lines.join("\n"))?;
    }
    Ok(Outcome::Done)
}

/// Writes w(S) of every contract.
fn pay_by_count(
    file: &Path,
    name: &Path,
    model: &Model,
    solved: &[Solved],
) -> Result<(), CommandError> {
    let names = file_names(&[&name.display().to_string()]);
    let contracts: Vec<Contract<'_>> = solved
        .iter()
        .map(|solved| Contract {
            name: names[0].clone(),
            class: class_name(solved.class),
            model,
            solved: solved.contract.clone(),
        })
        .collect();
    let table = curves::table::pay(&contracts).map_err(plot::Error::from)?;
    files::write(file, table.csv().as_bytes())?;
    Ok(())
}

/// Writes the proof.
fn coq_file(file: &Path, model: &Model, solved: &[Solved]) -> Result<CoqFile, CommandError> {
    let contracts: Vec<(Class, &SecondBest)> = solved
        .iter()
        .map(|solved| (solved.class, &solved.contract))
        .collect();
    let coq = CoqFile::of(file, model, &contracts)?;
    coq.write(file)?;
    Ok(coq)
}

/// A contract and what is proved about its gap.
struct Solved {
    class: Class,
    contract: SecondBest,
    bracket: Option<Bracket>,
}

impl Solved {
    fn view(&self, model: &Model) -> ContractView<'_> {
        ContractView::of(self.class, &self.contract, self.bracket.as_ref(), model)
    }
}

/// What `--json` prints, of all efforts and of a list of them.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub model: &'a Model,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efforts: Option<&'a [f64]>,
    pub first_best: FirstBestView,
    pub results: Vec<GapView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coq: Option<CoqView<'a>>,
}

#[derive(Serialize)]
pub(super) struct GapView<'a> {
    #[serde(flatten)]
    pub contract: ContractView<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linear_program: Option<ProgramView<'a>>,
}

/// Certificates of the general contracts, one after the other: each uses what time it needs.
fn certify_all(
    folder: &Path,
    model: &Model,
    solved: &[Solved],
) -> Result<Vec<Option<CertifiedProgram>>, CommandError> {
    solved
        .iter()
        .map(|solved| match solved.contract.terms {
            Terms::General(_) => CertifiedProgram::write(folder, model, &solved.contract).map(Some),
            _ => Ok(None),
        })
        .collect()
}

fn table(first_best: &FirstBest<'_>, solved: &[Solved]) -> String {
    let mut lines = vec![
        format!(
            "first best: effort {}, payoff {}",
            certain(first_best.effort(), 1e-12),
            certain(first_best.payoff(), 1e-12)
        ),
        format!(
            "gap: that of the contract in the row; proved: what holds for the best contract of the class, found or not; right: the gap is that of the best contract to this share of it, or of the best found where nothing narrower than {NARROW:e} is proved"
        ),
        format!(
            "{:<8} {:>15}  {:<16} {:<32} {:<12} {:<12} terms",
            "contract", "samples", "gap", "proved", "right", "effort"
        ),
    ];
    for Solved {
        class,
        contract,
        bracket,
    } in solved
    {
        let kind = class.to_string();
        lines.push(format!(
            "{kind:<8} {:>15}  {:<16} {:<32} {:<12} {:<12} {}",
            contract.samples,
            certain(contract.gap.total(), GAP_ERROR),
            proved(bracket.as_ref()),
            right(contract.gap.total(), bracket.as_ref()),
            certain(contract.point.effort, TERMS_ERROR),
            terms(contract, first_best.model())
        ));
    }
    lines.join("\n")
}

/// A bracket in ten digits, rounded outwards.
fn proved(bracket: Option<&Bracket>) -> String {
    bracket.map_or_else(
        || "-".to_owned(),
        |proved| in_brackets(proved.lower(), proved.upper(), outward),
    )
}

/// Brackets wider than this share of the gap say little about how good the contract is.
const NARROW: f64 = 1e-3;

/// How far the printed gap may be from that of the best contract: within the proved bracket, as a
/// share of the gap, where that is narrow; the gap of the best contract that was found otherwise.
fn right(gap: f64, bracket: Option<&Bracket>) -> String {
    let ends = bracket.and_then(|bracket| bracket.lower().zip(bracket.upper()));
    match ends {
        Some((lower, upper)) if lower == upper && gap == upper => "exactly".to_owned(),
        Some((lower, upper)) => {
            // What is printed is right to a rounding of its last digit besides.
            let off = (upper.max(gap) - lower.min(gap)) / upper + GAP_ERROR;
            if off <= NARROW {
                format!("to {}", scientific_outward(off, 0, true))
            } else {
                "best found".to_owned()
            }
        }
        None => "best found".to_owned(),
    }
}

/// A number in ten digits, not below (or not above) it.
fn outward(value: f64, up: bool) -> String {
    scientific_outward(value, 9, up)
}

/// Relative error of terms: they follow from the effort, which the flat optimum leaves right to the
/// root of the gap's accuracy.
const TERMS_ERROR: f64 = 1e-6;

fn terms(contract: &SecondBest, model: &Model) -> String {
    match &contract.terms {
        _ if contract.is_flat() => gap_words::flat(contract.expected_pay(model), TERMS_ERROR),
        Terms::Binary(terms) => gap_words::binary(terms, TERMS_ERROR),
        Terms::Tiered(terms) => gap_words::tiered(terms, TERMS_ERROR),
        Terms::Linear(terms) => gap_words::linear(terms, TERMS_ERROR),
        Terms::General(terms) => {
            let (shift, price) = (terms.participation_shift, terms.incentive_price);
            // What is below the error of the other term is rounding.
            let shift = if shift.abs() > TERMS_ERROR * price.abs() {
                let sign = if shift < 0.0 { '-' } else { '+' };
                format!(" {sign} {}", certain(shift.abs(), TERMS_ERROR))
            } else {
                String::new()
            };
            format!(
                "h'(u(w)) = h'(ubar){shift} + {} y",
                certain(price, TERMS_ERROR)
            )
        }
    }
}
