//! The best numbers of samples of one class of contracts over prices, against the formulas.

use super::prices::design_error;
use crate::contract::Class;
use crate::design::{Asymptote, BestSamples, SampleCost, asymptote, best_samples};
use crate::numerics::try_map_ordered;
use crate::rates::constant::extrapolate;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Series, Standing};
use crate::theorem::limits::{below, number, terms_number};
use crate::theorem::study::{Instance, Progress};

/// How far an extrapolated ratio of linear losses may be from 1. The fit with a 1/n term leaves
/// terms of order n^-2, at the upper half of the range (n above some thousand) below 1e-7 times a
/// constant of order 1; ten times that.
const LINEAR_TOLERANCE: f64 = 1e-6;

/// As for T5: a fifth of the 5% by which a wrong constant should show.
const BINARY_TOLERANCE: f64 = 0.01;

/// The best numbers of samples of one class over prices.
pub struct Curve {
    pub class: Class,
    pub points: Vec<PricePoint>,
}

/// One price: the best number found, the formula that should meet it (T5 refined, or T6), and the
/// leading formula.
pub struct PricePoint {
    pub cost: SampleCost,
    pub best: Option<BestSamples>,
    pub formula: Option<Asymptote>,
    pub leading: Option<Asymptote>,
}

impl Curve {
    pub fn of(
        instance: &Instance,
        class: Class,
        prices: &[SampleCost],
        progress: &dyn Progress,
    ) -> Result<Self, TheoremError> {
        let first_best = instance.first_best()?;
        let points = try_map_ordered(prices, |cost| {
            let best = best_samples(&first_best, class, *cost)
                .map_err(|error| design_error(instance, error))?;
            progress.step();
            let (formula, leading) = match class {
                Class::Binary(_) => (
                    asymptote::binary_refined(&first_best, *cost),
                    asymptote::binary(&first_best, *cost),
                ),
                _ => {
                    let formula = Some(asymptote::linear(&first_best, *cost));
                    (formula, formula)
                }
            };
            Ok::<_, TheoremError>(PricePoint {
                cost: *cost,
                best,
                formula,
                leading,
            })
        })?;
        Ok(Self { class, points })
    }

    fn resolved(&self) -> impl Iterator<Item = (&BestSamples, Asymptote)> {
        self.points
            .iter()
            .filter_map(|point| Some((point.best.as_ref()?, point.formula?)))
    }

    /// Best n and least loss over those of the formula tend to 1.
    pub fn limit_checks(&self, instance: &Instance) -> Result<Vec<Check>, TheoremError> {
        // The corrections of T5's refined formula are of order n^(-1/2), those of K_lin/n of order
        // 1/n.
        let (order, tolerance) = match self.class {
            Class::Binary(_) => (0.5, BINARY_TOLERANCE),
            _ => (1.0, LINEAR_TOLERANCE),
        };
        let limit = |ratio: &dyn Fn(&BestSamples, Asymptote) -> f64| {
            let points: Vec<(f64, f64)> = self
                .resolved()
                .filter(|(_, formula)| formula.samples > 2.0)
                .map(|(best, formula)| (formula.samples, ratio(best, formula)))
                .collect();
            extrapolate(&points, order).map_err(|error| instance.rates_error(error))
        };
        let loss = limit(&|best, formula| best.total_loss() / formula.loss)?;
        // n itself is only determined to the root of the error of the loss.
        let samples = limit(&|best, formula| best.samples() as f64 / formula.samples)?;
        let (loss_off, samples_off) = ((loss.value - 1.0).abs(), (samples.value - 1.0).abs());
        let (name, formula) = match self.class {
            Class::Binary(_) => ("binary", "that of T5's refined formula"),
            _ => ("linear", "2 √(K_lin m)"),
        };
        Ok(vec![
            Check {
                instance: instance.label.clone(),
                claim: format!("least total loss of {name} contracts over {formula} tends to 1"),
                measured: format!("limit 1 up to {}", below(loss_off, tolerance)).into(),
                standing: Standing::Fitted,
                holds: loss_off <= tolerance,
            },
            Check {
                instance: instance.label.clone(),
                claim: format!(
                    "best number of samples of {name} contracts over the formula's tends to 1"
                ),
                measured: format!("limit 1 up to {}", below(samples_off, tolerance.sqrt())).into(),
                standing: Standing::Fitted,
                holds: samples_off <= tolerance.sqrt(),
            },
        ])
    }

    /// Ten percent more or fewer samples than the best number lose more.
    pub fn bottom_check(&self, instance: &Instance) -> Result<Check, TheoremError> {
        let first_best = instance.first_best()?;
        let mut least_rise = f64::INFINITY;
        let mut tried = 0;
        for (best, _) in self.resolved() {
            let n = best.samples() as f64;
            for factor in [0.9, 1.1] {
                let other = (n * factor).round();
                if other < 1.0 || other == n {
                    continue;
                }
                let gap = self
                    .class
                    .solve(&first_best, other as u64)
                    .map_err(|error| instance.contract_error(error))?
                    .gap
                    .total();
                let loss = gap + best.cost.money() * other;
                least_rise = least_rise.min(loss / best.total_loss() - 1.0);
                tried += 1;
            }
        }
        Ok(Check {
            instance: instance.label.clone(),
            claim: format!(
                "ten percent more or fewer samples lose more ({})",
                self.class.name()
            ),
            measured: format!("at least {:.2}% more in {tried} cases", 100.0 * least_rise).into(),
            standing: Standing::Computed,
            holds: tried > 0 && least_rise > 0.0,
        })
    }

    pub fn rows(&self, instance: &Instance, table: &mut DataTable) -> Result<(), TheoremError> {
        let first_best = instance.first_best()?;
        let flat = first_best.flat_loss();
        for point in &self.points {
            let mut row = vec![
                ("instance", Cell::text(&instance.label)),
                ("sample_cost", number(point.cost.money())),
                ("contract", Cell::text(self.class.name())),
                ("flat_wage_loss", number(flat)),
            ];
            match &point.best {
                Some(best) => row.extend([
                    ("best_samples", Cell::Count(best.samples())),
                    ("gap", number(best.contract.gap.total())),
                    ("total_loss", number(best.total_loss())),
                    ("effort", terms_number(best.contract.point.effort)),
                ]),
                None => row.push(("total_loss", number(flat))),
            }
            if let Some(formula) = point.formula {
                row.push(("formula_samples", terms_number(formula.samples)));
                row.push(("formula_loss", number(formula.loss)));
            }
            if let Some(leading) = point.leading {
                row.push(("leading_samples", terms_number(leading.samples)));
                row.push(("leading_loss", number(leading.loss)));
            }
            table.add(row);
        }
        Ok(())
    }

    /// Computed points, the formula, and the leading formula where that is another.
    pub fn series(
        &self,
        group: usize,
        computed: impl Fn(&BestSamples) -> f64,
        formula: impl Fn(Asymptote) -> f64,
    ) -> Vec<Series> {
        let name = match self.class {
            Class::Binary(_) => "bonus",
            _ => "linear",
        };
        let points = self.points.iter().filter_map(|point| {
            let best = point.best.as_ref()?;
            Some((point.cost.money(), computed(best)))
        });
        let line = |pick: &dyn Fn(&PricePoint) -> Option<Asymptote>| -> Vec<(f64, f64)> {
            self.points
                .iter()
                .filter_map(|point| Some((point.cost.money(), formula(pick(point)?))))
                .collect()
        };
        let mut series = vec![
            Series::new(name, Mark::Points, group, points),
            Series::new(
                format!("{name}, formula"),
                Mark::Curve,
                group,
                line(&|point| point.formula),
            ),
        ];
        if matches!(self.class, Class::Binary(_)) {
            series.push(Series::new(
                "bonus, leading term",
                Mark::Leading,
                group,
                line(&|point| point.leading),
            ));
        }
        series
    }
}
