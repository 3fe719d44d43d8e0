//! Part (a): the variance of the estimate, and the samples that a half-width takes, exactly from
//! the binomial law.

use super::{Monitored, both, formula};
use crate::annotation::basis::Scheme;
use crate::annotation::coverage::table as label_table;
use crate::annotation::index::ItemIndex;
use crate::annotation::label_model::{Plan, Preferences};
use crate::annotation::sample_size::{estimate_asymptote, hit_probability, smallest_estimate};
use crate::annotation::sums::Sums;
use crate::input::{InputError, Section};
use crate::numerics::{CountRule, map_ordered, try_map_ordered};
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Panel, Series, Standing};
use crate::theorem::limits::below;
use crate::theorem::study::Progress;

/// No more samples than this are looked for; a half-width that needs more is refused.
const MOST: u64 = 200_000;

/// The study: parameters `[estimation]`.
pub(super) struct Estimation {
    schemes: [Monitored; 2],
    effort: f64,
    level: f64,
    half_widths: Vec<f64>,
    variance_samples: Vec<u64>,
    annotators: usize,
    seed: u64,
}

impl Estimation {
    pub(super) fn read(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        let section = parameters.section("estimation")?;
        section.only(&[
            "kappa_s",
            "kappa_e",
            "effort",
            "level",
            "half_widths",
            "variance_samples",
            "annotators",
            "seed",
        ])?;
        let inside = |key| section.number_where(key, "above 0 and below 1", |x| x > 0.0 && x < 1.0);
        let effort = inside("effort")?;
        let half_widths = section.numbers("half_widths")?;
        let room = effort.min(1.0 - effort);
        if !half_widths.iter().all(|e| *e >= 0.005 && *e <= room) {
            return Err(section.complain(
                "half_widths",
                "a half-width is out of range",
                format!("from 0.005 to {room}, so that it stays within efforts from 0 to 1"),
            ));
        }
        let sizes = section.samples("variance_samples")?.samples().to_vec();
        if sizes.len() < 3 {
            let problem = "fewer than three sizes";
            return Err(section.complain("variance_samples", problem, "a grid such as 1e3..1e9:4"));
        }
        Ok(Self {
            schemes: both(inside("kappa_s")?, inside("kappa_e")?),
            effort,
            level: inside("level")?,
            half_widths,
            variance_samples: sizes,
            annotators: section.count_in("annotators", 100..=100_000)? as usize,
            seed: section.count("seed")?,
        })
    }

    pub(super) fn steps(&self) -> usize {
        2 * self.half_widths.len() + 4
    }

    /// The agreement probabilities at η − ε, η, η + ε.
    fn law(&self, monitored: Monitored, half_width: f64) -> [f64; 3] {
        [-half_width, 0.0, half_width].map(|by| monitored.agreement(self.effort + by))
    }

    pub(super) fn panel(
        &self,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<Panel, TheoremError> {
        let mut series = Vec::new();
        for (group, &monitored) in self.schemes.iter().enumerate() {
            let information = monitored.information(self.effort);
            let delta = 1.0 - self.level;
            let smallest = try_map_ordered(&self.half_widths, |&half_width| {
                let [low, q, high] = self.law(monitored, half_width);
                let found = smallest_estimate(q, low, high, delta, MOST);
                progress.step();
                found.map(|samples| (half_width, samples))
            })?;
            let mut points = Vec::new();
            for (half_width, samples) in smallest {
                let leading = estimate_asymptote(information, half_width, delta);
                let samples = samples.ok_or(crate::numerics::NumericsError::TooLarge {
                    what: "the sample size of a half-width",
                    needed: MOST + 1,
                    allowed: MOST,
                })?;
                points.push((half_width, samples as f64));
                table.add(vec![
                    ("part", Cell::text("estimate")),
                    ("scheme", Cell::text(monitored.scheme.name())),
                    ("kappa", Cell::exact(monitored.kappa)),
                    ("effort_low", Cell::exact(self.effort)),
                    ("effort_high", Cell::exact(self.effort)),
                    ("error_or_half_width", Cell::exact(half_width)),
                    ("samples", Cell::Count(samples)),
                    ("leading", formula(leading)),
                    ("samples_over_leading", formula(samples as f64 / leading)),
                ]);
            }
            let leading = points
                .iter()
                .map(|(e, _)| (*e, estimate_asymptote(information, *e, delta)))
                .collect::<Vec<_>>();
            series.push(Series::new(
                monitored.scheme.name(),
                Mark::Points,
                group,
                points,
            ));
            series.push(Series::new("", Mark::Leading, group, leading));
        }
        Ok(Panel {
            x_label: "half-width of the effort's interval".to_owned(),
            x_log: true,
            y_label: format!("samples $n$, level {:.0}%", 100.0 * self.level),
            y_log: true,
            reference: None,
            series,
        })
    }

    pub(super) fn checks(&self, progress: &dyn Progress) -> Result<Vec<Check>, TheoremError> {
        let mut checks = Vec::new();
        for &monitored in &self.schemes {
            checks.push(self.variance(monitored)?);
            progress.step();
            checks.push(self.hits(monitored)?);
            progress.step();
        }
        Ok(checks)
    }

    /// n·Var(η̂)·I over n, by the exact law of the count.
    fn variance(&self, monitored: Monitored) -> Result<Check, TheoremError> {
        let q = monitored.agreement(self.effort);
        let information = monitored.information(self.effort);
        let scaled = try_map_ordered(&self.variance_samples, |&n| {
            // Mass 1e-20 left out moves a variance of order 1/n by less than n·1e-20.
            let rule = CountRule::window(n, q, 1e-20)?;
            let estimates =
                |deviation: f64| monitored.estimate(q + deviation / n as f64) - self.effort;
            let mean = rule.expect(estimates);
            let square = rule.expect(|d| estimates(d) * estimates(d));
            Ok::<f64, crate::numerics::NumericsError>(
                n as f64 * (square - mean * mean) * information,
            )
        })?;
        let off: Vec<f64> = scaled.iter().map(|s| (s - 1.0).abs()).collect();
        // The delta method's next term is of order 1/n: over the last two sizes it must fall like
        // that, up to twice, until rounding. Of a linear q⁻¹ there is no such term, only what
        // cutting at 0 and 1 does.
        const ROUNDING: f64 = 1e-9;
        let n = &self.variance_samples;
        let last = off.len() - 1;
        let falls =
            off[last] <= 2.0 * off[last - 1] * n[last - 1] as f64 / n[last] as f64 + ROUNDING;
        Ok(Check {
            instance: monitored.scheme.name().to_owned(),
            claim: "n·Var(q^-1(S/n))·I tends to 1".to_owned(),
            measured: format!(
                "off by {} at n = {}, by {} at n = {}",
                below(off[0], ROUNDING),
                n[0],
                below(off[last], ROUNDING),
                n[last]
            )
            .into(),
            standing: Standing::Computed,
            holds: falls && off[last] < off[0].max(ROUNDING),
        })
    }

    /// Simulated annotators at the recommended size: how many estimates are within the half-width.
    fn hits(&self, monitored: Monitored) -> Result<Check, TheoremError> {
        let half_width = self.half_widths.iter().copied().fold(0.0, f64::max);
        let [low, q, high] = self.law(monitored, half_width);
        let delta = 1.0 - self.level;
        let Some(samples) = smallest_estimate(q, low, high, delta, MOST)? else {
            return Err(crate::numerics::NumericsError::TooLarge {
                what: "the sample size of the widest half-width",
                needed: MOST + 1,
                allowed: MOST,
            }
            .into());
        };
        let within = map_ordered(0..self.annotators, |annotator| {
            let own = monitored.scheme == Scheme::SelfConsistency;
            let plan = Plan {
                preferences: Preferences {
                    kappa: monitored.kappa,
                    shared: 1.0,
                },
                items: samples as usize,
                samples: samples as usize,
                repeats: own,
                gold: !own,
                seed: self
                    .seed
                    .wrapping_mul(1_000_003)
                    .wrapping_add(annotator as u64),
            };
            let labels = label_table(&plan, &[self.effort]);
            let total = Sums::new(&labels, &ItemIndex::new(&labels)).total;
            let counted = if own { total.own } else { total.expert };
            counted.agreement.share().is_some_and(|share| {
                // As the exact law counts: ends included, up to the rounding of S/n.
                share >= low - 1e-12 && share <= high + 1e-12
            })
        });
        let share = within.iter().filter(|hit| **hit).count() as f64 / self.annotators as f64;
        let exact = hit_probability(samples, q, low, high)?;
        let error = (exact * (1.0 - exact) / self.annotators as f64).sqrt();
        let z = (share - exact) / error;
        Ok(Check {
            instance: monitored.scheme.name().to_owned(),
            claim: format!(
                "the smallest n keeps the half-width at level {:.0}%",
                100.0 * self.level
            ),
            measured: format!(
                "n = {samples} for {half_width}: {:.2}% of {} simulated annotators within, {:.2}% by the exact law ({z:+.1} standard errors)",
                100.0 * share,
                self.annotators,
                100.0 * exact
            )
            .into(),
            standing: Standing::Simulated,
            // Two comparisons: a false alarm once in ten thousand runs.
            holds: z.abs() < 4.0 && exact >= self.level,
        })
    }
}
