//! T8's exponent with its second-order correction.
//!
//! Let e_j be the first best of the list, e_i a lower effort, KL_i = KL(q_i‖q_j) =
//! q_i·ln(q_i/q_j) + (1−q_i)·ln((1−q_i)/(1−q_j)), θ_i = ln[q_j(1−q_i)/(q_i(1−q_j))] the log-odds ratio, σ_i² =
//! q_i(1−q_i), and B = U0 + c_j − u(w_min) the largest bonus that limited liability leaves room for
//! without rent.
//!
//! **Where the threshold sits.** The gap falls with leniency until the bonus b = (c_j − c_i)/f_i
//! (f_j ≈ 0) meets B. So at the best rule f_i = a_i := (c_j − c_i)/B, and as S is nearly normal
//! under e_i, with the Cornish–Fisher correction for skewness and the continuity correction ½,
//!
//! k = n·q_i + z_i·σ_i·√n + (1−2q_i)(z_i²−1)/6 + ½ + O(1/√n), z_i = Φ⁻¹(a_i).
//!
//! **What it costs.** The pay fails with probability f_j = P_j(S < k). With x = (k−1)/n, KL(x‖q_j)
//! expands around q_i as KL_i − θ_i·(x−q_i) + (x−q_i)²/(2σ_i²) + …, and P_j(S < k) is P_j(S = k−1)
//! times the geometric sum 1/(1 − e^{−θ_i}). The premium is f_j·D_h(ū, −B). Together
//!
//! ln Δ_n = −n·KL_i + √n·θ_i·σ_i·z_i − ½·ln n + C_i + O(1/√n),
//!
//! C_i = θ_i·[(1−2q_i)(z_i²−1)/6 − ½] − z_i²/2 − ½·ln(2πσ_i²) − ln(1 − e^{−θ_i}) + ln D_h(ū, −B).
//!
//! The threshold has to hold every lower effort back, so ln Δ_n is the largest of these over i; as
//! n grows that is the effort with the least KL. The √n term is why −ln Δ_n/n is far from KL at
//! practical n: its relative size falls only like 1/√n. Counts are whole: rounding k up costs a
//! factor between 1 and e^{θ_i}, so for whole thresholds ln Δ_n lies between this value and this
//! value + θ_i, up to the O(1/√n). For a rule by chance the failure probability is linear between
//! whole counts, where the formula is exponential: at most ln[(e^θ−1)/(θ)·e^{θ/(e^θ−1) − 1}] above
//! it.
//!
//! **What is left out.** The largest neglected terms are of order 1/√n; [`LogRate::remainder`] adds
//! up their sizes: with y = zσ√n and g the shift above (less ½ for k − 1), the cross term z·g/σ and
//! the cubic term z³(1−2q)/(6σ) of KL, the change z(1−2q)/(2σ) of the density's prefactor, that of
//! the geometric sum z/(σ(e^θ − 1)), and θ times the next Cornish–Fisher term
//! σ·[(z³−3z)(1−6σ²)/(24σ²) − (2z³−5z)(1−2q)²/(36σ²)].
//!
//! Source of the exponent: Frick, Iijima, Ishii, *Monitoring with Rich Data* (2023). The correction
//! is derived here.

use super::DiscreteProblem;
use crate::numerics::normal;
use std::f64::consts::PI;

/// The terms of ln Δ_n ≈ −n·`exponent` + √n·`root` − ½·ln n + `constant` from one lower effort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRate {
    /// Which lower effort.
    pub lower: usize,
    /// KL(q_i‖q_j), the exponent.
    pub exponent: f64,
    /// θ_i·σ_i·z_i, the coefficient of √n.
    pub root: f64,
    /// C_i.
    pub constant: f64,
    /// Sum of the sizes of the neglected terms, in units of 1/√n.
    pub remainder: f64,
    /// θ_i, what rounding the threshold to a whole number can cost.
    pub log_odds: f64,
}

impl LogRate {
    /// The three terms and the constant at n.
    pub fn at(&self, samples: f64) -> f64 {
        -samples * self.exponent + samples.sqrt() * self.root - 0.5 * libm::log(samples)
            + self.constant
    }

    /// The most by which linear interpolation between counts exceeds exponential interpolation, in
    /// logarithms: max over 0 ≤ ρ ≤ 1 of ln(1 − ρ + ρ·e^θ) − ρ·θ.
    pub fn chance(&self) -> f64 {
        let theta = self.log_odds;
        let ratio = libm::expm1(theta) / theta;
        libm::log(ratio) + 1.0 / ratio - 1.0
    }
}

/// KL(p‖q) of Bernoulli laws, p, q in (0, 1): as a sum of two terms x·g(y), g(y) = y − ln(1+y) ≥ 0,
/// which do not cancel.
pub fn divergence(p: f64, q: f64) -> f64 {
    let part = |x: f64, excess: f64| -x * crate::numerics::special::ln_1p_minus_x(excess / x);
    part(p, q - p) + part(1.0 - p, p - q)
}

/// The expansion for every effort below the first best of the list with q_i < q_j < 1 and a_i < 1;
/// empty where limited liability binds already without effort (U0 = u(w_min) and c_i = 0).
pub fn log_rates(problem: &DiscreteProblem<'_>) -> Vec<LogRate> {
    let model = problem.model();
    let target = problem.points()[problem.target()];
    let room = target.required_utility - model.minimum_utility();
    let per_failure = model.utility().wage_bregman(target.required_utility, -room);
    let q_target = target.agreement;
    (0..problem.target())
        .filter_map(|lower| {
            let q = problem.points()[lower].agreement;
            let share = problem.cost_change(lower, problem.target()) / room;
            if !(q < q_target && q_target < 1.0 && share < 1.0) {
                return None;
            }
            let z = normal::quantile(share);
            let variance = q * (1.0 - q);
            let log_odds = libm::log(q_target / q) + libm::log((1.0 - q) / (1.0 - q_target));
            let shift = (1.0 - 2.0 * q) * (z * z - 1.0) / 6.0 - 0.5;
            let (deviation, skew) = (variance.sqrt(), 1.0 - 2.0 * q);
            let cube = z * z * z;
            let cornish_fisher = (cube - 3.0 * z) * (1.0 - 6.0 * variance) / 24.0
                - (2.0 * cube - 5.0 * z) * skew * skew / 36.0;
            let neglected = [
                z * shift / deviation,
                cube * skew / (6.0 * deviation),
                z * skew / (2.0 * deviation),
                z / (deviation * libm::expm1(log_odds)),
                log_odds * cornish_fisher / deviation,
            ];
            Some(LogRate {
                lower,
                remainder: neglected.iter().map(|term| term.abs()).sum(),
                exponent: divergence(q, q_target),
                root: log_odds * variance.sqrt() * z,
                constant: log_odds * shift
                    - 0.5 * z * z
                    - 0.5 * libm::log(2.0 * PI * variance)
                    - libm::log(-libm::expm1(-log_odds))
                    + libm::log(per_failure),
                log_odds,
            })
        })
        .collect()
}

/// The expansion that governs at n: the largest of [`log_rates`].
pub fn governing(problem: &DiscreteProblem<'_>, samples: f64) -> Option<LogRate> {
    log_rates(problem)
        .into_iter()
        .max_by(|a, b| a.at(samples).total_cmp(&b.at(samples)))
}

/// T8's exponent: the least KL(q_i‖q_j) over lower efforts.
pub fn exponent(problem: &DiscreteProblem<'_>) -> Option<f64> {
    log_rates(problem)
        .into_iter()
        .map(|rate| rate.exponent)
        .min_by(f64::total_cmp)
}

/// The constant of linear contracts on the list: n·Δ_n → ½·h″(ū)/h′(ū)²·β²·q_j(1−q_j), β the slope
/// that holds back every lower effort, max over i of [h(U0+c_j) − h(U0+c_i)]/(q_j − q_i). (At a
/// lower effort the count is elsewhere by a fixed share, so what counts is the curve of h and not
/// its tangent; for e_i → e_j this becomes K_lin of T6.)
pub fn linear_constant(problem: &DiscreteProblem<'_>) -> f64 {
    let utility = problem.model().utility();
    let target = problem.points()[problem.target()];
    let slope = problem.points()[..problem.target()]
        .iter()
        .map(|point| {
            -utility.wage_change(target.required_utility, point.cost - target.cost)
                / (target.agreement - point.agreement)
        })
        .fold(0.0, f64::max);
    let marginal = utility.marginal_wage(target.required_utility);
    let relative = slope / marginal;
    let variance = target.agreement * (1.0 - target.agreement);
    0.5 * utility.wage_curvature(target.required_utility) * relative * relative * variance
}
