//! `firstbest gap`: how far the best contract of a class falls short of the first best.

mod certified_program;
mod coq;
mod efforts;
pub(super) mod error;
mod table;
mod view;
pub(super) mod words;

use super::contract_names::{ContractName, ThresholdName};
use super::distinct::distinct;
use super::error::CommandError;
use super::plot;
use super::print::{Outcome, print, print_json};
use crate::bounds;
use crate::contract::discrete::EffortSet;
use crate::contract::view::FirstBestView;
use crate::contract::{Class, FirstBest, SecondBest, Terms};
use crate::curves::gaps::class_name;
use crate::curves::shapes::Contract;
use crate::curves::{self, file_names};
use crate::input::SampleGrid;
use crate::model::Model;
use crate::numerics::try_map_ordered;
use crate::print::files;
use certified_program::CertifiedProgram;
use coq::CoqFile;
use std::path::{Path, PathBuf};
use table::{Solved, table};
use view::{Document, GapView};

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
    /// Write a proof that Coq checks to this file (.v): the gap of every contract from below, that
    /// of general, linear and binary contracts (deterministic threshold) from above. For
    /// square-root utility with wages from 0, a cost with exponent 2, 3, ... or 8, a linear value,
    /// and an expert's labels or self-consistency.
    #[arg(long, value_name = "FILE", conflicts_with = "efforts")]
    coq: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
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
        return efforts::run(&model, &efforts, &tasks, !args.estimate, args.json);
    }
    if let Some(file) = &args.coq {
        coq::check(file, &model)?;
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
    let table = curves::table::pay(&contracts).map_err(plot::error::Error::from)?;
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
