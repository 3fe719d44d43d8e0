//! What the theorems on a rate have in common (T5, T6, T7): gaps of a class over n on several
//! instances, the rate that is selected for them, their brackets, how they tend to the constant,
//! simulations, and the table and panels of all that. A theorem states its limit and what is its
//! own.

use super::TheoremError;
use super::brackets::{Brackets, Claim};
use super::evidence::{Cell, Check, DataTable, Panel, Row, Series};
use super::limits::selection_check;
use super::simulation::{SimulatedGap, Simulation, simulated_row};
use super::study::{Instance, Progress};
use crate::contract::{FirstBest, SecondBest};
use crate::input::Section;

/// A theorem on the rate of the gap of one class.
pub trait RateTheorem {
    /// Formulas at each n and further curves of one instance.
    type Formulas;

    /// The class, its rate and its constant.
    fn claim(&self) -> &Claim;

    /// What gaps of one instance are compared with.
    fn formulas(&self, gaps: &Gaps<'_>, study: &Study<'_>) -> Result<Self::Formulas, TheoremError>;

    /// That the gaps tend to the constant, and what else the theorem says.
    fn checks(
        &self,
        gaps: &Gaps<'_>,
        formulas: &Self::Formulas,
    ) -> Result<Vec<Check>, TheoremError>;

    /// The cells of a contract beside instance and samples, by its place in the curve.
    fn cells(&self, gaps: &Gaps<'_>, formulas: &Self::Formulas, place: usize) -> Row;

    /// Series of the gap over n.
    fn drawn(&self, gaps: &Gaps<'_>, formulas: &Self::Formulas) -> Vec<Series>;

    /// Series of the gap over its formula, or of the distance of the two.
    fn ratios(&self, gaps: &Gaps<'_>, formulas: &Self::Formulas) -> Vec<Series>;
}

/// The gaps of one instance.
pub struct Gaps<'a> {
    /// The instance.
    pub instance: &'a Instance,
    /// Its first best.
    pub first_best: FirstBest<'a>,
    /// Its colour.
    pub group: usize,
    /// Best contracts over n.
    pub curve: Vec<SecondBest>,
    /// Simulated gaps, of the instance that is simulated.
    pub simulated: Vec<SimulatedGap>,
}

impl Gaps<'_> {
    /// (n, gap).
    pub fn points(&self) -> Vec<(f64, f64)> {
        points(&self.curve)
    }
}

/// (n, gap) of a curve.
pub fn points(curve: &[SecondBest]) -> Vec<(f64, f64)> {
    curve
        .iter()
        .map(|contract| (contract.samples as f64, contract.gap.total()))
        .collect()
}

/// Instances and numbers of samples of a parameter file.
pub struct Study<'p> {
    /// Models with their labels.
    pub instances: Vec<Instance>,
    /// n of the curves.
    pub samples: Vec<u64>,
    brackets: Brackets,
    simulation: Option<Simulation>,
    progress: &'p dyn Progress,
}

/// What all instances together show.
pub struct Gathered {
    /// Of every instance.
    pub checks: Vec<Check>,
    /// One row a contract and one a simulation.
    pub table: DataTable,
    /// Gap over n, of the instance that is simulated, else of the first.
    pub drawn: Vec<Series>,
    /// Gap over formula.
    pub ratios: Vec<Series>,
    /// Width of brackets.
    pub widths: Vec<Series>,
}

impl<'p> Study<'p> {
    /// Reads `models`, `labels`, `samples`, `[brackets]` and, if wanted, `[simulation]`; `more`
    /// names what a theorem reads itself.
    ///
    /// # Errors
    /// What is wrong with the parameters.
    pub fn read(
        parameters: &Section<'_, '_>,
        simulated: bool,
        more: &[&'static str],
        progress: &'p dyn Progress,
    ) -> Result<Self, TheoremError> {
        let mut known = vec!["models", "labels", "samples", "brackets"];
        known.extend(simulated.then_some("simulation"));
        known.extend(more);
        parameters.only(&known)?;
        let instances = Instance::read_all(parameters)?;
        let samples = parameters.samples("samples")?.samples().to_vec();
        let brackets = Brackets::read(parameters)?;
        let simulation = match simulated {
            true => Some(Simulation::read(parameters, instances.len())?),
            false => None,
        };
        progress.plan(
            instances.len() * (samples.len() + brackets.steps())
                + simulation.as_ref().map_or(0, |it| it.samples.len()),
        );
        Ok(Self {
            instances,
            samples,
            brackets,
            simulation,
            progress,
        })
    }

    /// Told of every step.
    pub fn progress(&self) -> &dyn Progress {
        self.progress
    }

    /// Runs the theorem on every instance; `columns` are those of the table.
    ///
    /// # Errors
    /// What could not be computed.
    pub fn gather<T: RateTheorem>(
        &self,
        theorem: &T,
        columns: &[&'static str],
    ) -> Result<Gathered, TheoremError> {
        let mut all = Gathered {
            checks: Vec::new(),
            table: DataTable::new(columns),
            drawn: Vec::new(),
            ratios: Vec::new(),
            widths: Vec::new(),
        };
        for (group, instance) in self.instances.iter().enumerate() {
            self.instance(theorem, group, instance, &mut all)?;
        }
        Ok(all)
    }

    fn instance<T: RateTheorem>(
        &self,
        theorem: &T,
        group: usize,
        instance: &Instance,
        all: &mut Gathered,
    ) -> Result<(), TheoremError> {
        let claim = theorem.claim();
        let mut gaps = Gaps {
            instance,
            first_best: instance.first_best()?,
            group,
            curve: instance.curve(claim.class, &self.samples, self.progress)?,
            simulated: Vec::new(),
        };
        let formulas = theorem.formulas(&gaps, self)?;
        all.checks
            .push(selection_check(instance, &gaps.curve, claim.rate.clone())?);
        let bracketed = self.brackets.study(instance, claim, self.progress)?;
        all.widths.push(bracketed.widths(instance, group));
        all.checks.extend(bracketed.checks);
        all.checks.extend(theorem.checks(&gaps, &formulas)?);
        let simulation = self.simulation.as_ref();
        if let Some(simulation) = simulation.filter(|it| it.instance == group) {
            let (simulated, check) = simulation.run(instance, claim.class, self.progress)?;
            all.checks.push(check);
            gaps.simulated = simulated;
        }
        for (place, contract) in gaps.curve.iter().enumerate() {
            let mut row: Row = vec![
                ("instance", Cell::Text(instance.label.clone())),
                ("samples", Cell::Count(contract.samples)),
            ];
            row.extend(theorem.cells(&gaps, &formulas, place));
            all.table.add(row);
        }
        for gap in &gaps.simulated {
            all.table.add(simulated_row(instance, gap));
        }
        if group == simulation.map_or(0, |it| it.instance) {
            all.drawn = theorem.drawn(&gaps, &formulas);
        }
        all.ratios.extend(theorem.ratios(&gaps, &formulas));
        Ok(())
    }
}

/// The panel of gaps over n.
pub fn gap_panel(series: Vec<Series>) -> Panel {
    over_samples("gap to the first best $Δ_n$", true, series)
}

/// A panel over n.
pub fn over_samples(y_label: &str, y_log: bool, series: Vec<Series>) -> Panel {
    Panel {
        x_label: "monitored samples $n$".to_owned(),
        x_log: true,
        y_label: y_label.to_owned(),
        y_log,
        reference: None,
        series,
    }
}
