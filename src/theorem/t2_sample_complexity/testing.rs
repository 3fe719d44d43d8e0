//! Part (b): the smallest test of two efforts, exactly from binomial tails, against Chernoff's
//! rate.

use super::{Monitored, both, formula};
use crate::annotation::sample_size::{Test, chernoff_information, smallest_test, test_asymptote};
use crate::input::{InputError, Section};
use crate::numerics::try_map_ordered;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Measured, Panel, Series, Standing};
use crate::theorem::study::Progress;

/// The study: parameters `[testing]`.
pub(super) struct Testing {
    schemes: [Monitored; 2],
    efforts: [f64; 2],
    /// log₁₀(1/δ) of each step.
    decades: Vec<f64>,
}

/// The smallest tests of one scheme over δ.
pub(super) struct Curve {
    monitored: Monitored,
    /// q(η₀), q(η₁).
    law: [f64; 2],
    chernoff: f64,
    /// (δ, the smallest test).
    tests: Vec<(f64, Test)>,
}

impl Testing {
    pub(super) fn read(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        let section = parameters.section("testing")?;
        section.only(&["kappa_s", "kappa_e", "efforts", "decades"])?;
        let kappa = |key| {
            section.number_where(key, "above 0 and below 1", |kappa| {
                kappa > 0.0 && kappa < 1.0
            })
        };
        let schemes = both(kappa("kappa_s")?, kappa("kappa_e")?);
        let efforts = match section.numbers("efforts")?.as_slice() {
            &[low, high] if 0.0 <= low && low < high && high <= 1.0 => [low, high],
            _ => {
                let allowed = "two numbers from 0 to 1, the smaller first";
                return Err(section.complain("efforts", "these are no two efforts", allowed));
            }
        };
        let decades = section.numbers("decades")?;
        // Tails below 1e-300 leave the doubles.
        let rising = decades.windows(2).all(|pair| pair[0] < pair[1]);
        if decades.len() < 4 || !rising || !decades.iter().all(|d| (0.5..=300.0).contains(d)) {
            return Err(section.complain(
                "decades",
                "these are no powers of ten for 1/delta",
                "at least four rising numbers from 0.5 to 300",
            ));
        }
        Ok(Self {
            schemes,
            efforts,
            decades,
        })
    }

    pub(super) fn steps(&self) -> usize {
        2 * self.decades.len()
    }

    pub(super) fn curves(&self, progress: &dyn Progress) -> Result<Vec<Curve>, TheoremError> {
        self.schemes
            .iter()
            .map(|&monitored| {
                let law = self.efforts.map(|eta| monitored.agreement(eta));
                let tests = try_map_ordered(&self.decades, |decades| {
                    let delta = libm::pow(10.0, -decades);
                    let test = smallest_test(law[0], law[1], delta);
                    progress.step();
                    test.map(|test| test.map(|test| (delta, test)))
                })?;
                Ok(Curve {
                    monitored,
                    law,
                    chernoff: chernoff_information(law[0], law[1]),
                    // A δ that no test within reach keeps is left out, and the checks see it.
                    tests: tests.into_iter().flatten().collect(),
                })
            })
            .collect()
    }

    pub(super) fn checks(&self, curves: &[Curve]) -> Vec<Check> {
        let mut checks = Vec::new();
        for curve in curves {
            let name = curve.monitored.scheme.name();
            let check = |claim: &str, measured: Measured, holds: bool| Check {
                instance: name.to_owned(),
                claim: claim.to_owned(),
                measured,
                standing: Standing::Computed,
                holds,
            };
            let over = curve
                .tests
                .iter()
                .filter(|(delta, test)| {
                    let bound = test_asymptote(curve.law[0], curve.law[1], *delta);
                    // Rounding of the bound itself is far below one sample.
                    test.samples as f64 > (bound * (1.0 + 1e-9)).ceil()
                })
                .count();
            checks.push(check(
                "log(1/δ)/C samples are enough (Chernoff's bound, at every δ)",
                Measured::from(format!(
                    "{over} of {} smallest tests need more; errors from 1e-{} to ",
                    curve.tests.len(),
                    self.decades[0],
                ))
                .number(
                    "smallest_error",
                    format_args!("1e-{}", self.decades[self.decades.len() - 1]),
                ),
                over == 0 && curve.tests.len() == self.decades.len(),
            ));
            if let Some(slope) = curve.slope() {
                checks.push(check(
                    "n/log(1/δ) tends to 1/C",
                    Measured::from(format!(
                        "C = {:.6}: C times the slope of n over log(1/δ) is ",
                        curve.chernoff
                    ))
                    .number("slope", format_args!("{:.4}", slope.scaled))
                    .say(format_args!(
                        " over the upper half, 1 within {:.4} by the root of n in the tails and \
                         the steps of the count",
                        slope.allowed
                    )),
                    slope.holds(),
                ));
            }
        }
        if let [own, expert] = curves
            && let (Some((_, last)), Some((_, other))) = (expert.tests.last(), own.tests.last())
        {
            let measured = last.samples as f64 / other.samples as f64;
            let limit = own.chernoff / expert.chernoff;
            // Each n is below its limit by the same (1/2) log n/C and a few counts: what does not
            // cancel is of the order of those counts.
            let steps = own.step() + expert.step();
            let allowed = steps / -libm::log(other_delta(expert));
            checks.push(Check {
                instance: "both".to_owned(),
                claim: "the expert needs C_s/C_e times as many samples as self-consistency"
                    .to_owned(),
                measured: Measured::default()
                    .number("ratio", format_args!("{measured:.4}"))
                    .say(" at the smallest δ, C_s/C_e = ")
                    .number("ratio_limit", format_args!("{limit:.4}"))
                    .say(format_args!(" (1 within {allowed:.4})")),
                standing: Standing::Computed,
                holds: (measured / limit - 1.0).abs() < allowed,
            });
        }
        checks
    }

    pub(super) fn panels(&self, curves: &[Curve], table: &mut DataTable) -> Vec<Panel> {
        let mut counts = Vec::new();
        for (group, curve) in curves.iter().enumerate() {
            for (delta, test) in &curve.tests {
                let leading = test_asymptote(curve.law[0], curve.law[1], *delta);
                table.add(vec![
                    ("part", Cell::text("test")),
                    ("scheme", Cell::text(curve.monitored.scheme.name())),
                    ("kappa", Cell::exact(curve.monitored.kappa)),
                    ("effort_low", Cell::exact(self.efforts[0])),
                    ("effort_high", Cell::exact(self.efforts[1])),
                    ("error_or_half_width", formula(*delta)),
                    ("samples", Cell::Count(test.samples)),
                    ("threshold", Cell::Count(test.threshold)),
                    ("leading", formula(leading)),
                    (
                        "samples_over_leading",
                        formula(test.samples as f64 / leading),
                    ),
                ]);
            }
            let log = |delta: f64| -libm::log(delta);
            let points = curve.tests.iter();
            counts.push(Series::new(
                curve.monitored.scheme.name(),
                Mark::Points,
                group,
                points
                    .clone()
                    .map(|(delta, test)| (log(*delta), test.samples as f64)),
            ));
            counts.push(Series::new(
                "",
                Mark::Leading,
                group,
                points.map(|(delta, _)| (log(*delta), log(*delta) / curve.chernoff)),
            ));
        }
        let mut ratio = Vec::new();
        if let [own, expert] = curves {
            let points: Vec<(f64, f64)> = own
                .tests
                .iter()
                .zip(&expert.tests)
                .map(|((delta, s), (_, e))| {
                    (-libm::log(*delta), e.samples as f64 / s.samples as f64)
                })
                .collect();
            let ends = || points.iter().map(|(x, _)| *x);
            let chernoff = own.chernoff / expert.chernoff;
            let middle = 0.5 * (self.efforts[0] + self.efforts[1]);
            let fisher = self.schemes[0].information(middle) / self.schemes[1].information(middle);
            ratio = vec![
                Series::new(
                    "$C_s / C_e$",
                    Mark::Leading,
                    2,
                    ends().map(|x| (x, chernoff)),
                ),
                Series::new(
                    "$I_s / I_e$ midway",
                    Mark::Bound,
                    3,
                    ends().map(|x| (x, fisher)),
                ),
                Series::new("exact", Mark::Points, 4, points),
            ];
        }
        let panel = |y_label: &str, y_log: bool, series: Vec<Series>| Panel {
            x_label: "$log(1/ε)$".to_owned(),
            x_log: true,
            y_label: y_label.to_owned(),
            y_log,
            reference: None,
            series,
        };
        vec![
            panel("samples $n$ of the smallest test", true, counts),
            panel("samples, expert / self-consistency", false, ratio),
        ]
    }
}

fn other_delta(curve: &Curve) -> f64 {
    curve.tests.last().map_or(f64::NAN, |(delta, _)| *delta)
}

/// C times the slope of n over log(1/δ), and how far from 1 it may be.
struct Slope {
    scaled: f64,
    allowed: f64,
}

impl Slope {
    fn holds(&self) -> bool {
        (self.scaled - 1.0).abs() < self.allowed
    }
}

impl Curve {
    /// How far one count more or less moves the logarithms of the errors: the sum of both laws' log
    /// odds ratios per count, and C for the rounding of n itself.
    fn step(&self) -> f64 {
        let [q0, q1] = self.law;
        libm::log(q1 / q0) + libm::log((1.0 - q0) / (1.0 - q1)) + self.chernoff
    }

    /// From the middle of the curve to its end, in log(1/δ). Both errors are e^(−nC)/√n up to
    /// constants and steps of the count, so over a range L to L′ the product C·n grows by L′ − L −
    /// ½ ln(n′/n), up to two steps.
    fn slope(&self) -> Option<Slope> {
        let (last, end) = self.tests.last()?;
        let whole = -libm::log(*last);
        let (first, start) = self
            .tests
            .iter()
            .rfind(|(delta, _)| -libm::log(*delta) <= 0.5 * whole)?;
        let range = whole + libm::log(*first);
        let grown = (end.samples - start.samples) as f64;
        let root = 0.5 * libm::log(end.samples as f64 / start.samples as f64);
        Some(Slope {
            scaled: self.chernoff * grown / range,
            allowed: (root + 2.0 * self.step()) / range,
        })
    }
}
