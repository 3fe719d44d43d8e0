//! What is proved of tiers at given sizes.

use super::super::TheoremError;
use super::super::evidence::{Cell, Check, Mark, Measured, Point, Row, Series, Standing};
use super::super::study::{Instance, Progress};
use super::class;
use crate::bounds::{self, Bracket, Method};
use crate::contract::{Class, Threshold, constants};
use crate::input::{InputError, Section};
use crate::numerics::{Interval, try_map_ordered};
use crate::print::number::decimals_outward;
use crate::proof::checked::Checked;

/// An estimate may lie below the verified contract by the margin that arithmetic asks for.
const MARGIN: f64 = 1.002;

/// A lower end that knows what deterring costs comes this close to the upper one, or says less.
const SHARP: f64 = 1.001;

/// Numbers of samples and of tiers at which gaps are bracketed: `[brackets]`.
pub struct Sizes {
    each: Vec<(u64, u32)>,
}

impl Sizes {
    /// Reads `samples`, one list for each number of tiers.
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["one", "two", "three"])?;
        let mut each = Vec::new();
        for (key, tiers) in [("one", 1), ("two", 2), ("three", 3)] {
            let samples = section.samples(key)?;
            each.extend(samples.samples().iter().map(|n| (*n, tiers)));
        }
        Ok(Self { each })
    }

    /// Steps for the progress of one instance.
    pub fn steps(&self) -> usize {
        self.each.len()
    }

    /// Brackets of one instance.
    pub fn study(
        &self,
        instance: &Instance,
        progress: &dyn Progress,
    ) -> Result<Bracketed, TheoremError> {
        let first_best = instance.first_best()?;
        let found = try_map_ordered(&self.each, |(samples, tiers)| {
            let class = match tiers {
                1 => Class::Binary(Threshold::Deterministic),
                tiers => class(*tiers),
            };
            let solved = class.solve(&first_best, *samples)?;
            let bracket = bounds::bracket(&first_best, class, &solved);
            progress.step();
            Ok(Found {
                samples: *samples,
                tiers: *tiers,
                estimate: solved.gap.total(),
                bracket,
            })
        })
        .map_err(|error| instance.contract_error(error))?;
        Ok(Bracketed {
            constant: constants::linear(&first_best),
            found,
        })
    }
}

/// A gap with its bracket.
struct Found {
    samples: u64,
    tiers: u32,
    estimate: f64,
    bracket: Bracket,
}

impl Found {
    /// Whether the lower end has prices for what deters, with so few thresholds; any other holds
    /// for pay of any shape or by information alone.
    fn knows_deterring(&self) -> bool {
        let lower = self.bracket.lower;
        lower.is_ok_and(|end| end.method == Method::DeviationPrices)
    }

    /// Upper over lower end.
    fn ratio(&self) -> Option<f64> {
        let gap = self.bracket.interval()?;
        Some(most_ratio(gap.upper(), gap.lower()))
    }
}

/// Brackets of one instance.
pub struct Bracketed {
    constant: f64,
    found: Vec<Found>,
}

impl Bracketed {
    /// Lower end, upper end and the method below, for the data.
    pub fn cells(&self, samples: u64, tiers: u32) -> Row {
        let here = |found: &&Found| found.samples == samples && found.tiers == tiers;
        let Some(found) = self.found.iter().find(here) else {
            return Row::new();
        };
        let end = |value: Option<f64>, up| value.map_or(Cell::Empty, |v| outward(v, up));
        let method = found.bracket.lower.ok();
        vec![
            ("gap_lower", end(found.bracket.lower(), false)),
            ("gap_upper", end(found.bracket.upper(), true)),
            (
                "lower_method",
                method.map_or(Cell::Empty, |end| Cell::Text(end.method.name().to_owned())),
            ),
        ]
    }

    /// n·gap/K_lin of several bonuses with bars down to the lower ends, and crosses where these do
    /// not know what deterring costs.
    pub fn series(&self, tiers: u32, group: usize, ignorant: &str) -> [Series; 2] {
        let of_tiers = || self.found.iter().filter(move |found| found.tiers == tiers);
        let scaled = |n: u64, gap: f64| gap * n as f64 / self.constant;
        let bars = of_tiers().filter_map(|found| {
            let (lower, upper) = (found.bracket.lower()?, found.bracket.upper()?);
            Some(Point {
                x: found.samples as f64,
                y: scaled(found.samples, upper),
                error: scaled(found.samples, upper - lower),
            })
        });
        let others = of_tiers().filter(|found| !found.knows_deterring());
        let crosses = others.filter_map(|found| {
            let n = found.samples;
            Some((n as f64, scaled(n, found.bracket.lower()?)))
        });
        [
            Series {
                label: String::new(),
                mark: Mark::Bracketed,
                group,
                points: bars.collect(),
            },
            Series::new(ignorant, Mark::Crosses, group, crosses),
        ]
    }

    /// That brackets are complete, and that two tiers beat every single bonus.
    pub fn checks(&self, instance: &Instance) -> Vec<Check> {
        let check = |claim: &str, measured: Measured, holds| Check {
            instance: instance.label.clone(),
            claim: claim.to_owned(),
            measured,
            standing: Standing::Proved,
            holds,
        };
        let several = || self.found.iter().filter(|found| found.tiers > 1);
        let widest = |found: &mut dyn Iterator<Item = &Found>| {
            found.filter_map(Found::ratio).fold(1.0, f64::max)
        };
        let sharp = |found: &&Found| found.ratio().is_some_and(|ratio| ratio <= SHARP);
        let inside = several().all(|found| {
            found.bracket.interval().is_some_and(|gap| {
                gap.lower() <= found.estimate && gap.upper() <= found.estimate * MARGIN
            })
        });
        let all = several().count();
        let complete = several().filter(|f| f.ratio().is_some()).count();
        let close = several().filter(sharp).count();
        let ignorant = several().filter(|f| !f.knows_deterring()).count();
        let (mut beaten, mut least) = (0, f64::INFINITY);
        let pairs: Vec<(&Found, &Found)> = self
            .found
            .iter()
            .filter(|one| one.tiers == 1)
            .filter_map(|one| {
                let same = |two: &&Found| two.tiers == 2 && two.samples == one.samples;
                Some((one, self.found.iter().find(same)?))
            })
            .collect();
        for (one, two) in &pairs {
            if let (Some(lower), Some(upper)) = (one.bracket.lower(), two.bracket.upper()) {
                beaten += usize::from(lower > upper);
                least = least.min(least_ratio(lower, upper));
            }
        }
        let ends: Vec<_> = several()
            .map(|f| (f.samples, f.bracket.lower(), f.bracket.upper()))
            .collect();
        let checked = Checked::of(&instance.model, class(2), &ends);
        vec![
            check(
                "the gap of the best tiered contract is proved to lie in an interval",
                Measured::from(format!(
                    "{complete} of {all} brackets complete, {close} with upper over lower end at most {SHARP}; at most {} in all; {ignorant} lower ends leave out what deterring costs",
                    decimals_outward(widest(&mut several()), 3, true),
                ))
                .checked_by_coq(checked.words()),
                complete == all && inside,
            ),
            check(
                "two tiers are proved to lose less than every single bonus",
                Measured::from(format!(
                    "at each of {beaten} sizes; by a factor of at least ",
                ))
                .number("two_tiers_proved", decimals_outward(least, 3, false)),
                beaten == pairs.len() && beaten > 0,
            ),
        ]
    }
}

/// A quotient of two gaps, from above.
fn most_ratio(above: f64, below: f64) -> f64 {
    (Interval::point(above) / Interval::point(below)).upper()
}

/// A quotient of two gaps, from below.
fn least_ratio(above: f64, below: f64) -> f64 {
    (Interval::point(above) / Interval::point(below)).lower()
}

/// An end rounded outwards to seven digits.
pub fn outward(value: f64, up: bool) -> Cell {
    Cell::end(value, 7, up)
}
