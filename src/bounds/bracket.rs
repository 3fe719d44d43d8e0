//! A bracket: two proved ends of a gap, each with the method that proved it, or with the reason why
//! it is missing.

use crate::numerics::Interval;
use std::fmt;

/// How an end of a bracket was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Below: T7's information bound with the first-best loss, over all efforts.
    Information,
    /// Below, any pay: one line of prices, summed over every count.
    PricesByCounts,
    /// Below, any pay: prices carried from effort to effort, by expansion of the count.
    PricesByExpansion,
    /// Below, bonus: a threshold that moves with the effort.
    MovingThreshold,
    /// Below, bonus: every threshold near the best by itself, the others at once.
    SingleThresholds,
    /// Below, bonus: boxes of rules and efforts.
    RuleBoxes,
    /// Below, linear pay: one Lagrangian that is convex over every line worth considering.
    ConvexLagrangian,
    /// Below, linear pay: a walk along the efforts by sums over every count.
    EveryLine,
    /// Below, linear pay: boxes of lines and efforts, by sums over every count.
    LineBoxes,
    /// Below, several bonuses: the information that grouping the count leaves (T9); it does not
    /// know what deterring costs.
    GroupedInformation,
    /// Below: branch and bound over efforts, with prices for the incentive and for what deters; for
    /// several bonuses over thresholds too, or with the best partition of the count.
    DeviationPrices,
    /// Below: what holds for the best pay of any shape holds for this class.
    BestOfAllPay,
    /// Below, bonuses on a list of efforts: branch and bound over rules and efforts.
    EveryRuleOfEveryEffort,
    /// Above: a bonus whose incentives are verified.
    VerifiedBonus,
    /// Above: several bonuses whose incentives are verified.
    VerifiedTiers,
    /// Above: pay proportional to the count with a floor, verified.
    VerifiedLine,
    /// Above: pay count by count, verified.
    VerifiedSchedule,
    /// Above: smooth pay verified by expansion of the count.
    VerifiedSmoothPay,
    /// Above: the same wage at every count, which asks for no effort.
    FlatWage,
}

impl Method {
    /// The name in JSON documents: words joined by `-`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::PricesByCounts => "prices-by-counts",
            Self::PricesByExpansion => "prices-by-expansion",
            Self::MovingThreshold => "moving-threshold",
            Self::SingleThresholds => "single-thresholds",
            Self::RuleBoxes => "rule-boxes",
            Self::ConvexLagrangian => "convex-lagrangian",
            Self::EveryLine => "every-line",
            Self::LineBoxes => "line-boxes",
            Self::GroupedInformation => "grouped-information",
            Self::DeviationPrices => "deviation-prices",
            Self::BestOfAllPay => "best-of-all-pay",
            Self::EveryRuleOfEveryEffort => "every-rule-of-every-effort",
            Self::VerifiedBonus => "verified-bonus",
            Self::VerifiedTiers => "verified-tiers",
            Self::VerifiedLine => "verified-line",
            Self::VerifiedSchedule => "verified-schedule",
            Self::VerifiedSmoothPay => "verified-smooth-pay",
            Self::FlatWage => "flat-wage",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a bracket has no end on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Missing {
    /// A family of the model has no functions over intervals.
    #[error("a family of the model has no functions over intervals, which proofs need")]
    NoEnclosure,
    /// The first best could not be enclosed between two doubles.
    #[error("the first best could not be enclosed: the marginal payoff changes no sign near it")]
    FirstBestNotEnclosed,
    /// No contract next to the estimate could be verified.
    #[error("no contract next to the estimate could be verified")]
    NotVerified,
    /// The estimate is not a contract of the class asked for.
    #[error("the estimate is not a contract of the class that was asked for")]
    OtherClass,
    /// The search below did not end within its budget of pieces.
    #[error("the search over efforts did not end within its budget of pieces")]
    BudgetSpent,
    /// Two efforts of a list are equally good to every digit, or no wage pays for one of them.
    #[error("the best effort of the list could not be told from the others")]
    BestEffortNotTold,
    /// The estimate is not a bonus, and only those are proved on a list of efforts.
    #[error("on a list of efforts only bonuses are proved")]
    OnlyBonuses,
}

impl Missing {
    /// The name in JSON documents: words joined by `-`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoEnclosure => "no-enclosure",
            Self::FirstBestNotEnclosed => "first-best-not-enclosed",
            Self::NotVerified => "not-verified",
            Self::OtherClass => "other-class",
            Self::BudgetSpent => "budget-spent",
            Self::BestEffortNotTold => "best-effort-not-told",
            Self::OnlyBonuses => "only-bonuses",
        }
    }
}

/// A proved end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// The bound, in money (in logarithms of money for a
    /// [`LogBracket`](super::discrete::LogBracket)).
    pub value: f64,
    /// What proved it.
    pub method: Method,
}

impl End {
    /// An end with its method.
    #[must_use]
    pub fn new(value: f64, method: Method) -> Self {
        Self { value, method }
    }
}

/// Bounds of a gap in money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// No contract of the class has a smaller gap.
    pub lower: Result<End, Missing>,
    /// A verified contract of the class has at most this gap.
    pub upper: Result<End, Missing>,
}

impl Bracket {
    /// A bracket without ends.
    #[must_use]
    pub fn missing(reason: Missing) -> Self {
        Self {
            lower: Err(reason),
            upper: Err(reason),
        }
    }

    /// A bracket of a lower end alone.
    #[must_use]
    pub fn from_below(value: f64, method: Method) -> Self {
        Self {
            lower: Ok(End::new(value, method)),
            ..Self::missing(Missing::NotVerified)
        }
    }

    /// The lower end, where there is one.
    #[must_use]
    pub fn lower(&self) -> Option<f64> {
        self.lower.ok().map(|end| end.value)
    }

    /// The upper end, where there is one.
    #[must_use]
    pub fn upper(&self) -> Option<f64> {
        self.upper.ok().map(|end| end.value)
    }

    /// The bracket as an interval, where both ends are proved.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        Interval::new(self.lower()?, self.upper()?)
    }

    /// (upper − lower)/upper, where both ends are proved and the upper one is positive.
    #[must_use]
    pub fn relative_width(&self) -> Option<f64> {
        let (lower, upper) = (self.lower()?, self.upper()?);
        (upper > 0.0).then(|| (upper - lower) / upper)
    }

    /// The better of two brackets of the same gap, end by end: the larger lower and the smaller
    /// upper one.
    #[must_use]
    pub fn meet(self, other: Bracket) -> Self {
        let better =
            |a: Result<End, Missing>, b: Result<End, Missing>, first: &dyn Fn(f64, f64) -> bool| {
                match (a, b) {
                    (Ok(x), Ok(y)) if first(y.value, x.value) => Ok(y),
                    (Err(_), Ok(y)) => Ok(y),
                    (x, _) => x,
                }
            };
        Self {
            lower: better(self.lower, other.lower, &|y, x| y > x),
            upper: better(self.upper, other.upper, &|y, x| y < x),
        }
    }
}
