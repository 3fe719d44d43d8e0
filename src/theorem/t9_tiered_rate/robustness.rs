//! What safety costs: how far κ and the cost of effort may be off before the best reply jumps,
//! proved for one, two and three bonuses, against what such contracts lose.
//!
//! A deviation that loses the share r of the cost it saves does not tempt while effort costs up to
//! 1 + r times as much; a larger guard makes r larger. What a contract withstands is then proved
//! for its terms over all efforts, the annotator's reply staying at [`CARE`] of the effort asked
//! for or more.

use super::super::TheoremError;
use super::super::evidence::{Cell, Check, Mark, Measured, Row, Series, Standing};
use super::super::limits::{GAP_ERROR, number};
use super::super::study::{Instance, Progress};
use super::class;
use super::proved::outward;
use crate::contract::{SecondBest, constants, tiered};
use crate::design::posted::Posted;
use crate::design::ranges::Steady;
use crate::design::ranges::breaking::Side;
use crate::input::{InputError, MOST_SAMPLES, Section};
use crate::numerics::map_ordered;
use crate::print::number::percent_outward;

/// The share of the effort asked for below which a reply counts as a jump.
const CARE: f64 = 0.9;

/// The most bonuses that are compared.
const MOST: u32 = 3;

/// Parameters `[robustness]`.
pub struct Robustness {
    samples: u64,
    margins: Vec<f64>,
    /// Prices at which contracts are compared, in K_lin/n.
    prices: Vec<f64>,
}

/// A contract with what it costs and withstands.
struct Held {
    tiers: u32,
    margin: f64,
    contract: SecondBest,
    /// The rise of the gap in K_lin/n.
    price: f64,
    /// Its relative error: the price is a difference of two gaps.
    price_error: f64,
    known: Steady,
}

impl Held {
    /// The share by which κ may fall, proved.
    fn kappa_falls(&self) -> Option<f64> {
        let (value, side) = self.known.kappa?;
        Some(1.0 - side.holds_to / value)
    }

    /// The share by which effort may cost more, proved.
    fn cost_rises(&self) -> Option<f64> {
        let (value, side) = self.known.cost?;
        Some(side.holds_to / value - 1.0)
    }
}

/// What the study finds.
pub struct Study {
    /// Statements.
    pub checks: Vec<Check>,
    /// What κ may fall by, against the price.
    pub series: Vec<Series>,
    /// A row for each contract, without its instance.
    pub rows: Vec<Row>,
}

impl Robustness {
    /// Reads them.
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["samples", "margins", "prices"])?;
        Ok(Self {
            samples: section.count_in("samples", 1..=MOST_SAMPLES)?,
            margins: section.numbers("margins")?,
            prices: section.numbers("prices")?,
        })
    }

    /// Steps for the progress.
    pub fn steps(&self) -> usize {
        MOST as usize * (self.margins.len() + 1)
    }

    /// Prices of safety, as checks, as curves and as rows of the data.
    pub fn study(
        &self,
        instance: &Instance,
        progress: &dyn Progress,
    ) -> Result<Study, TheoremError> {
        let first_best = instance.first_best()?;
        let unit = constants::linear(&first_best) / self.samples as f64;
        let mut all = Vec::new();
        for tiers in 1..=MOST {
            let best = class(tiers)
                .solve(&first_best, self.samples)
                .map_err(|error| instance.contract_error(error))?;
            let held = tiered::deterring(&first_best, &best, &self.margins);
            let gap = best.gap.total();
            let each = self.margins.iter().copied().zip(held);
            let each = each.filter_map(|(margin, held)| Some((tiers, margin, gap, held?)));
            all.push((tiers, 0.0, gap, best));
            all.extend(each);
        }
        let held = map_ordered(&all, |(tiers, margin, least, contract)| {
            let known = Posted::exactly(contract, instance.model.minimum_wage())
                .and_then(|terms| {
                    let care = CARE * contract.point.effort;
                    Steady::of(&instance.model, &terms, care).ok()
                })
                .unwrap_or_default();
            progress.step();
            let gap = contract.gap.total();
            let rise = (gap - least).max(0.0);
            Held {
                tiers: *tiers,
                margin: *margin,
                contract: contract.clone(),
                price: rise / unit,
                price_error: 2.0 * GAP_ERROR * gap / rise,
                known,
            }
        });
        let prices = self.prices.iter().copied().enumerate();
        Ok(Study {
            checks: prices.map(|p| self.check(instance, &held, p)).collect(),
            series: (1..=MOST).map(|tiers| series(&held, tiers)).collect(),
            rows: held.iter().map(row).collect(),
        })
    }

    /// At one price: what the contract of each number of bonuses that withstands most within it is
    /// proved to withstand.
    fn check(&self, instance: &Instance, held: &[Held], (place, price): (usize, f64)) -> Check {
        let falls: Vec<(f64, f64)> = (1..=MOST)
            .map(|tiers| {
                let within = held.iter().filter(|h| h.tiers == tiers && h.price <= price);
                within
                    .filter_map(|h| Some((h.kappa_falls()?, h.cost_rises()?)))
                    .fold((0.0, 0.0), |a: (f64, f64), b| (a.0.max(b.0), a.1.max(b.1)))
            })
            .collect();
        let percent = |share: f64| percent_outward(share, 2, false);
        let mut measured = Measured::from(format!(
            "n = {}, replies at {CARE} of the effort or more, percent (1, 2, 3 bonuses): κ lower by ",
            self.samples,
        ));
        for (tiers, (kappa, _)) in falls.iter().enumerate() {
            let name = format!("kappa_{}_{place}", tiers + 1);
            let more = if tiers > 0 { ", " } else { "" };
            measured = measured.say(more).number(name, percent(*kappa));
        }
        measured = measured.say(", or the cost of effort higher by ");
        for (tiers, (_, cost)) in falls.iter().enumerate() {
            let name = format!("cost_{}_{place}", tiers + 1);
            let more = if tiers > 0 { ", " } else { "" };
            measured = measured.say(more).number(name, percent(*cost));
        }
        Check {
            instance: instance.label.clone(),
            claim: format!("safety for {price}·K_lin/n: how far κ and the cost may be off"),
            measured,
            standing: Standing::Proved,
            holds: falls[1].0 > falls[0].0 && falls[2].0 > falls[0].0,
        }
    }
}

/// The share of κ against the price, contracts that cost more than the best one.
fn series(held: &[Held], tiers: u32) -> Series {
    let name = match tiers {
        1 => "1 bonus".to_owned(),
        _ => format!("{tiers} tiers"),
    };
    let points = held.iter().filter(|h| h.tiers == tiers && h.price > 0.0);
    let points = points.filter_map(|h| Some((h.price, 100.0 * h.kappa_falls()?)));
    Series::new(name, Mark::Points, tiers as usize - 1, points)
}

fn row(held: &Held) -> Row {
    let holds = |side: Option<Side>, up| side.map_or(Cell::Empty, |s| outward(s.holds_to, up));
    let fails = |side: Option<Side>, up| {
        let at = side.and_then(|s| s.fails_at);
        at.map_or(Cell::Empty, |(place, _)| outward(place, up))
    };
    let side = |found: Option<(f64, Side)>| found.map(|(_, side)| side);
    let (kappa, cost) = (side(held.known.kappa), side(held.known.cost));
    let price = Cell::within(held.price, held.price_error);
    vec![
        ("tiers", Cell::Count(u64::from(held.tiers))),
        ("samples", Cell::Count(held.contract.samples)),
        ("gap", number(held.contract.gap.total())),
        ("margin", Cell::Text(held.margin.to_string())),
        ("price", if held.price > 0.0 { price } else { Cell::Empty }),
        ("kappa_holds_to", holds(kappa, true)),
        ("kappa_fails_at", fails(kappa, false)),
        ("cost_holds_to", holds(cost, false)),
        ("cost_fails_at", fails(cost, true)),
    ]
}
