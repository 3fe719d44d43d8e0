//! (a) Incentive collapse: the price of care as the assistant gets as good as a careful annotator.

use super::{certainty, computed, row};
use crate::annotation::bootstrap::{generator, uniform};
use crate::bounds;
use crate::contract::{Class, FirstBest, Threshold, constants};
use crate::input::{InputError, MOST_SAMPLES, Section};
use crate::model::monitoring::{Expert, Monitoring};
use crate::numerics::Interval;
use crate::numerics::binomial::Binomial;
use crate::print::number::trimmed_outward;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Measured, Panel, Series, Standing};
use crate::theorem::limits::{number, terms_number};
use crate::theorem::study::{Instance, Progress};
use crate::theorem::{TheoremError, variant};

const CLASSES: [Class; 2] = [Class::Binary(Threshold::Deterministic), Class::Linear];

/// Parameters `[collapse]`.
pub(super) struct Collapse {
    kappa: f64,
    /// κ_e − α_e, falling.
    distances: Vec<f64>,
    /// n of the curves.
    samples: u64,
    /// n at which the exponents are read off: n·I is large at every distance.
    many: u64,
    seed: u64,
}

impl Collapse {
    pub(super) fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["kappa", "distances", "samples", "many", "seed"])?;
        let kappa = section.number_where("kappa", "0 < kappa <= 1", |k| k > 0.0 && k <= 1.0)?;
        let distances = section.numbers("distances")?;
        let falling = distances.windows(2).all(|pair| pair[1] < pair[0]);
        let inside = distances.iter().all(|d| *d > 0.0 && *d <= kappa + 1.0);
        if distances.len() < 3 || !falling || !inside {
            return Err(section.complain(
                "distances",
                "not a falling list of distances kappa_e - alpha_e",
                "at least three numbers above 0 and at most kappa + 1, each below the last",
            ));
        }
        Ok(Self {
            kappa,
            distances,
            samples: section.count_in("samples", 1..=MOST_SAMPLES)?,
            many: section.count_in("many", 1..=MOST_SAMPLES)?,
            seed: section.count("seed")?,
        })
    }

    pub(super) fn steps(&self) -> usize {
        2 * CLASSES.len() * self.distances.len()
    }

    /// Gaps against κ_e − α_e on one economy: two series a class, and checks of the exponents.
    pub(super) fn study(
        &self,
        instance: &Instance,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<(Vec<Series>, Vec<Check>), TheoremError> {
        let wrong = |error| instance.contract_error(error);
        let mut series = Vec::new();
        let mut checks = Vec::new();
        for (index, class) in CLASSES.into_iter().enumerate() {
            let (mut curve, mut leading, mut many) = (Vec::new(), Vec::new(), Vec::new());
            for &distance in &self.distances {
                let alpha = self.kappa - distance;
                let moments = [("kappa", self.kappa), ("alpha_e", alpha)];
                let model = variant::with_monitoring(&instance.model, "expert", &moments)?;
                let first_best = FirstBest::of(&model).map_err(wrong)?;
                let n = self.samples as f64;
                let constant = match class {
                    Class::Linear => constants::linear(&first_best) / n,
                    _ => constants::binary(&first_best) / (n * libm::log(n)).sqrt(),
                };
                leading.push((distance, constant));
                if let Ok(contract) = class.solve(&first_best, self.samples) {
                    let gap = contract.gap.total();
                    let bracket = bounds::bracket(&first_best, class, &contract);
                    let name = format!("{}: {}", instance.label, class.name());
                    let mut cells = row("collapse", &name, terms_number(contract.point.effort));
                    cells.extend(certainty(self.kappa, alpha));
                    cells.extend([
                        ("samples", Cell::Count(self.samples)),
                        ("value", number(gap)),
                    ]);
                    cells.extend(
                        bracket
                            .lower()
                            .map(|end| ("lower", Cell::end(end, 9, false))),
                    );
                    cells.extend(
                        bracket
                            .upper()
                            .map(|end| ("upper", Cell::end(end, 9, true))),
                    );
                    table.add(cells);
                    curve.push((distance, gap));
                }
                progress.step();
                let contract = class.solve(&first_best, self.many).map_err(wrong)?;
                let point = first_best.at(0.0);
                // Σ = 4q(1 − q) is left out of the exponent: q moves with α_e as well.
                let spread = 4.0 * point.agreement * (1.0 - point.agreement);
                let bracket = bounds::bracket(&first_best, class, &contract);
                many.push((distance, spread, contract.gap.total(), bracket));
                progress.step();
            }
            checks.push(self.exponent(instance, class, &many));
            let name = ["bonus", "linear pay"][index];
            series.push(Series::new(name, Mark::Points, index, curve));
            series.push(Series::new("", Mark::Leading, index, leading));
        }
        Ok((series, checks))
    }

    /// The exponent of κ_e − α_e in the gap, between the two smallest distances, with the proved
    /// ends of both gaps.
    fn exponent(
        &self,
        instance: &Instance,
        class: Class,
        many: &[(f64, f64, f64, bounds::Bracket)],
    ) -> Check {
        let (far, near) = (&many[many.len() - 2], &many[many.len() - 1]);
        // K_lin carries (1/I) and K_bin (1/√I): powers of the spread 4q(1 − q) go with them.
        let (expected, power) = match class {
            Class::Linear => (-2.0, 1.0),
            _ => (-1.0, 0.5),
        };
        // ln of the gaps' ratio less what the spreads make of it, over ln of the distances' ratio.
        let slope = |far_gap: Interval, near_gap: Interval| {
            let ln = |far: Interval, near: Interval| (near / far).ln();
            let point = Interval::point;
            let correction = point(power) * ln(point(far.1), point(near.1))?;
            let distances = ln(point(far.0), point(near.0))?;
            Some((ln(far_gap, near_gap)? - correction) / distances)
        };
        let named = |name: &str| format!("{}_{name}", class.name());
        let begun = Measured::from(format!("n = {:.0e}, κ_e − α_e from ", self.many as f64))
            .number(named("distance_far"), far.0)
            .say(" to ")
            .number(named("distance_near"), near.0)
            .say(": exponent ");
        let enclosed = far.3.interval().zip(near.3.interval());
        let enclosed = enclosed.and_then(|(far_gap, near_gap)| slope(far_gap, near_gap));
        let (measured, standing, inside) = match enclosed {
            Some(found) => {
                let inside = (found - Interval::point(expected)).magnitude();
                let measured = begun
                    .say("whatever the gaps in their brackets: ")
                    .number(named("exponent"), trimmed_outward(found.lower(), 4, false))
                    .say(format_args!(
                        " to {}",
                        trimmed_outward(found.upper(), 4, true)
                    ));
                (measured, Standing::Proved, inside)
            }
            None => {
                let found = slope(Interval::point(far.2), Interval::point(near.2));
                let found = found.map_or(f64::NAN, Interval::midpoint);
                (
                    begun.number(named("exponent"), format_args!("{found:.4}")),
                    Standing::Computed,
                    (found - expected).abs(),
                )
            }
        };
        // A bonus has the factor 1/sqrt(log(n·I)) besides: d ln/d ln δ of it is 1/log(n·I), some
        // 0.04 to 0.06 at n·I of 10^8 to 10^10, and at most 0.1 is allowed. Linear pay has none:
        // terms of order 1/(n·I) are left out.
        let allowed = if expected == -2.0 { 1e-3 } else { 0.1 };
        Check {
            instance: instance.label.clone(),
            claim: format!(
                "the gap of the best {} contract grows like (κ_e − α_e)^{{{expected}}}",
                class.name()
            ),
            measured,
            standing,
            holds: inside < allowed,
        }
    }

    /// For α_e ≥ κ_e no nondecreasing pay has a best reply above 0: the count falls stochastically
    /// as effort rises, so E\[u(w(S))] does not rise, and the cost does.
    pub(super) fn impossible(&self) -> Result<Check, TheoremError> {
        const CONTRACTS: u64 = 400;
        let mut tried = 0u32;
        let mut implemented = 0u32;
        for contract in 0..CONTRACTS {
            let mut rng = generator(self.seed, contract);
            let n = 1 + crate::annotation::bootstrap::below(&mut rng, 30) as u64;
            let (kappa, alpha) = {
                let (a, b) = (uniform(&mut rng), uniform(&mut rng));
                (a.min(b), a.max(b))
            };
            // Utilities of pay that rise with the count, by jumps of every size.
            let mut utility = 0.0;
            let pay: Vec<f64> = (0..=n)
                .map(|_| {
                    utility += libm::pow(uniform(&mut rng), 8.0) * 100.0;
                    utility
                })
                .collect();
            let expected = |effort: f64| -> Result<f64, TheoremError> {
                let q = 0.5 + 0.5 * (effort * kappa + (1.0 - effort) * alpha);
                let law = Binomial::new(n, q)?;
                Ok((0..=n).map(|s| law.pmf(s) * pay[s as usize]).sum())
            };
            let without = expected(0.0)?;
            for effort in super::efforts() {
                tried += 1;
                // Thirty terms of a sum of at most `utility`, each to 1e-14.
                let rounding = 1e-13 * utility;
                implemented += u32::from(expected(effort)? > without + rounding);
            }
        }
        let refused = [(0.6, 0.6), (0.6, 0.8)]
            .iter()
            .all(|&(kappa, alpha)| Expert::with_assistant(kappa, alpha).is_none());
        let information = Expert::with_assistant(0.6, 0.5).map_or(f64::NAN, |e| e.information(0.5));
        Ok(computed(
            "an assistant as good as a careful annotator: no pay that rises with the count buys care",
            format!(
                "{implemented} of {tried} efforts raise the expected utility of pay, over \
                 {CONTRACTS} random nondecreasing contracts with α_e ≥ κ_e; information \
                 at distance 0.1 is {information:.4}"
            ),
            implemented == 0 && refused && information > 0.0,
        ))
    }

    pub(super) fn panel(&self, series: Vec<Series>) -> Panel {
        Panel {
            x_label: "$κ_e − α_e$".to_owned(),
            x_log: true,
            y_label: format!("gap $Δ_n$ at $n = {}$", self.samples),
            y_log: true,
            reference: None,
            series,
        }
    }
}
