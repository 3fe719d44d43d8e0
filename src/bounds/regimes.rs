//! Where one engine hands over to the next as n grows, each with its reason. None of these numbers
//! is part of a proof: a wrong one costs time or width.
//!
//! | n | any pay | linear pay | bonus |
//! |---|---|---|---|
//! | up to 16 | and every smaller class | | |
//! | up to 200 | | | every threshold by itself |
//! | beyond | | | thresholds near the best by themselves, the others at once |
//! | up to 2,000 | prices for tempting efforts too | boxes of lines and efforts | |
//! | from 5,000 | | | a threshold that moves with the effort, tried first |
//! | up to 10,000 | | sums over counts before expansions | |
//! | up to 20,000 | sums over counts | | |
//! | up to 1,000,000 | | sums over counts where expansions fail, a walk along the efforts | boxes of rules where the others fail |
//! | any | | | boxes of failing chances likewise, first from 5,000 on |
//! | any | expansions where the others fail | expansions, convex bound first | |

/// Contracts of the smaller classes are verified as well up to here: they cost little, and the best
/// of all pay may be one of them.
pub const SMALLER_CLASSES_TOO: u64 = 16;

/// Up to here tempting efforts have prices of their own in what holds for every contract: pieces
/// are a thousand, each at the price of a convex program over all counts.
pub const DETERRENCE_UP_TO: u64 = 2_000;

/// Sums over every count up to here; beyond, expansions cost less and reach far enough.
pub const EVERY_COUNT: u64 = 20_000;

/// Boxes of lines and efforts up to here: each lists every count that matters at some effort.
pub const LINE_BOXES_UP_TO: u64 = 2_000;

/// Lines are summed over every count first up to here, before expansions are tried.
pub const LINES_BY_COUNTS: u64 = 10_000;

/// And where expansions fail, up to here: where limited liability is in reach of that many samples
/// effort moves the count by a few standard deviations, so that some 12·√n counts matter.
pub const LINES_LISTED: u64 = 1_000_000;

/// Up to this many samples every threshold is examined by itself.
pub const EACH_THRESHOLD: u64 = 200;

/// Up to here boxes of rules and efforts are tried where the other searches fail. Beyond, they
/// would be many before one lies within a cell of positions.
pub const BOXES_UP_TO: u64 = 1_000_000;

/// From here on every rule is tried to be bounded at once, whole thresholds or not: the best whole
/// threshold is as good as the best test of any shape. Between the efforts where a whole threshold
/// is just strict enough the best test costs more than there, by up to some 1/(8nq(1−q)) of the
/// gap, and such efforts lie 1/(nq′) apart, which costs a loss of order 1/n²: less than that share
/// of the gap. Where that is wrong, time is lost.
pub const RULES_LIE_CLOSE: u64 = 5_000;

/// Relative width of a bracket that is aimed at.
pub const SHARP: f64 = 5e-7;

/// Relative width that is aimed at for a bonus by searches over rules: beyond 10^6 samples their
/// pieces of the effort interval have to be as short as the root of this, in standard deviations of
/// the count.
pub fn precision(samples: u64) -> f64 {
    if samples <= 1_000_000 { SHARP } else { 1e-5 }
}

/// Pieces that a proof may take where each lists some 12·√n counts: `most` with up to `with`
/// samples, fewer with more, so that it ends in the same time.
pub fn pieces(most: usize, samples: u64, with: u64) -> usize {
    let share = (with as f64 / samples as f64).sqrt().min(1.0);
    ((most as f64 * share) as usize).max(1)
}

/// How far expansions reach, in standard deviations. What lies beyond counts up to the largest drop
/// in utility, against prices of order 1/√n, so it has to become rarer with n; the expansion in
/// y/√n has ever more room for that.
pub fn reach(samples: u64) -> f64 {
    match samples {
        0..=20_000 => 7.5,
        20_001..=1_000_000 => 9.0,
        _ => 11.0,
    }
}

/// Order of the expansions in the standardised count: the remainder is of relative order
/// (c·y/√n)^(M−2), c·y/√n at most one over how many times the reach the minimum wage is away.
pub fn order(samples: u64) -> usize {
    match samples {
        0..=2_000 => 14,
        2_001..=20_000 => 10,
        20_001..=1_000_000 => 8,
        _ => 6,
    }
}

/// The usual order, then the highest, where the minimum wage is but some times the reach away: for
/// single efforts, as that costs some times as much.
pub fn orders(samples: u64) -> impl Iterator<Item = usize> {
    /// Beyond, roundings of the moments are more than what is left.
    const HIGHEST: usize = 14;
    let usual = order(samples);
    std::iter::once(usual).chain((usual < HIGHEST).then_some(HIGHEST))
}
