//! The contract problems with data of their own, not those of a committed economy: linear programs,
//! and premiums at a given effort.

use super::gap_problem::GapProblem;
use crate::contract::lp_families::{EffortProblem, LotteryProblem, TangentProblem};
use crate::lp::LinearProgram;

/// The problems whose premium is bracketed. The data are short binary fractions, so that the
/// integers stay short.
pub const GAPS: &[GapProblem] = &[
    GapProblem {
        name: "Gap_SquareRoot_10",
        power: 2,
        samples: 10,
        kappa: 0.75,
        scale: 0.25,
        outside: 1.0,
        effort: 0.5,
    },
    GapProblem {
        name: "Gap_SquareRoot_100",
        power: 2,
        samples: 100,
        kappa: 0.5,
        scale: 0.25,
        outside: 1.0,
        effort: 0.5,
    },
    GapProblem {
        name: "Gap_CubeRoot_25",
        power: 3,
        samples: 25,
        kappa: 0.75,
        scale: 0.25,
        outside: 1.0,
        effort: 0.5,
    },
    GapProblem {
        name: "Gap_CubeRoot_50",
        power: 3,
        samples: 50,
        kappa: 0.5,
        scale: 0.125,
        outside: 0.75,
        effort: 0.5,
    },
    GapProblem {
        name: "Gap_CubeRoot_100",
        power: 3,
        samples: 100,
        kappa: 1.0,
        scale: 0.25,
        outside: 1.0,
        effort: 0.5,
    },
    GapProblem {
        name: "Gap_FourthRoot_100",
        power: 4,
        samples: 100,
        kappa: 0.75,
        scale: 0.125,
        outside: 0.75,
        effort: 0.625,
    },
];

/// The linear programs: cheapest pay, tangents of the general contract, lotteries, and an effort no
/// pay implements.
#[must_use]
pub fn programs() -> Vec<(&'static str, LinearProgram)> {
    let tangents = TangentProblem {
        efforts: (0..=8).map(|k| 0.0875 * f64::from(k)).collect(),
        tangents: 6,
        ..TangentProblem::standard(8)
    };
    let lottery = LotteryProblem {
        efforts: 4,
        pays: 8,
    };
    // the effort to implement shows less success than a cheaper one
    let dominated = EffortProblem {
        samples: 5,
        success: vec![0.5, 0.8, 0.6],
        cost: vec![0.0, 0.3, 1.0],
    };
    vec![
        (
            "Program_MinimumPay_20",
            EffortProblem::golden(20).minimum_pay(),
        ),
        (
            "Program_MinimumPay_100",
            EffortProblem::golden(100).minimum_pay(),
        ),
        (
            "Program_PayAsWritten_12",
            EffortProblem::golden(12).minimum_pay_as_written(),
        ),
        ("Program_GeneralTangents_8", tangents.as_written()),
        ("Program_Lottery_4x8", lottery.program()),
        ("Program_Unimplementable_5", dominated.minimum_pay()),
    ]
}
