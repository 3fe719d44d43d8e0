//! Gaps of the three classes over n against T8's formulas.

mod checks;

use super::super::TheoremError;
use super::super::evidence::{Cell, DataTable, Mark, Series};
use super::super::limits::number;
use super::super::study::{Instance, Progress};
use super::cell;
use crate::contract::discrete::asymptotics::{LogRate, exponent, governing, linear_constant};
use crate::contract::discrete::{self, DiscreteContract, DiscreteProblem, EffortSet, program};
use crate::contract::{Class, ContractError, Threshold};
use crate::input::Section;
use crate::numerics::try_map_ordered;

/// Relative error of a ln gap: some roundings of n·KL, and 1e-10 for the equations of the general
/// contract.
const LN_GAP_ERROR: f64 = 1e-9;

/// Sizes of the study: parameters `samples`, `linear_samples`, `general_samples`,
/// `program_samples`.
pub struct Curves {
    binary: Vec<u64>,
    linear: Vec<u64>,
    general: Vec<u64>,
    programs: Vec<u64>,
}

impl Curves {
    pub fn read(parameters: &Section<'_, '_>) -> Result<Self, TheoremError> {
        let samples = |key| Ok::<_, TheoremError>(parameters.samples(key)?.samples().to_vec());
        Ok(Self {
            binary: samples("samples")?,
            linear: samples("linear_samples")?,
            general: samples("general_samples")?,
            programs: samples("program_samples")?,
        })
    }

    pub fn steps(&self) -> usize {
        2 * self.binary.len() + self.linear.len() + self.general.len() + self.programs.len()
    }

    pub fn gather<'i>(
        &self,
        instance: &'i Instance,
        list: &EffortSet,
        progress: &dyn Progress,
    ) -> Result<Found<'i>, TheoremError> {
        let wrong = |error| instance.contract_error(error);
        let problem = DiscreteProblem::new(&instance.model, list).map_err(wrong)?;
        let (Some(least), true) = (exponent(&problem), problem.target() > 0) else {
            return Err(TheoremError::Assumption {
                theorem: "T8",
                instance: instance.label.clone(),
                assumption: "a first best above the lowest effort, u(w_min) < U0 and q(target) < 1",
            });
        };
        let solve = |class: Class, samples: &[u64]| {
            try_map_ordered(samples, |n| {
                let solved = discrete::solve(&problem, *n, class);
                progress.step();
                solved
            })
            .map_err(wrong)
        };
        let binary = solve(Class::Binary(Threshold::Deterministic), &self.binary)?;
        let chance = solve(Class::Binary(Threshold::Randomised), &self.binary)?;
        let linear = solve(Class::Linear, &self.linear)?;
        let general = solve(Class::General, &self.general)?;
        let beside = try_map_ordered(&self.general, |n| {
            discrete::solve(&problem, *n, Class::Binary(Threshold::Randomised))
        })
        .map_err(wrong)?;
        let programs = try_map_ordered(&self.programs, |n| {
            let contract = discrete::solve(&problem, *n, Class::General)?;
            let bound = program::bound(&problem, &contract)?;
            progress.step();
            Ok::<_, ContractError>((contract, bound))
        })
        .map_err(wrong)?;
        Ok(Found {
            instance,
            least,
            rates: binary
                .iter()
                .filter_map(|contract| governing(&problem, contract.samples as f64))
                .collect(),
            linear_constant: linear_constant(&problem),
            efforts: list.efforts().len() as u64,
            binary,
            chance,
            linear,
            general,
            beside,
            programs,
        })
    }
}

/// What was found for one model.
pub struct Found<'i> {
    instance: &'i Instance,
    /// min KL.
    least: f64,
    /// The governing expansion at each n of `binary`.
    rates: Vec<LogRate>,
    linear_constant: f64,
    efforts: u64,
    binary: Vec<DiscreteContract>,
    chance: Vec<DiscreteContract>,
    linear: Vec<DiscreteContract>,
    general: Vec<DiscreteContract>,
    /// Bonus by chance at the n of `general`.
    beside: Vec<DiscreteContract>,
    programs: Vec<(DiscreteContract, Option<program::ProgramBound>)>,
}

fn ln_gap(contract: &DiscreteContract) -> f64 {
    contract.gap.ln_total()
}

impl Found<'_> {
    pub fn tabulate(&self, table: &mut DataTable) {
        let classes = [
            ("binary", &self.binary),
            ("binary by chance", &self.chance),
            ("linear", &self.linear),
            ("general", &self.general),
        ];
        for (name, contracts) in classes {
            for (index, contract) in contracts.iter().enumerate() {
                let mut row = cell("rate", self.instance, name, self.efforts, contract.samples);
                row.push(("ln_gap", number(ln_gap(contract))));
                let n = contract.samples as f64;
                if let (Some(rate), true) = (self.rates.get(index), name.starts_with("binary")) {
                    row.push(("formula", number(rate.at(n))));
                    row.push(("exponent_times_samples", number(n * self.least)));
                    if let discrete::DiscreteTerms::Binary(terms) = &contract.terms {
                        row.push(("threshold", Cell::Count(terms.rule.threshold())));
                    }
                } else if name == "linear" {
                    let formula = libm::log(self.linear_constant / n);
                    row.push(("formula", number(formula)));
                }
                table.add(row);
            }
        }
    }

    /// What to draw: gaps above e^−200 at up to 10⁴ samples, so that the 1/n of linear contracts
    /// can still be seen.
    pub fn series(&self) -> Vec<Series> {
        const LEAST: f64 = -200.0;
        const MOST: u64 = 10_000;
        let shown = |contracts: &[DiscreteContract]| -> Vec<(f64, f64)> {
            contracts
                .iter()
                .filter(|contract| ln_gap(contract) > LEAST && contract.samples <= MOST)
                .map(|contract| (contract.samples as f64, libm::exp(ln_gap(contract))))
                .collect()
        };
        let formula = self
            .binary
            .iter()
            .zip(&self.rates)
            .map(|(contract, rate)| (contract.samples as f64, rate))
            .map(|(n, rate)| (n, rate.at(n), -n * self.least))
            .filter(|(_, ln, _)| *ln > LEAST)
            .collect::<Vec<_>>();
        vec![
            Series::new("bonus", Mark::Points, 0, shown(&self.binary)),
            Series::new(
                "second order",
                Mark::Curve,
                0,
                formula.iter().map(|(n, ln, _)| (*n, libm::exp(*ln))),
            ),
            Series::new(
                "$e^{-n KL}$",
                Mark::Leading,
                0,
                formula.iter().map(|(n, _, ln)| (*n, libm::exp(*ln))),
            ),
            Series::new("any pay", Mark::Points, 2, shown(&self.general)),
            Series::new("linear", Mark::Points, 1, shown(&self.linear)),
            Series::new(
                "",
                Mark::Leading,
                1,
                self.linear
                    .iter()
                    .filter(|c| c.samples <= MOST)
                    .map(|c| (c.samples as f64, self.linear_constant / c.samples as f64)),
            ),
        ]
    }
}
