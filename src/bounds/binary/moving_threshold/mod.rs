//! Every rule and every effort at once, with many samples: a threshold that moves with the effort.
//!
//! **All rules in one inequality.** Let a test pay the bonus with probability φ(s) at count s, f =
//! P(no bonus) and y = dP(bonus)/dq. For λ = q(1−q)/N and t = nq − N, any N > 0, whole thresholds
//! or not,
//!
//! f − λy = 1 − E\[φ·(1 + λ·score)] ≥ −E(1 + λ·score)₋ = −W/N,  W = E(t − S)₊,  score = (S −
//! nq)/(q(1−q)),
//!
//! with equality for [S ≥ κ] where t lies in [κ−1, κ] (Neyman and Pearson 1933). Incentives at η
//! with a bonus of x = (1−f)·b in expectation ask for y = Y·(1−f), Y = c′/(x·q′), so f is at least
//!
//! f̲ = (v·Y − W)/(N + v·Y),  v = q(1−q).
//!
//! Full effort need not be stationary, but only lower efforts can tempt there: y ≥ Y·(1−f), from
//! which f ≥ f̲ follows all the more. So η = 1 is an effort like any other, also as the first best.
//!
//! No deviation to ê = 0 asks for x ≥ c(η). The gap is at least F(f̲, x) + h′(ū)·e + loss(η), e ≥ 0
//! the rent, where
//!
//! F(f, x) = f·D_h(ū, −d) + (1−f)·D_h(ū, ψ),  ψ = f·x/(1−f),
//!
//! d = min(x, ū − u(w_min)) as far as limited liability lets pay fall, e = x − d. ∂F/∂f = D(−d) +
//! D′(ψ)·x + (D′(ψ)·ψ − D(ψ)) ≥ 0 as D = D_h(ū, ·) is convex with its minimum 0 at 0, so f̲ may
//! stand for f.
//!
//! **Efforts.** N is fixed on a piece of efforts, so that the threshold moves with q and f̲ varies
//! as slowly as the model does: W is bounded through its slope in q
//! ([`MovingHinge`](crate::numerics::MovingHinge)), everything else has a slope, and the bound at x
//! = c(η) lies above a line in η on either side of the piece's centre ([`Centred`]). The loss is
//! convex, hence above each of its tangents. The errors are of second order in the length of the
//! piece, with constants of order z⁴ and 1, z the standard deviations between nq and t: one piece
//! is often all, however many samples.
//!
//! **The bonus.** At fixed N the bound G = F + h′(ū)·e rises with s = x/c(η) up to some number
//! (`RISES_TO`): with f̲(s) = (v·Y₁ − W·s)/(N·s + v·Y₁), Y₁ = Y at s = 1,
//!
//! dG/ds = f̲′·(D(−d) − D(ψ) + D′(ψ)·(ψ+x)) + c·f̲·D′(ψ) + c·(−f̲·D′(−d), or h′(ū) where the
//! minimum wage binds),  −f̲′ = v·Y₁·(W+N)/(N·s + v·Y₁)²,
//!
//! which is shown to be ≥ 0 there. As 0 ≤ −f̲·D′(−d) ≤ h′(ū), the first serves wherever it is not
//! known whether the minimum wage binds. Larger bonuses cost so much more that whole steps of s are
//! dismissed by ranges, f̲ at the end of the step (it falls in s) and x at its beginning, until the
//! rent alone is too much.

pub mod pay;
mod piece;

use super::line::least_with_loss;
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::Centred;
use crate::numerics::interval::holds_on;
use pay::Pay;
use piece::Piece;

/// Pieces of the effort interval at the least bonus before giving up; some hundred are asked for at
/// 10^4 samples, fewer with more.
const PIECES: usize = 1_000;

/// Pieces at larger bonuses before giving up; one is asked for.
const COARSE_PIECES: usize = 32;

/// Steps in s on each of them, failures included; about ten are asked for.
const STEPS: usize = 30;

/// The scaled bonus s up to which the bound is shown to rise.
const RISES_TO: f64 = 1.25;

/// Parts in which that is shown, and parts of those.
const RISES_IN: usize = 3;

/// Whether every binary contract on `samples` samples, of any rule, has a gap of at least `target`.
/// Gives up early, with `false`, where the bound is not sharp: with few samples, or no room below
/// the least bonus.
pub fn gap_is_at_least(economy: &EnclosedModel<'_>, samples: u64, target: f64) -> bool {
    // No effort needs no bonus; its first-best loss has to exclude it.
    if economy.least_loss(Interval::ZERO) < target {
        return false;
    }
    let best = economy.first_best_effort().midpoint();
    let (low, high) = (
        where_the_loss_is(economy, target, best, 0.0),
        where_the_loss_is(economy, target, best, 1.0),
    );
    let search = Search {
        economy,
        samples,
        target,
    };
    // The loss is convex with its minimum at η*: outside these two it is at least what it is there.
    holds_on(low, high, COARSE_PIECES, |efforts| {
        search
            .larger_bonuses_cost_enough(efforts, RISES_TO)
            .unwrap_or(false)
    }) && holds_on(low, high, PIECES, |efforts| {
        search
            .least_bonus_costs_enough(efforts, RISES_TO)
            .unwrap_or(false)
    })
}

/// An effort between `from` = η* and `to` whose first-best loss is at least `target`, close to the
/// first such; `to` has that loss.
fn where_the_loss_is(economy: &EnclosedModel<'_>, target: f64, from: f64, to: f64) -> f64 {
    /// Shares of the way below this are not looked at: at full care `from` may be `to`, and a gap
    /// of 0 is lost by every effort.
    const NEAREST: f64 = 1e-9;
    let enough =
        |share: f64| economy.least_loss(Interval::point(from + share * (to - from))) >= target;
    let (mut yes, mut step) = (1.0, 0.5);
    while yes > NEAREST && enough(yes * step) {
        yes *= step;
    }
    // Then to a sixteenth.
    for _ in 0..4 {
        step = step.sqrt();
        if enough(yes * step) {
            yes *= step;
        }
    }
    if yes == 1.0 {
        to
    } else {
        from + yes * (to - from)
    }
}

/// What is asked, and of whom.
struct Search<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    target: f64,
}

impl Search<'_, '_> {
    fn piece(&self, efforts: Interval, s: f64) -> Option<Piece> {
        Piece::new(self.economy, self.samples, efforts, s)
    }

    /// Whether s between 1 and `most` costs too much: the bound rises with s, and is large enough
    /// at s = 1.
    fn least_bonus_costs_enough(&self, efforts: Interval, most: f64) -> Option<bool> {
        let economy = self.economy;
        if economy.least_loss(efforts) >= self.target {
            return Some(true);
        }
        let piece = self.piece(efforts, 1.0)?;
        let pay = Pay(economy.utility());
        let one = Centred::constant(Interval::ONE);
        let fail = piece.fail(1.0);
        let pass = (one - fail).tightened(piece.reach);
        let slack = economy.reservation() - economy.minimum_utility();
        // U0 a rounding below u(w_min) would leave less room than the cost of effort.
        let none = Centred::constant(Interval::ZERO);
        let below = Centred::constant(Interval::point(slack.lower().min(0.0)));
        let drop = (piece.cost + below).tightened(piece.reach);
        let floor = economy.minimum_utility().lower();
        let low = pay.bregman_above(floor, piece.mean, none - drop)?;
        let gain = (fail * piece.cost / pass).tightened(piece.reach);
        let high = pay.bregman(piece.mean, gain)?;
        let premium = fail * low + pass * high;
        if !least_with_loss(economy, premium, piece.centre, efforts)
            .is_some_and(|least| least >= self.target)
        {
            return Some(false);
        }
        let part = |i: usize| 1.0 + (most - 1.0) * (i as f64 / RISES_IN as f64);
        Some((0..RISES_IN).all(|i| {
            holds_on(part(i), part(i + 1), RISES_IN, |bonuses| {
                pay.rises(&piece, economy.minimum_utility(), slack, bonuses)
                    .unwrap_or(false)
            })
        }))
    }

    /// Whether every s from `from` on costs too much, in steps that lengthen while they succeed.
    fn larger_bonuses_cost_enough(&self, efforts: Interval, from: f64) -> Option<bool> {
        let economy = self.economy;
        if economy.least_loss(efforts) >= self.target {
            return Some(true);
        }
        let mean = economy.required_utility(efforts)?;
        let cost = economy.cost(0, efforts)?;
        let money = Interval::point(economy.utility().wage_derivative(1, mean)?.lower());
        let room = mean - economy.minimum_utility();
        let slack = economy.reservation() - economy.minimum_utility();
        // From here on the rent alone is too much.
        let last = (Interval::ONE + (slack + Interval::point(self.target) / money) / cost).upper();
        if !(money.lower() > 0.0 && last.is_finite()) {
            return Some(false);
        }
        let (mut from, mut step) = (from, 0.5 * from * (from - 1.0));
        for _ in 0..STEPS {
            if from >= last {
                return Some(true);
            }
            let to = (from + step).min(last);
            let piece = self.piece(efforts, to)?;
            let least = (Interval::point(from) * cost).lower();
            let distance = economy.least_bregman(mean, -least.min(room.lower()));
            let rent = money * (Interval::point(least) - room).positive_part();
            let fail = piece.fail(to).range.positive_part();
            let total = fail * Interval::point(distance.min(f64::MAX)) + rent;
            if total.lower() >= self.target {
                from = to;
                step = 0.5 * from * (from - 1.0);
            } else {
                step *= 0.5;
            }
        }
        Some(from >= last)
    }
}
