//! Information scaling: gaps depend on monitoring through n·I alone, I the Fisher information of
//! one sample.
//!
//! Both constants carry the monitoring only in I: K_bin = C/√I and K_lin = C′/I (T5, T6), and so
//! does T5's refined formula. Against the *effective* number of samples N = n·I the gaps of every
//! scheme and κ fall on one curve for each class of contracts: C·M(z)/√N ~ C/√(N log N) for a
//! bonus, C′/N for linear pay.

use super::evidence::{Cell, Check, Mark, Measured, Row, Series, Standing};
use super::limits::number;
use super::study::{Instance, Progress};
use super::{TheoremError, variant};
use crate::contract::{Class, FirstBest, Threshold, constants};
use crate::input::{InputError, Section};
use crate::numerics::try_map_ordered;

/// Schemes compared.
const SCHEMES: [&str; 2] = ["expert", "self-consistency"];

/// Classes compared.
const CLASSES: [Class; 2] = [Class::Binary(Threshold::Deterministic), Class::Linear];

/// Parameters `[information]`.
pub struct Information {
    kappas: Vec<f64>,
    /// N = n·I.
    effective: Vec<f64>,
}

/// What a study shows.
pub struct Collapse {
    /// Gaps against n·I, with the formulas.
    pub series: Vec<Series>,
    /// Rows for the table of data.
    pub rows: Vec<Row>,
    /// One check for each class of contracts.
    pub checks: Vec<Check>,
}

/// One gap.
struct Scaled {
    scheme: usize,
    kappa: f64,
    class: usize,
    information: f64,
    samples: u64,
    gap: f64,
}

impl Information {
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["kappas", "effective_samples"])?;
        let grid = section.samples("effective_samples")?;
        Ok(Self {
            kappas: section.numbers("kappas")?,
            effective: grid.samples().iter().map(|n| *n as f64).collect(),
        })
    }

    pub fn steps(&self) -> usize {
        SCHEMES.len() * CLASSES.len() * self.kappas.len() * self.effective.len()
    }

    /// Gaps against n·I, the table's rows, and a check for each class.
    pub fn study(
        &self,
        instance: &Instance,
        progress: &dyn Progress,
    ) -> Result<Collapse, TheoremError> {
        let wrong = |error| instance.contract_error(error);
        let mut tasks = Vec::new();
        for class in 0..CLASSES.len() {
            for scheme in 0..SCHEMES.len() {
                for kappa in &self.kappas {
                    tasks.push((class, scheme, *kappa));
                }
            }
        }
        let gaps = try_map_ordered(&tasks, |(class, scheme, kappa)| {
            let model = variant::with_scheme(&instance.model, SCHEMES[*scheme], *kappa)?;
            let first_best = FirstBest::of(&model).map_err(wrong)?;
            let information = first_best.at(0.0).information;
            self.effective
                .iter()
                .map(|effective| {
                    let samples = (effective / information).round().max(1.0) as u64;
                    let contract = CLASSES[*class].solve(&first_best, samples).map_err(wrong)?;
                    progress.step();
                    Ok(Scaled {
                        scheme: *scheme,
                        kappa: *kappa,
                        class: *class,
                        information,
                        samples,
                        gap: contract.gap.total(),
                    })
                })
                .collect::<Result<Vec<Scaled>, TheoremError>>()
        })?;
        let first_best = instance.first_best()?;
        let mut series = Vec::new();
        let mut checks = Vec::new();
        for (class, name) in ["bonus", "linear"].into_iter().enumerate() {
            let of_class: Vec<&Vec<Scaled>> = gaps
                .iter()
                .filter(|curve| curve[0].class == class)
                .collect();
            for (scheme, scheme_name) in SCHEMES.iter().enumerate() {
                let points = of_class
                    .iter()
                    .filter(|curve| curve[0].scheme == scheme)
                    .flat_map(|curve| {
                        curve
                            .iter()
                            .map(|s| (s.samples as f64 * s.information, s.gap))
                    });
                let label = format!("{name}, {scheme_name}");
                // Both schemes lie on one curve: crosses over dots.
                let mark = [Mark::Points, Mark::Crosses][scheme.min(1)];
                series.push(Series::new(label, mark, 2 * class + scheme, points));
            }
            let information = first_best.at(0.0).information;
            let formula = self.effective.iter().filter_map(|effective| {
                let n = effective / information;
                let gap = match class {
                    0 => constants::binary_refined(&first_best, n)?,
                    _ => constants::linear(&first_best) / n,
                };
                Some((*effective, gap))
            });
            series.push(Series::new("", Mark::Curve, 2 * class, formula));
            checks.push(self.collapse_check(instance, class, &of_class));
        }
        let rows = gaps
            .iter()
            .flatten()
            .map(|scaled| {
                let word = |word: &str| Cell::Text(word.to_owned());
                vec![
                    ("instance", word(&instance.label)),
                    ("samples", Cell::Count(scaled.samples)),
                    ("gap", number(scaled.gap)),
                    ("contract", word(CLASSES[scaled.class].name())),
                    ("scheme", word(SCHEMES[scaled.scheme])),
                    ("kappa", number(scaled.kappa)),
                    ("information", number(scaled.information)),
                ]
            })
            .collect();
        Ok(Collapse {
            series,
            rows,
            checks,
        })
    }

    /// At equal n·I the gaps of all schemes and κ agree up to what the formulas leave out: terms of
    /// relative order log(n)/√n (bonus: skewness and the shift of the effort) and 1/n (linear); n
    /// is rounded, which changes n·I by 1/n.
    fn collapse_check(&self, instance: &Instance, class: usize, curves: &[&Vec<Scaled>]) -> Check {
        let mut holds = true;
        let mut spreads = Vec::new();
        let mut apart: f64 = 1.0;
        for (index, effective) in self.effective.iter().enumerate() {
            let column: Vec<&Scaled> = curves.iter().map(|curve| &curve[index]).collect();
            let range = |value: &dyn Fn(&Scaled) -> f64| {
                let values = column.iter().map(|scaled| value(scaled));
                let (low, high) = values.fold((f64::INFINITY, 0.0f64), |(low, high), v| {
                    (low.min(v), high.max(v))
                });
                high / low
            };
            let spread = range(&|scaled| scaled.gap) - 1.0;
            // The same gaps at equal n rather than n·I: their leading terms differ by this factor.
            let power = if class == 0 { 0.5 } else { 1.0 };
            apart = range(&|scaled| libm::pow(scaled.information, power));
            let least = column.iter().map(|s| s.samples).min().unwrap_or(1) as f64;
            let least = least.min(*effective);
            let allowed = match class {
                0 => libm::log(least) / least.sqrt(),
                _ => 10.0 / least,
            };
            holds &= spread <= allowed;
            spreads.push(spread);
        }
        let name = CLASSES[class].name();
        let named = |quantity: &str| format!("{name}_{quantity}");
        Check {
            instance: instance.label.clone(),
            claim: format!("gaps of {name} contracts depend on the monitoring through n·I alone"),
            measured: Measured::default()
                .number(named("curves"), curves.len())
                .say(format_args!(
                    " curves (κ from {} to {}, {}) lie within {:.1e} of each other at n·I = \
                     {:e} and ",
                    self.kappas.iter().copied().fold(f64::INFINITY, f64::min),
                    self.kappas.iter().copied().fold(0.0, f64::max),
                    SCHEMES.join(" and "),
                    spreads.first().copied().unwrap_or(f64::NAN),
                    self.effective.first().copied().unwrap_or(f64::NAN),
                ))
                .number(
                    named("within"),
                    format_args!("{:.1e}", spreads.last().copied().unwrap_or(f64::NAN)),
                )
                .say(" at ")
                .number(
                    named("information"),
                    format_args!("{:e}", self.effective.last().copied().unwrap_or(f64::NAN)),
                )
                .say("; at equal n they lie a factor ")
                .number(named("apart"), format_args!("{apart:.1}"))
                .say(" apart"),
            standing: Standing::Computed,
            holds,
        }
    }
}
