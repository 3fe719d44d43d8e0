//! How exp(−Θ(n)) turns into 1/√(n log n) as a grid of efforts gets fine.
//!
//! On a grid of step δ the neighbour below fails with probability Φ(d − z), d = δ·√(nI), and the
//! bonus b ≈ c(η*) has to hold it back: b·[Φ(d−z) − Φ(−z)] = c′·δ; on the interval this is T5's
//! b·φ(z₀)·√(nI) = c′. For large z and moderate x = d·z the bracket is φ(z)·(e^x − 1)/z, so
//! φ(z)·(e^x − 1)/x = φ(z₀), and as the gap is proportional to Φ(−z) ≈ φ(z)/z,
//!
//! Δ_grid/Δ_interval → x/(e^x − 1), x = δ·z·√(nI), z ≈ √(log n).
//!
//! The next terms are of relative order x²/z², a slow 1/log n; the equation for z itself,
//! [`finite_ratio`], has the error of T5's refined formula, of order log(n)/√n, and is what the
//! gaps are checked against.
//!
//! So a grid is felt by the n at which δ·√(I·n·log n) is about 1: below, the interval's 1/√(n log
//! n) holds, above, the gap falls exponentially, at first like e^{−x} and finally like e^{−n·KL}.

use super::super::TheoremError;
use super::super::evidence::{Check, DataTable, Mark, Measured, Series, Standing};
use super::super::limits::number;
use super::super::study::{Instance, Progress};
use super::cell;
use crate::contract::discrete::{self, DiscreteProblem, EffortSet};
use crate::contract::{Class, ContractError, FirstBest, SecondBest, Threshold, constants};
use crate::input::{InputError, Section};
use crate::numerics::roots::find_root;
use crate::numerics::{normal, try_map_ordered};

/// Where the formula is checked: beyond x = 4 the bonus starts to rise above c(η*), at last towards
/// limited liability.
const FELT: (f64, f64) = (0.25, 4.0);

/// Samples from which it is checked.
const FROM: u64 = 1000;

/// Steps above this are no fine grid: the cost of the neighbour is not c′·δ away.
const LARGEST_STEP: f64 = 0.05;

/// Below this x a grid and the interval differ by 5%, half of x, at most, and nothing is computed.
const UNFELT: f64 = 0.1;

/// What is paid on grids and on the interval.
const CLASS: Class = Class::Binary(Threshold::Deterministic);

/// Parameters `[grids]`.
pub struct Grids {
    steps: Vec<f64>,
    samples: Vec<u64>,
}

struct GridPoint {
    step: f64,
    efforts: u64,
    samples: u64,
    ln_gap: f64,
    /// x = δ·z·√(nI).
    felt: Option<f64>,
    /// Gap over that of the interval.
    ratio: f64,
    /// [`finite_ratio`].
    formula: Option<f64>,
}

impl Grids {
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["steps", "samples"])?;
        Ok(Self {
            steps: section.numbers("steps")?,
            samples: section.samples("samples")?.samples().to_vec(),
        })
    }

    pub fn steps(&self) -> usize {
        (self.steps.len() + 1) * self.samples.len()
    }

    /// The gaps against n, the collapsed ratios, and a check of the latter.
    pub fn study(
        &self,
        instance: &Instance,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<(Vec<Series>, Vec<Series>, Check), TheoremError> {
        let first_best = instance.first_best()?;
        let interval = instance.curve(CLASS, &self.samples, progress)?;
        let mut gaps = vec![Series::new(
            "$δ → 0$",
            Mark::Curve,
            5,
            interval.iter().map(|c| (c.samples as f64, c.gap.total())),
        )];
        let mut collapse = vec![Series::new(
            "$x/(e^x − 1)$",
            Mark::Curve,
            5,
            (0..=120).map(|j| {
                let x = 0.02 * libm::pow(1000.0, f64::from(j) / 120.0);
                (x, x / libm::expm1(x))
            }),
        )];
        let mut compared = Compared::default();
        for (group, step) in self.steps.iter().enumerate() {
            let points = points((instance, &first_best), *step, &interval, progress)?;
            for point in &points {
                tabulate(table, instance, point);
                compared.add(point);
            }
            let label = format!("$δ = {}$", short(*step));
            gaps.push(Series::new(
                label,
                Mark::Points,
                group,
                points
                    .iter()
                    .map(|p| (p.samples as f64, libm::exp(p.ln_gap)))
                    .filter(|(_, gap)| *gap > 1e-12),
            ));
            collapse.push(Series::new(
                "", // named in the panel before
                Mark::Points,
                group,
                points
                    .iter()
                    .filter_map(|p| Some((p.felt?, p.ratio)))
                    .filter(|(x, _)| (0.02..20.0).contains(x)),
            ));
        }
        let check = self.check(instance, &first_best, &compared);
        Ok((gaps, collapse, check))
    }

    /// The check of the collapsed ratios.
    fn check(&self, instance: &Instance, first_best: &FirstBest<'_>, compared: &Compared) -> Check {
        Check {
            instance: instance.label.clone(),
            claim: "a grid of step δ is felt where x = δ·z·√(n I) ∼ 1, by the factor x/(e^x − 1)"
                .to_owned(),
            measured: Measured::from("over ")
                .number("grid_gaps", compared.gaps)
                .say(format_args!(
                    " gaps on grids of {} to {} efforts, x from {} to {}, n from {FROM}: off the \
                     formula at finite n by at most ",
                    efforts(
                        first_best,
                        self.steps.iter().find(|step| **step < LARGEST_STEP)
                    ),
                    efforts(first_best, self.steps.last()),
                    FELT.0,
                    FELT.1,
                ))
                .number("grid_off", format_args!("{:.1}", 100.0 * compared.worst))
                .say(format_args!(
                    "%, off its limit by at most {:.2}",
                    compared.from_limit
                )),
            standing: Standing::Computed,
            holds: compared.gaps > 0 && compared.allowed,
        }
    }
}

/// How far off the formula the ratios are where it is checked.
struct Compared {
    /// How many gaps.
    gaps: u64,
    /// The most that a ratio is off the formula at finite n, as a share.
    worst: f64,
    /// The most that one is off the limit.
    from_limit: f64,
    /// Whether each is off by no more than the order of what is left out.
    allowed: bool,
}

impl Default for Compared {
    fn default() -> Self {
        Self {
            gaps: 0,
            worst: 0.0,
            from_limit: 0.0,
            allowed: true,
        }
    }
}

impl Compared {
    fn add(&mut self, point: &GridPoint) {
        if let (Some(x), Some(formula)) = (point.felt, point.formula)
            && point.samples >= FROM
            && (FELT.0..FELT.1).contains(&x)
            && point.step < LARGEST_STEP
        {
            let n = point.samples as f64;
            let off = (point.ratio / formula - 1.0).abs();
            self.gaps += 1;
            self.worst = self.worst.max(off);
            self.allowed &= off <= libm::log(n) / n.sqrt();
            self.from_limit = self
                .from_limit
                .max((point.ratio - x / libm::expm1(x)).abs());
        }
    }
}

/// The gaps on a grid beside those of the interval, where the grid is felt.
fn points(
    (instance, first_best): (&Instance, &FirstBest<'_>),
    step: f64,
    interval: &[SecondBest],
    progress: &dyn Progress,
) -> Result<Vec<GridPoint>, TheoremError> {
    let wrong = |error| instance.contract_error(error);
    let set = EffortSet::grid(first_best.effort(), step).map_err(|error| TheoremError::Grid {
        step,
        problem: error.to_string(),
    })?;
    let problem = DiscreteProblem::new(&instance.model, &set).map_err(wrong)?;
    let points = try_map_ordered(interval, |beside| {
        progress.step();
        let felt = felt(first_best, step, beside.samples);
        if felt.is_none_or(|x| x < UNFELT) {
            return Ok(None);
        }
        let contract = discrete::solve(&problem, beside.samples, CLASS)?;
        let ln_gap = contract.gap.ln_total();
        Ok::<_, ContractError>(Some(GridPoint {
            step,
            efforts: set.efforts().len() as u64,
            samples: beside.samples,
            ln_gap,
            felt,
            formula: finite_ratio(first_best, step, beside.samples),
            ratio: libm::exp(ln_gap - beside.gap.ln_total()),
        }))
    })
    .map_err(wrong)?;
    Ok(points.into_iter().flatten().collect())
}

/// Φ(−z)/Φ(−z₀) with Φ(d − z) − Φ(−z) = d·φ(z₀): the ratio of gaps at finite n, for small δ (so
/// that c(η*) − c(η*−δ) is close to c′·δ, and the normal law to the binomial d standard deviations
/// out).
fn finite_ratio(first_best: &FirstBest<'_>, step: f64, samples: u64) -> Option<f64> {
    let n = samples as f64;
    let slack = constants::binary_slack(first_best, n)?;
    let point = first_best.at(0.0);
    let d = step * (n * point.information).sqrt();
    let saved = -first_best.model().cost().change(point.effort, -step);
    // ln of both sides, since either is small.
    let wanted = normal::ln_pdf(slack) + libm::log(d * saved / (point.marginal_cost * step));
    let off = |z: f64| {
        let (near, far) = (normal::ln_cdf(d - z), normal::ln_cdf(-z));
        near + libm::log(-libm::expm1(far - near)) - wanted
    };
    let z = find_root(off, 0.5 * d, slack + d + 10.0, 1e-12).ok()?;
    Some(libm::exp(normal::ln_cdf(-z) - normal::ln_cdf(-slack)))
}

/// x = δ·z·√(nI) with T5's slack z at n.
fn felt(first_best: &FirstBest<'_>, step: f64, samples: u64) -> Option<f64> {
    let n = samples as f64;
    let slack = constants::binary_slack(first_best, n)?;
    Some(step * slack * (n * first_best.at(0.0).information).sqrt())
}

fn efforts(first_best: &FirstBest<'_>, step: Option<&f64>) -> usize {
    step.and_then(|step| EffortSet::grid(first_best.effort(), *step).ok())
        .map_or(0, |set| set.efforts().len())
}

fn short(step: f64) -> String {
    format!("{step:.4}").trim_end_matches('0').to_owned()
}

fn tabulate(table: &mut DataTable, instance: &Instance, point: &GridPoint) {
    let mut row = cell("grid", instance, "binary", point.efforts, point.samples);
    row.extend([
        ("ln_gap", number(point.ln_gap)),
        ("grid_step", number(point.step)),
        ("gap_over_interval", number(point.ratio)),
    ]);
    row.extend(point.felt.map(|felt| ("grid_felt", number(felt))));
    let formula = point.formula.map(number);
    row.extend(formula.map(|ratio| ("gap_over_interval_formula", ratio)));
    table.add(row);
}
