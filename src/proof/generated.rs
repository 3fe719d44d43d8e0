//! The certificates under `proofs/generated`: contract programs, brackets of premiums at a given
//! effort, n up to 100, and lower ends of published gaps.

use super::budget::{self, BudgetProblem};
use super::gap::{GapProblem, GapProofError};
use super::gap_coq;
use super::lower::{LowerError, LowerProblem};
use super::lower_coq;
use super::price_coq;
use super::upper::{UpperError, UpperProblem};
use super::upper_coq::{self, About};
use crate::contract::lp_families::{EffortProblem, LotteryProblem, TangentProblem};
use crate::lp::certificate::coq;
use crate::lp::certify_from_nothing;
use crate::lp::{CertifyBudget, LinearProgram};
use crate::numerics::try_map_ordered;
use dashu_ratio::RBig;
use std::time::Duration;

/// A file that Coq compiles.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofFile {
    /// Its path below `proofs`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// No certificate of a gap.
    #[error(transparent)]
    Gap(#[from] GapProofError),
    /// No certificate of a lower end.
    #[error(transparent)]
    Lower(#[from] LowerError),
    /// No certificate of an upper end.
    #[error(transparent)]
    Upper(#[from] UpperError),
    /// No certificate of a linear program.
    #[error("{name}: no certificate that Coq can check was found within {seconds} s")]
    Program {
        /// The program.
        name: &'static str,
        /// The time allowed.
        seconds: u64,
    },
    /// There is no certificate of this name.
    #[error("{written:?} is no certificate; allowed: {known}")]
    Unknown {
        /// What was written.
        written: String,
        /// The certificates there are.
        known: String,
    },
}

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

/// Time for one linear program; each takes well under a second.
const TIME: Duration = Duration::from_secs(60);

/// Files that are made together: what is dear in them is made once.
enum Made {
    Gap(&'static GapProblem),
    /// Lower ends, and upper ones of pay of any shape and of linear pay, in one economy.
    Root(&'static LowerProblem, [&'static UpperProblem; 2]),
    /// The same by prices.
    Priced(&'static LowerProblem, [&'static UpperProblem; 2]),
    Budget(&'static BudgetProblem),
    Bonus(&'static UpperProblem),
    Wage(&'static UpperProblem),
    Program(&'static str, Box<LinearProgram>),
}

/// All that is made, in the order of the files.
fn all() -> Vec<Made> {
    let mut made: Vec<Made> = GAPS.iter().map(Made::Gap).collect();
    let (root_lines, lines) = LINE_ENDS.split_at(LOWER_ENDS.len());
    let root = LOWER_ENDS.iter().zip(UPPER_ENDS.iter().zip(root_lines));
    made.extend(root.map(|(lower, (any, line))| Made::Root(lower, [any, line])));
    made.extend(BUDGET_ENDS.iter().map(Made::Budget));
    let priced = PRICE_ENDS.iter().zip(PAY_ENDS.iter().zip(lines));
    made.extend(priced.map(|(lower, (any, line))| Made::Priced(lower, [any, line])));
    made.extend(BONUS_ENDS.iter().map(Made::Bonus));
    made.extend(WAGE_ENDS.iter().map(Made::Wage));
    let programs = programs().into_iter();
    made.extend(programs.map(|(name, program)| Made::Program(name, Box::new(program))));
    made
}

impl Made {
    /// Names of its files.
    fn names(&self) -> Vec<&'static str> {
        match self {
            Self::Gap(problem) => vec![problem.name],
            Self::Root(lower, [any, line]) | Self::Priced(lower, [any, line]) => {
                vec![lower.name, any.name, line.name]
            }
            Self::Budget(budget) => vec![budget.name],
            Self::Bonus(upper) | Self::Wage(upper) => vec![upper.name],
            Self::Program(name, _) => vec![name],
        }
    }

    /// Those of its files that are wanted.
    fn files(&self, wanted: &[&str]) -> Result<Vec<ProofFile>, ProofError> {
        let is_wanted = |name: &str| wanted.contains(&name);
        let mut files = Vec::new();
        match self {
            Self::Gap(problem) => {
                let text = gap_coq::write(problem, &problem.certify()?);
                files.push(file(problem.name, text)?);
            }
            Self::Root(lower, [any, line]) => {
                let economy = lower.economy()?;
                let ends = lower.certify()?;
                if is_wanted(lower.name) {
                    let text = lower_coq::write(lower, &economy, &ends);
                    files.push(file(lower.name, text)?);
                }
                if is_wanted(any.name) {
                    let about = About::root(lower.source, &economy);
                    let floors = economy.floors(&ends)?;
                    let text = about.and_then(|about| upper_coq::write(&about, &floors));
                    files.push(file(any.name, text)?);
                }
                if is_wanted(line.name) {
                    let near = ends.into_iter().map(|end| (end.samples, end.near));
                    files.push(line_file(line, near)?);
                }
            }
            Self::Priced(lower, [any, line]) => {
                let (economy, ends) = lower.certify_by_prices()?;
                if is_wanted(lower.name) {
                    let text = price_coq::write(lower.source, &economy, &ends);
                    files.push(file(lower.name, text)?);
                }
                if is_wanted(any.name) {
                    let about = About::priced(lower.source, &economy);
                    let pays = economy.pays(&ends)?;
                    files.push(file(any.name, upper_coq::write(&about, &pays))?);
                }
                if is_wanted(line.name) {
                    let near = ends.into_iter().map(|end| (end.samples, end.near));
                    files.push(line_file(line, near)?);
                }
            }
            Self::Budget(budget) => {
                let economy = budget.problem.economy()?;
                let text = budget::write(budget, &economy, &budget.certify()?);
                files.push(file(budget.name, text)?);
            }
            Self::Bonus(upper) => {
                let about = About::root(upper.problem.source, &upper.problem.economy()?);
                let bonuses = upper.bonuses()?;
                let text = about.and_then(|about| upper_coq::write(&about, &bonuses));
                files.push(file(upper.name, text)?);
            }
            Self::Wage(upper) => {
                let (economy, bonuses) = upper.bonuses_by_prices()?;
                let about = About::priced(upper.problem.source, &economy);
                files.push(file(upper.name, upper_coq::write(&about, &bonuses))?);
            }
            Self::Program(name, program) => {
                let effort = CertifyBudget::default().lasting(TIME);
                let text = certify_from_nothing(program, &effort)
                    .and_then(|(certificate, _)| coq::write(program, &certificate));
                files.push(file(name, text)?);
            }
        }
        Ok(files)
    }
}

/// Names of all certificates: `NAME` is of the file `proofs/generated/NAME.v`.
#[must_use]
pub fn names() -> Vec<&'static str> {
    all().iter().flat_map(Made::names).collect()
}

/// The files of these certificates, whatever the order of the names; all of them where none is
/// named.
///
/// # Errors
/// A name of none, or the first certificate that could not be found.
pub fn files<S: AsRef<str>>(names: &[S]) -> Result<Vec<ProofFile>, ProofError> {
    let made = all();
    let known: Vec<&str> = made.iter().flat_map(Made::names).collect();
    let asked: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    if let Some(written) = asked.iter().find(|name| !known.contains(name)) {
        return Err(ProofError::Unknown {
            written: (*written).to_owned(),
            known: known.join(", "),
        });
    }
    let wanted = if asked.is_empty() { &known } else { &asked };
    let made: Vec<&Made> = made
        .iter()
        .filter(|it| it.names().iter().any(|name| wanted.contains(name)))
        .collect();
    let files = try_map_ordered(made, |it| it.files(wanted))?;
    Ok(files.into_iter().flatten().collect())
}

/// The file of linear pay near the efforts of lower ends.
fn line_file(
    line: &UpperProblem,
    near: impl Iterator<Item = (u64, RBig)>,
) -> Result<ProofFile, ProofError> {
    let (economy, lines) = line.lines_near(&near.collect::<Vec<_>>())?;
    let about = About::priced(line.problem.source, &economy);
    file(line.name, upper_coq::write(&about, &lines))
}

fn file(name: &'static str, text: Option<String>) -> Result<ProofFile, ProofError> {
    let path = format!("generated/{name}.v");
    let seconds = TIME.as_secs();
    text.map(|text| ProofFile { path, text })
        .ok_or(ProofError::Program { name, seconds })
}
