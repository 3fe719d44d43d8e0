//! Binary contracts with proof: an offer whose incentives are verified bounds the gap from above
//! ([`offer`]), a search that covers every rule and every effort bounds it from below: with many
//! samples [`moving_threshold`], else [`fixed_threshold`] and [`single_threshold`]; where none of
//! them ends boxes do what a budget allows, of rules ([`boxes`]) or of failing chances
//! ([`fail_boxes`]).

mod best_first;
pub mod boxes;
mod cutting;
pub mod fail_boxes;
pub mod fixed_threshold;
mod found;
pub(super) mod line;
pub mod moving_threshold;
pub mod offer;
mod passing;
mod piece;
mod planar_pay;
pub mod single_threshold;
mod tempting;
mod threshold;

use super::regimes::{BOXES_UP_TO, EACH_THRESHOLD, RULES_LIE_CLOSE};
use super::{Bracket, EnclosedModel, End, Method, Missing};
use crate::contract::binary::BonusRule;
use crate::contract::{BinaryTerms, SecondBest, Threshold};
use crate::numerics::interval::Budget;
use best_first::Ends;
use found::Candidate;
use offer::Offer;

pub use found::FoundBonus;

/// By how much efforts are moved from the estimate until incentives are proved, in units of the
/// effort that moves the count by one standard deviation: at the optimum a deviation is just as
/// good, which no arithmetic can tell from better. Upwards where a lower effort tempts, downwards
/// where a higher one does.
const NUDGES: [f64; 15] = [
    0.0, 1e-11, -1e-11, 1e-10, -1e-10, 1e-9, -1e-9, 1e-8, -1e-8, 1e-7, -1e-7, 1e-6, -1e-6, 1e-5,
    -1e-5,
];

/// Parts of a nudge that are tried once it has served.
const PARTS: [f64; 3] = [0.2, 0.4, 0.7];

/// By what share the bonus for full effort is raised above the estimate's until incentives are
/// proved: at the least one either full effort is stationary or a deviation is just as good.
const FULL_EFFORT_NUDGES: [f64; 6] = [1e-13, 1e-11, 1e-9, 1e-8, 1e-7, 1e-6];

/// Thresholds on either side of the best one examined by themselves where a deterministic rule is
/// asked for; more where the rest cannot be excluded.
const WINDOWS: [u64; 3] = [1, 4, 16];

/// Pieces of efforts over all thresholds that are examined by themselves.
const SINGLE_PIECES: usize = 40_000;

/// Brackets the gap of the best binary contract, given its estimate.
///
/// The relative width aimed at is `sharp` where one bound on every rule at once reaches it, else
/// `precision`; where no search reaches that either the lower end is missing. With the better bonus
/// that turns up while boxes are searched, where there is one.
pub fn bracket(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &BinaryTerms,
    class: Threshold,
    [sharp, precision]: [f64; 2],
) -> (Bracket, Option<FoundBonus>) {
    let upper = verified_gap(economy, contract, terms);
    // Where nothing is verified from above the estimate says what is worth proving from below.
    let aim = upper.unwrap_or(contract.gap.total());
    let (target, sharper) = (aim * (1.0 - precision), aim * (1.0 - sharp));
    let at_once = |target: f64| {
        contract.samples >= RULES_LIE_CLOSE
            && moving_threshold::gap_is_at_least(economy, contract.samples, target)
    };
    let (lower, better) = if at_once(sharper) {
        (Ok(End::new(sharper, Method::MovingThreshold)), None)
    } else if at_once(target) {
        (Ok(End::new(target, Method::MovingThreshold)), None)
    } else {
        lower_end(economy, contract, &terms.rule, class, [aim, precision])
    };
    let upper = better.map(|better| better.gap).or(upper);
    let bracket = Bracket {
        lower,
        upper: upper
            .map(|upper| End::new(upper, Method::VerifiedBonus))
            .ok_or(Missing::NotVerified),
    };
    (bracket, better)
}

/// The gap of a bonus next to the estimate whose incentives are verified, from above.
pub(super) fn verified_gap(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &BinaryTerms,
) -> Option<f64> {
    let (point, rule) = (&contract.point, terms.rule);
    let found = if point.effort == 1.0 {
        FULL_EFFORT_NUDGES.iter().find_map(|share| {
            let bonus = terms.bonus_utility * (1.0 + share);
            let offer = Offer::at_full_effort(economy, rule, bonus)?;
            offer.full_effort_is_best().then_some(offer)
        })
    } else {
        let unit = 1.0 / (contract.samples as f64 * point.information).sqrt();
        let moved = |nudge: f64| {
            let offer = Offer::new(economy, rule, point.effort + nudge * unit)?;
            offer.is_incentive_compatible().then_some(offer)
        };
        let found = NUDGES
            .iter()
            .find_map(|nudge| Some((*nudge, moved(*nudge)?)));
        // Where the gap is next to nothing of what effort costs, so is what a nudge may cost.
        found.map(|(nudge, offer)| {
            let parts = PARTS.iter().filter(|_| nudge != 0.0);
            let nearer = parts.copied().find_map(|part| moved(part * nudge));
            nearer
                .filter(|nearer| nearer.gap().upper() < offer.gap().upper())
                .unwrap_or(offer)
        })
    };
    if let Some(found) = found {
        return Some(found.gap().upper());
    }
    // Where efforts below and above are as good both the effort and the threshold have to move.
    let candidate = Candidate {
        samples: contract.samples,
        threshold: Threshold::Randomised,
        position: rule.position(),
        effort: point.effort,
    };
    let by_chance = rule.randomisation() > 0.0 && point.effort < 1.0;
    let found = by_chance.then(|| candidate.bonus(economy, f64::MAX))??;
    Some(found.gap)
}

/// Closer than this other searches are not tried, with few samples and with more.
const CLOSE: [f64; 2] = [1e-4, 1e-5];
const FEW: u64 = 50;

/// The lower end by searches over rules: `target`, or the best that boxes find.
fn lower_end(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    best: &BonusRule,
    class: Threshold,
    [aim, precision]: [f64; 2],
) -> (Result<End, Missing>, Option<FoundBonus>) {
    let target = aim * (1.0 - precision);
    // With rules by chance, boxes cost less than a search at a fixed threshold and reach further.
    if class == Threshold::Deterministic && every_threshold_costs(economy, contract, best, target) {
        return (Ok(End::new(target, Method::SingleThresholds)), None);
    }
    let Ends { lower, better } = by_boxes(economy, contract, class, [aim, precision]);
    let most = better.map_or(f64::INFINITY, |better| better.gap);
    let end = End::new(lower.min(most), Method::RuleBoxes);
    (Ok(end), better)
}

/// What boxes of rules and of failing chances reach, the likelier first.
fn by_boxes(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    class: Threshold,
    [mut aim, precision]: [f64; 2],
) -> Ends {
    let samples = contract.samples;
    let of_rules = |aim: f64| {
        (samples <= BOXES_UP_TO).then(|| {
            let deviations = [0.0, deviation(economy, contract)];
            boxes::ends(economy, samples, class, &deviations, [aim, precision])
        })
    };
    let of_chances = |aim: f64| Some(fail_boxes::ends(economy, samples, class, [aim, precision]));
    type Reached<'s> = &'s dyn Fn(f64) -> Option<Ends>;
    let (first, second): (Reached<'_>, Reached<'_>) = if samples >= RULES_LIE_CLOSE {
        (&of_chances, &of_rules)
    } else {
        (&of_rules, &of_chances)
    };
    let mut found = Ends {
        lower: 0.0,
        better: None,
    };
    for reached in [first, second] {
        if found.lower >= aim * (1.0 - CLOSE[usize::from(samples > FEW)]) {
            break;
        }
        if let Some(ends) = reached(aim) {
            found.lower = found.lower.max(ends.lower);
            found.better = ends.better.or(found.better);
            aim = ends.better.map_or(aim, |better| better.gap);
        }
    }
    found
}

/// Whether every contract with a whole threshold is proved to have a gap of at least `target`.
fn every_threshold_costs(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    best: &BonusRule,
    target: f64,
) -> bool {
    let samples = contract.samples;
    let deviations = [0.0, deviation(economy, contract)];
    let budget = Budget::new(SINGLE_PIECES);
    let each = |from: u64, to: u64| {
        (from..=to).all(|k| {
            single_threshold::gap_is_at_least(economy, samples, k, &deviations, target, &budget)
        })
    };
    if samples <= EACH_THRESHOLD {
        return each(1, samples);
    }
    WINDOWS.iter().any(|reach| {
        let from = best.threshold().saturating_sub(*reach).max(1);
        let to = (best.threshold() + reach).min(samples);
        let but = from..=to;
        fixed_threshold::reaches_at(economy, samples, target, &but, contract.point.effort)
            && fixed_threshold::gap_is_at_least(economy, samples, target, &but)
            && each(from, to)
    })
}

/// The effort that tempts most under the estimated contract.
fn deviation(economy: &EnclosedModel<'_>, contract: &SecondBest) -> f64 {
    crate::contract::best_reply::best_deviation(economy.model(), contract)
        .map_or(0.0, |deviation| deviation.effort)
        .clamp(0.0, 1.0)
}
