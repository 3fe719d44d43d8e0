//! The committed economies and the ends of their gaps that Coq checks: which files there are, and
//! at which numbers of signals.
//!
//! They stand apart from how the files are made, as what has been checked is looked up here too.

use super::budget::BudgetProblem;
use super::lower::LowerProblem;
use super::upper::UpperProblem;

/// Sizes at which the lower ends of committed economies are checked, from what one can buy to where
/// the limit is reached.
const LOWER_SIZES: &[u64] = &[
    100,
    1_000,
    10_000,
    1_000_000,
    100_000_000,
    10_000_000_000,
    1_000_000_000_000,
    100_000_000_000_000,
];

/// The committed economies with square-root utility.
pub const LOWER_ENDS: &[LowerProblem] = &[
    LowerProblem {
        name: "Lower_A",
        source: "a.toml",
        model: include_str!("../../figures/models/a.toml"),
        samples: LOWER_SIZES,
    },
    LowerProblem {
        name: "Lower_GEC",
        source: "gec.toml",
        model: include_str!("../../figures/models/gec.toml"),
        samples: LOWER_SIZES,
    },
];

/// Those with other utilities, whose lower ends come from prices.
pub const PRICE_ENDS: &[LowerProblem] = &[
    LowerProblem {
        name: "Lower_CARA",
        source: "cara.toml",
        model: include_str!("../../figures/models/cara.toml"),
        samples: LOWER_SIZES,
    },
    LowerProblem {
        name: "Lower_Log",
        source: "log.toml",
        model: include_str!("../../figures/models/log.toml"),
        samples: LOWER_SIZES,
    },
    LowerProblem {
        name: "Lower_PowerSelf",
        source: "power_self.toml",
        model: include_str!("../../figures/models/power_self.toml"),
        samples: LOWER_SIZES,
    },
];

/// Losses with monitoring paid, at the prices of C9's proofs.
pub const BUDGET_ENDS: &[BudgetProblem] = &[
    BudgetProblem {
        name: "Budget_A",
        problem: LOWER_ENDS[0],
        prices: &[1e-5, 1e-7],
    },
    BudgetProblem {
        name: "Budget_GEC",
        problem: LOWER_ENDS[1],
        prices: &[1e-5, 1e-7],
    },
];

/// Sizes at which the upper ends of bonus contracts are checked. Coq goes through windows of some
/// ten standard deviations of the count, so a hundred times the signals take it ten times as long.
const BONUS_SIZES: &[u64] = &[100, 1_000, 10_000, 100_000, 1_000_000];

/// Upper ends among all contracts, of the same economies and sizes.
pub const UPPER_ENDS: &[UpperProblem] = &[
    UpperProblem {
        name: "Upper_A",
        problem: LOWER_ENDS[0],
    },
    UpperProblem {
        name: "Upper_GEC",
        problem: LOWER_ENDS[1],
    },
];

/// Upper ends among bonus contracts.
pub const BONUS_ENDS: &[UpperProblem] = &[
    UpperProblem {
        name: "Bonus_A",
        problem: LowerProblem {
            samples: BONUS_SIZES,
            ..LOWER_ENDS[0]
        },
    },
    UpperProblem {
        name: "Bonus_GEC",
        problem: LowerProblem {
            samples: BONUS_SIZES,
            ..LOWER_ENDS[1]
        },
    },
];

/// The same with other utilities.
pub const WAGE_ENDS: &[UpperProblem] = &[
    UpperProblem {
        name: "Bonus_CARA",
        problem: LowerProblem {
            samples: BONUS_SIZES,
            ..PRICE_ENDS[0]
        },
    },
    UpperProblem {
        name: "Bonus_Log",
        problem: LowerProblem {
            samples: BONUS_SIZES,
            ..PRICE_ENDS[1]
        },
    },
    UpperProblem {
        name: "Bonus_PowerSelf",
        problem: LowerProblem {
            samples: BONUS_SIZES,
            ..PRICE_ENDS[2]
        },
    },
];

/// Upper ends among all contracts with other utilities, at the sizes of their lower ends.
pub const PAY_ENDS: &[UpperProblem] = &[
    UpperProblem {
        name: "Upper_CARA",
        problem: PRICE_ENDS[0],
    },
    UpperProblem {
        name: "Upper_Log",
        problem: PRICE_ENDS[1],
    },
    UpperProblem {
        name: "Upper_PowerSelf",
        problem: PRICE_ENDS[2],
    },
];

/// Sizes at which the upper ends of linear pay are checked: those of T6's brackets, each one of
/// [`LOWER_SIZES`].
const LINE_SIZES: &[u64] = &[
    100,
    10_000,
    1_000_000,
    100_000_000,
    10_000_000_000,
    1_000_000_000_000,
    100_000_000_000_000,
];

/// Upper ends of linear pay: of the economies of [`LOWER_ENDS`], then of [`PRICE_ENDS`].
pub const LINE_ENDS: &[UpperProblem] = &[
    UpperProblem {
        name: "Line_A",
        problem: LowerProblem {
            samples: LINE_SIZES,
            ..LOWER_ENDS[0]
        },
    },
    UpperProblem {
        name: "Line_GEC",
        problem: LowerProblem {
            samples: LINE_SIZES,
            ..LOWER_ENDS[1]
        },
    },
    UpperProblem {
        name: "Line_CARA",
        problem: LowerProblem {
            samples: LINE_SIZES,
            ..PRICE_ENDS[0]
        },
    },
    UpperProblem {
        name: "Line_Log",
        problem: LowerProblem {
            samples: LINE_SIZES,
            ..PRICE_ENDS[1]
        },
    },
    UpperProblem {
        name: "Line_PowerSelf",
        problem: LowerProblem {
            samples: LINE_SIZES,
            ..PRICE_ENDS[2]
        },
    },
];
