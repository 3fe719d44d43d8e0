//! Golden questions: choosing the most certain items raises κ; the price is their number, and that
//! they are recognised.

use super::{rounded, row};
use crate::annotation::bootstrap::generator;
use crate::annotation::random::beta;
use crate::annotation::signals::{expert_information, golden_kappa, recognised_information};
use crate::input::{InputError, Section};
use crate::numerics::roots::find_root;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Measured, Panel, Series, Standing};

/// Relative error of κ of golden questions: two incomplete beta functions and a root, 1e-13, and
/// room.
const ERROR: f64 = 1e-11;

/// Steps of a curve over shares.
const STEPS: u32 = 60;

/// Items drawn for a check of the mean certainty of the most certain.
const ITEMS: usize = 100_000;

/// The study: parameters `[golden]`.
pub(super) struct Golden {
    kappa: f64,
    effort: f64,
    recognised: Vec<f64>,
}

impl Golden {
    pub(super) fn read(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        let section = parameters.section("golden")?;
        section.only(&["kappa", "effort", "recognised"])?;
        let inside = |x: f64| x > 0.0 && x < 1.0;
        let recognised = section.numbers("recognised")?;
        if !recognised.iter().all(|r| (0.0..1.0).contains(r)) {
            let allowed = "numbers from 0, below 1";
            return Err(section.complain("recognised", "a share is out of range", allowed));
        }
        Ok(Self {
            kappa: section.number_where("kappa", "above 0 and below 1", inside)?,
            effort: section.number_where("effort", "above 0 and below 1", inside)?,
            recognised,
        })
    }

    /// Information of a golden question over that of an item taken at random.
    fn gain(&self, share: f64, recognised: f64) -> Result<f64, TheoremError> {
        let kappa = golden_kappa(self.kappa, share)?;
        let golden = recognised_information(self.effort, kappa, recognised);
        Ok(golden / expert_information(self.effort, self.kappa))
    }

    pub(super) fn panel(&self, table: &mut DataTable) -> Result<Panel, TheoremError> {
        let shares: Vec<f64> = (0..=STEPS)
            .map(|i| libm::pow(10.0, -2.0 + 2.0 * f64::from(i) / f64::from(STEPS)))
            .collect();
        let mut series = Vec::new();
        let (mut all, mut kappas) = (Vec::new(), Vec::new());
        for &share in &shares {
            kappas.push(golden_kappa(self.kappa, share)?);
            all.push((share, share * self.gain(share, 0.0)?));
        }
        for (group, &recognised) in self.recognised.iter().enumerate() {
            let mut curve = Vec::new();
            for &share in &shares {
                curve.push((share, self.gain(share, recognised)?));
            }
            for ((share, gain), kappa) in curve.iter().zip(&kappas) {
                for (quantity, value, error) in [
                    ("kappa_e", *kappa, ERROR),
                    ("information over that of any item", *gain, 10.0 * ERROR),
                ] {
                    let mut cells = row("golden", &format!("{recognised} recognised"), quantity);
                    cells.extend([
                        ("x", rounded(*share)),
                        ("value", Cell::within(value, error)),
                    ]);
                    table.add(cells);
                }
            }
            let name = format!("{:.0}% known", 100.0 * recognised);
            series.push(Series::new(name, Mark::Curve, group, curve));
        }
        let group = self.recognised.len();
        series.push(Series::new("all together", Mark::Bound, group, all));
        Ok(Panel {
            x_label: "most certain share of items".to_owned(),
            x_log: true,
            y_label: "$I_e$, golden / any question".to_owned(),
            y_log: true,
            reference: Some(1.0),
            series,
        })
    }

    pub(super) fn checks(&self, kappas: &[f64]) -> Result<Vec<Check>, TheoremError> {
        let mut worst: f64 = 0.0;
        let mut count = 0;
        for (stream, &kappa) in kappas.iter().filter(|&&k| k < 1.0).enumerate() {
            let a = 0.5 * (1.0 / kappa - 1.0);
            let mut rng = generator(101, stream as u64);
            let mut certainty: Vec<f64> = (0..ITEMS)
                .map(|_| 2.0 * beta(&mut rng, a, a) - 1.0)
                .map(|x| x * x)
                .collect();
            certainty.sort_by(|x, y| y.total_cmp(x));
            for share in [0.05, 0.2, 0.5] {
                let chosen = &certainty[..(share * ITEMS as f64) as usize];
                let n = chosen.len() as f64;
                let mean = chosen.iter().sum::<f64>() / n;
                let variance = chosen.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / n;
                // A trimmed mean: to the variance of the chosen comes that of where the cut fell.
                let cut = chosen[chosen.len() - 1];
                let total = variance + (1.0 - share) * (mean - cut) * (mean - cut);
                // Where all chosen are certain to the last digit there is no spread, only the
                // formula's own error.
                let off = (mean - golden_kappa(kappa, share)?).abs() - ERROR;
                if off > 0.0 {
                    worst = worst.max(off / (total / n).sqrt());
                }
                count += 1;
            }
        }
        // Recognition at which the best tenth of the items is no better than any item.
        let even = find_root(
            |r| self.gain(0.1, r).map_or(f64::NAN, |gain| gain - 1.0),
            0.0,
            1.0,
            1e-12,
        )?;
        let alone = self.gain(0.1, 0.0)?;
        let together = 0.1 * alone;
        Ok(vec![
            Check {
                instance: "golden questions".to_owned(),
                claim:
                    "κ of the most certain items, p ∼ Beta, is κ·(1 − I_y(3/2, a))/share"
                        .to_owned(),
                measured: format!(
                    "largest distance {worst:.1} standard errors over {count} comparisons with {ITEMS} items"
                )
                .into(),
                standing: Standing::Simulated,
                // Nine comparisons: a false alarm once in ten thousand runs.
                holds: count > 0 && worst < 4.2,
            },
            Check {
                instance: "golden questions".to_owned(),
                claim: "choosing certain items raises the information of a question, at a price"
                    .to_owned(),
                measured: Measured::from(format!(
                    "κ_e = {}, η = {}: the most certain tenth tells ",
                    self.kappa, self.effort
                ))
                .number("golden_each", format_args!("{alone:.2}"))
                .say(" times as much each, but ")
                .number("golden_together", format_args!("{together:.2}"))
                .say(" times as much together as all items once; no gain once ")
                .number("golden_recognised", format_args!("{:.0}", 100.0 * even))
                .say("% are recognised"),
                standing: Standing::Computed,
                holds: alone > 1.0 && together < alone && even > 0.0 && even < 1.0,
            },
        ])
    }
}
