//! Gaps with proof: for each class of contracts an interval that is guaranteed to hold the gap
//! between the first best and the best contract of the class.
//!
//! - From above: a concrete contract whose participation, limited liability and global incentive
//!   compatibility are proved, with its cost enclosed.
//! - From below: a branch and bound over efforts (and thresholds) that covers the whole class, with
//!   bounds from duality.
//!
//! All arithmetic is outward rounded ([`Interval`](crate::numerics::Interval)); the estimates of
//! [`contract`](crate::contract) only say where to look, and a wrong one costs sharpness, never
//! truth. The theorems that are used are stated where they are used. What is taken for granted: the
//! model's assumptions (u concave, c and c∘q⁻¹ convex), which [`Model`](crate::model::Model) checks
//! and the built-in families satisfy by their parameter ranges.
//!
//! **From top to bottom.** [`bracket`] asks the engines of the class ([`binary`], [`linear`],
//! [`general`], [`tiered`]), then `smaller_classes` for an upper end and `every_contract` for a
//! lower one; `regimes` says up to which number of samples each of them does what. Below them stand
//! the model over intervals ([`EnclosedModel`]) and two laws of the count, sums over every count
//! (`count_sums`) and expansions (`count_expansion`), with the arguments that both share: pay that
//! meets both constraints exists (`solution`), no effort does better (`best_reply`), prices bound
//! every contract (`prices`).
//!
//! **Full care.** Where the company wants full care, η* = 1, the first-best payoff F need not be
//! flat there: F′(1) ≥ 0. And under any contract full effort need not be stationary: only lower
//! efforts can tempt, so that the derivative of pay at 1 is at least c′(1). What each engine does
//! of that:
//!
//! | engine | step | at η = 1 |
//! |---|---|---|
//! | [`EnclosedModel::loss`] | −½F″·(η−η*)² uses F′(η*) = 0 | −F′(ξ)·(η−1) in its place |
//! | [`EnclosedModel::least_loss`] | the loss is convex with its minimum at η* | F is concave, so it is |
//! | sums of pieces with the loss (`line`) | a tangent of the loss at any effort | slopes are computed, none taken as 0 |
//! | prices (T7, `general`, `price_line`, `information`, tiered) | c′ = Cov(u(w), score) at a price ≥ 0 | ≥ serves, as the price is ≥ 0 |
//! | [`moving_threshold`](binary::moving_threshold) | y = Y·(1−f) | y ≥ Y·(1−f) bounds f all the more |
//! | [`fixed_threshold`](binary::fixed_threshold), [`single_threshold`](binary::single_threshold), `linear` | an effort is stationary | given up unless the loss at 1 excludes it |
//! | [`boxes`](binary::boxes) | b = c′/(q′g) | full effort is a box of its own with b at least that |
//! | verified contracts | ψ′(η) = 0, or an offer at full effort | both are best replies by proof |
//!
//! So bonuses by chance have sharp lower ends at full care. Whole thresholds share these, which lie
//! some per cent lower, as none may be just strict enough at that one effort; with few samples
//! boxes are sharp for them too, also where a rent is left. Lines share that of any pay.
//! `tests/bounds/full_care.rs` and `rent_at_full_care.rs` compare them with contracts found
//! otherwise.

mod best_reply;
mod better;
pub mod binary;
mod bracket;
pub mod constants;
mod count_expansion;
mod count_sums;
pub mod discrete;
mod enclosed_model;
mod every_contract;
pub mod general;
pub mod information;
pub mod linear;
mod prices;
mod regimes;
mod settled;
mod smaller_classes;
mod smooth_payoff;
mod solution;
pub mod tiered;
pub mod view;

pub use count_sums::law::Law;
pub use enclosed_model::EnclosedModel;

pub use bracket::{Bracket, End, Method, Missing};
pub use every_contract::least_gap_with_deviations;
pub use settled::settled;

use better::Better;
use every_contract::{every_contract, tempting_efforts};
use regimes::{DETERRENCE_UP_TO, SHARP, SMALLER_CLASSES_TOO, precision};
use smaller_classes::{flat_wage, smaller_classes, verified_as_it_is};

use crate::contract::{Class, FirstBest, SecondBest, Terms, Threshold, tiered as tiered_contract};

/// A verified gap of this share of what effort is worth is the first best to the roundings of a
/// proof.
const CLOSE_TO_FIRST_BEST: f64 = 1e-12;

/// A verified gap larger than the estimate's by this share is worth looking for a smaller one.
const DEAR: f64 = 1e-6;

/// Brackets the gap of the best contract of `class`, given its estimate `contract`. An end that
/// is missing says why.
///
/// Where the engines of the class do not reach an end, wider statements that hold for every class
/// give it: from below T7's information bound ([`information`]), from above the flat wage h(U0),
/// which belongs to every class and asks for no effort.
#[must_use]
pub fn bracket(first_best: &FirstBest<'_>, class: Class, contract: &SecondBest) -> Bracket {
    bracket_of(first_best, class, contract.samples, Some(contract))
}

/// [`bracket`] where there may be no estimate: then the ends are those of every class.
#[must_use]
pub fn bracket_of(
    first_best: &FirstBest<'_>,
    class: Class,
    samples: u64,
    contract: Option<&SecondBest>,
) -> Bracket {
    proved(first_best, class, samples, contract).0
}

/// The bracket, and the better contract of the class that the proof came upon, where there is one.
fn proved(
    first_best: &FirstBest<'_>,
    class: Class,
    samples: u64,
    contract: Option<&SecondBest>,
) -> (Bracket, Option<Better>) {
    // One tier is a bonus.
    if let Class::Tiered { tiers, threshold } = class
        && (tiers == 1 || samples == 1)
        && let Some(bonus) = contract.and_then(tiered_contract::as_bonus)
    {
        let class = Class::Binary(threshold);
        return proved(first_best, class, samples, Some(&bonus));
    }
    let economy = match EnclosedModel::try_new(first_best) {
        Ok(economy) => economy,
        Err(reason) => return (Bracket::missing(reason), None),
    };
    let sharp = |bracket: &Bracket| {
        let width = bracket.relative_width();
        width.is_some_and(|width| width <= 2.0 * precision(samples))
    };
    // Where the flat wage is as good as the best contract that was found, the bound that never
    // fails may say that it is the best of all.
    if contract.is_none_or(|contract| !(contract.gap.total() < first_best.flat_loss() * 0.9999)) {
        let least = information::least_gap(&economy, samples);
        let flat = flat_wage(&economy).meet(Bracket::from_below(least, Method::Information));
        if sharp(&flat) {
            return (flat, None);
        }
    }
    if !first_best.model().utility().strictly_concave() {
        let bracket = without_risk_premium(first_best, &economy, class, samples, contract);
        return (bracket, None);
    }
    if let Some(bracket) = contract
        .and_then(|contract| as_good_as_any(first_best, &economy, class, contract).filter(&sharp))
    {
        return (bracket, None);
    }
    let nothing = (Bracket::missing(Missing::NotVerified), None);
    let (mut own, better) = contract.map_or(nothing, |contract| {
        own_bracket(first_best, &economy, class, contract)
    });
    if sharp(&own) {
        return (own, better);
    }
    // Where what was verified is dearer than the estimate, as with a rent for roundings, a bonus or
    // a line may not be.
    let estimate = contract.map_or(0.0, |contract| contract.gap.total());
    let dear = own
        .upper()
        .is_none_or(|upper| upper > estimate * (1.0 + DEAR));
    if dear || samples <= SMALLER_CLASSES_TOO {
        own.upper = own
            .meet(smaller_classes(first_best, &economy, class, samples))
            .upper;
    }
    own = own.meet(flat_wage(&economy));
    if sharp(&own) || lines_asked_already(&own, samples) {
        return (own, better);
    }
    let tempting = contract.map_or(Vec::new(), tempting_efforts);
    let (every, weakest) = every_contract(first_best, &economy, samples, &tempting, own.upper());
    own = own.meet(every);
    // Where the search for the estimate missed the best pay the bound of all pay says where it is.
    if class == Class::General
        && !sharp(&own)
        && let Some(weakest) = weakest
        && let Some((pay, gap)) = count_sums::best_pay(first_best, &economy, samples, &weakest)
        && own.upper().is_none_or(|upper| gap < upper)
    {
        own.upper = Ok(End::new(gap, Method::VerifiedSchedule));
        return (own, Some(Better::Pay(pay)));
    }
    (own, better)
}

/// The bracket for a risk-neutral annotator. Prices bound nothing where h″ = 0, as the conjugate of
/// a straight line is infinite: from below the first-best loss is left, which is 0 at η*. From
/// above the estimate, or a bonus or line inside its class, is verified.
fn without_risk_premium(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    class: Class,
    samples: u64,
    contract: Option<&SecondBest>,
) -> Bracket {
    let none = Err(Missing::NotVerified);
    let upper = contract.map_or(none, |contract| {
        verified_as_it_is(first_best, economy, contract)
    });
    let bracket = Bracket {
        lower: Ok(End::new(
            information::least_gap(economy, samples),
            Method::Information,
        )),
        upper,
    };
    let close = first_best.flat_loss() * CLOSE_TO_FIRST_BEST;
    let bracket = if bracket.upper().is_some_and(|upper| upper <= close) {
        bracket
    } else {
        let smaller = smaller_classes(first_best, economy, class, samples);
        bracket.meet(Bracket {
            lower: none,
            upper: smaller.upper,
        })
    };
    bracket.meet(flat_wage(economy))
}

/// The bracket of several bonuses on few samples where no pay of any shape was found that costs
/// less: what holds for all pay takes a second, and a search over thresholds and efforts, whose
/// bound comes close slowly where a single bonus is the best pay, some ten.
fn as_good_as_any(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    class: Class,
    contract: &SecondBest,
) -> Option<Bracket> {
    let samples = contract.samples;
    if !matches!(class, Class::Tiered { .. }) || samples > SMALLER_CLASSES_TOO {
        return None;
    }
    let any = Class::General.search(first_best, samples).ok()?;
    if any.gap.total() < contract.gap.total() * (1.0 - SHARP) {
        return None;
    }
    let attained = smaller_classes(first_best, economy, class, samples).meet(flat_wage(economy));
    let tempting = tempting_efforts(&any);
    let (every, _) = every_contract(first_best, economy, samples, &tempting, attained.upper());
    Some(Bracket {
        lower: every.lower,
        upper: attained.upper,
    })
}

/// Whether the search over lines has asked every contract: it does where its own lower end is not
/// close, and to ask again would take as long.
fn lines_asked_already(own: &Bracket, samples: u64) -> bool {
    let method = own.lower.map(|end| end.method);
    let wider = |than: f64| own.relative_width().is_none_or(|width| width > than);
    match method {
        // Bonuses cost so little that nothing which holds for all pay says much about lines.
        Ok(Method::Information) => true,
        Ok(Method::LineBoxes) => wider(2.0 * linear::CLOSE),
        // Short of the line's own target by more than roundings of another pay's: nothing is
        // gained.
        Ok(Method::BestOfAllPay) => {
            wider(2.0 * linear::CLOSE) || (samples <= DETERRENCE_UP_TO && wider(ASKED))
        }
        _ => false,
    }
}

/// Wider brackets of a line from what every contract costs gain nothing by asking that again where
/// tempting efforts have prices.
const ASKED: f64 = 2e-5;

/// What the engines of the class reach.
fn own_bracket(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    class: Class,
    contract: &SecondBest,
) -> (Bracket, Option<Better>) {
    let bracket = match (class, &contract.terms) {
        (Class::Binary(Threshold::Deterministic), Terms::Binary(terms))
            if terms.rule.randomisation() > 0.0 =>
        {
            Bracket::missing(Missing::OtherClass)
        }
        (Class::Binary(threshold), Terms::Binary(terms)) => {
            let widths = [SHARP, precision(contract.samples)];
            let (bracket, bonus) = binary::bracket(economy, contract, terms, threshold, widths);
            return (bracket, bonus.map(Better::Bonus));
        }
        (Class::Tiered { tiers, threshold }, Terms::Tiered(_)) => {
            let tiers = u64::from(tiers).min(contract.samples) as u32;
            tiered::bracket(first_best, economy, contract, (tiers, threshold), SHARP)
        }
        (Class::General, Terms::General(terms)) => {
            general::bracket(economy, contract, terms, SHARP)
        }
        (Class::Linear, Terms::Linear(terms)) => {
            let (bracket, line) = linear::bracket(first_best, economy, contract, terms, SHARP);
            return (bracket, line.map(Better::Line));
        }
        // The best contract of a class may be one of a smaller class.
        (Class::Linear, Terms::Binary(_)) if contract.samples > 1 => {
            Bracket::missing(Missing::OtherClass)
        }
        (Class::Binary(_), Terms::Linear(_)) => Bracket::missing(Missing::OtherClass),
        (_, Terms::Binary(_) | Terms::Linear(_)) => {
            let mut upper = verified_as_it_is(first_best, economy, contract);
            // Pay of any shape may differ from a line by what a proof asks for.
            if upper.is_err()
                && class == Class::General
                && matches!(contract.terms, Terms::Linear(_))
            {
                upper = count_sums::gap_with_rent(economy, contract)
                    .map(|gap| End::new(gap, Method::VerifiedSchedule))
                    .ok_or(Missing::NotVerified);
            }
            let aim = upper.map_or(contract.gap.total(), |end| end.value);
            Bracket {
                lower: match class {
                    Class::General => general::by_local_prices(economy, contract, aim),
                    _ => Err(Missing::BudgetSpent),
                },
                upper,
            }
        }
        _ => Bracket::missing(Missing::NotVerified),
    };
    (bracket, None)
}

/// Whether every contract with as many samples as `estimate`, a [`Class::General`] one, has a gap
/// of at least `target`: cheap where the target leaves some room. The estimate only says where to
/// look.
#[must_use]
pub fn general_gap_is_at_least(
    first_best: &FirstBest<'_>,
    estimate: &SecondBest,
    target: f64,
) -> bool {
    let (Some(economy), Terms::General(terms)) = (EnclosedModel::new(first_best), &estimate.terms)
    else {
        return false;
    };
    general::is_at_least(&economy, estimate, terms, target)
}
