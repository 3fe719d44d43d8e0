//! What documents show of a contract and its bracket.

use super::discrete::LogBracket;
use super::{Bracket, End, Missing};
use crate::contract::discrete::{DiscreteContract, LogGap};
use crate::contract::view::TermsView;
use crate::contract::{Class, GapParts, SecondBest};
use crate::model::Model;
use crate::numerics::Interval;
use serde::Serialize;

/// Something of each end of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ends<T> {
    lower: T,
    upper: T,
}

/// What proved each end, and why an end is missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StandingView {
    method: Ends<Option<&'static str>>,
    missing: Ends<Option<&'static str>>,
}

impl StandingView {
    fn of(lower: Result<End, Missing>, upper: Result<End, Missing>) -> Self {
        let method = |end: Result<End, Missing>| end.ok().map(|end| end.method.name());
        let missing = |end: Result<End, Missing>| end.err().map(Missing::name);
        Self {
            method: Ends {
                lower: method(lower),
                upper: method(upper),
            },
            missing: Ends {
                lower: missing(lower),
                upper: missing(upper),
            },
        }
    }
}

/// An estimate with proved ends, null where there are none. What proved them stands at the quantity
/// that was proved; without a bracket nothing was asked to be proved.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BoundedView {
    estimate: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    #[serde(flatten)]
    standing: Option<StandingView>,
}

/// The gap's parts, as money or as logarithms of money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
enum PartsView {
    #[serde(rename = "gap_parts")]
    Money(GapParts),
    #[serde(rename = "log_gap_parts")]
    Logarithms(LogGap),
}

/// One contract and what is proved about the best of its class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractView<'a> {
    contract: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tiers: Option<u32>,
    samples: u64,
    effort: f64,
    gap: BoundedView,
    log_gap: BoundedView,
    #[serde(flatten)]
    parts: PartsView,
    expected_pay: f64,
    payoff: f64,
    contract_terms: TermsView<'a>,
}

impl<'a> ContractView<'a> {
    /// A contract on all efforts; its gap was proved.
    #[must_use]
    pub fn of(
        class: Class,
        solved: &'a SecondBest,
        bracket: Option<&Bracket>,
        model: &Model,
    ) -> Self {
        let lower = bracket.and_then(Bracket::lower);
        let upper = bracket.and_then(Bracket::upper);
        // The logarithm of a proved end, rounded outwards.
        let ln = |end: Option<f64>| end.and_then(|end| Interval::point(end).ln());
        Self {
            contract: class.name(),
            tiers: class.tiers(),
            samples: solved.samples,
            effort: solved.point.effort,
            gap: BoundedView {
                estimate: Some(solved.gap.total()),
                lower,
                upper,
                standing: bracket.map(|bracket| StandingView::of(bracket.lower, bracket.upper)),
            },
            log_gap: BoundedView {
                estimate: Some(solved.gap.ln_total()),
                lower: ln(lower).map(Interval::lower),
                upper: ln(upper).map(Interval::upper),
                standing: None,
            },
            parts: PartsView::Money(solved.gap),
            expected_pay: solved.expected_pay(model),
            payoff: solved.payoff(model),
            contract_terms: TermsView::of(solved, model),
        }
    }

    /// A contract on a list of efforts; the logarithm of its gap was proved. A gap below the
    /// smallest double is null, its logarithm stands; a gap of exactly 0 has none.
    #[must_use]
    pub fn listed(
        class: Class,
        solved: &'a DiscreteContract,
        bracket: Option<&LogBracket>,
        model: &Model,
    ) -> Self {
        let lower = bracket.and_then(LogBracket::lower);
        let upper = bracket.and_then(LogBracket::upper);
        // e^x outwards; an end below the smallest normal double is no statement about so small a
        // gap.
        let normal = Interval::new(f64::MIN_POSITIVE, f64::INFINITY).unwrap_or(Interval::ENTIRE);
        let exp = |ln: f64| Interval::point(ln).exp().intersection(normal);
        Self {
            contract: class.name(),
            tiers: class.tiers(),
            samples: solved.samples,
            effort: solved.point.effort,
            gap: BoundedView {
                estimate: solved.gap.total(),
                lower: lower.and_then(exp).map(Interval::lower),
                upper: upper.and_then(exp).map(Interval::upper),
                standing: None,
            },
            log_gap: BoundedView {
                estimate: Some(solved.gap.ln_total()),
                lower,
                upper,
                standing: bracket.map(|bracket| StandingView::of(bracket.lower, bracket.upper)),
            },
            parts: PartsView::Logarithms(solved.gap),
            expected_pay: solved.expected_pay(model),
            payoff: solved.payoff(model),
            contract_terms: TermsView::listed(&solved.terms, model),
        }
    }
}
