//! Self-consistency against an expert: information about effort, where they cross, and golden
//! questions (T1).

use crate::numerics::error::NumericsError;
use crate::numerics::roots::find_root;
use statrs::function::beta::checked_beta_reg;

/// Fisher information about η of one self-consistency pair: I_s = 4η²κ_s²/(1 − η⁴κ_s²).
pub fn self_consistency_information(eta: f64, kappa: f64) -> f64 {
    let t = eta * eta;
    4.0 * t * kappa * kappa / (1.0 - t * t * kappa * kappa)
}

/// Fisher information about η of one comparison with an expert: I_e = κ_e²/(1 − η²κ_e²).
pub fn expert_information(eta: f64, kappa: f64) -> f64 {
    kappa * kappa / (1.0 - eta * eta * kappa * kappa)
}

/// 4tκ_s² − 3t²κ_s²κ_e² − κ_e², t = η²: positive where self-consistency is the more informative
/// scheme.
///
/// I_s > I_e ⟺ 4tκ_s²(1 − tκ_e²) > κ_e²(1 − t²κ_s²), the denominators being positive, which is
/// this.
pub fn advantage(eta: f64, kappa_s: f64, kappa_e: f64) -> f64 {
    let (t, s, e) = (eta * eta, kappa_s * kappa_s, kappa_e * kappa_e);
    4.0 * t * s - 3.0 * t * t * s * e - e
}

/// The effort in (0, 1] from which on self-consistency is the more informative scheme; `None` if
/// there is none.
///
/// The advantage is concave in t, negative at t = 0 and increasing up to t = 2/(3κ_e²); where that
/// lies above 1 it has at most one zero below 1. The smaller root of the quadratic, written without
/// cancellation: t = κ_e² / (2κ_s² + √(4κ_s⁴ − 3κ_s²κ_e⁴)). A second crossing back to the expert
/// lies at t = (2κ_s² + √…)/(3κ_s²κ_e²) > 1 unless κ_e² > 2/3 and κ_s is below κ_e (κ_s < 1
/// included); see [`upper_crossover`].
pub fn crossover(kappa_s: f64, kappa_e: f64) -> Option<f64> {
    let (root, s, e) = parts(kappa_s, kappa_e)?;
    let t = e / (2.0 * s + root);
    (t <= 1.0).then(|| t.sqrt())
}

/// The effort in (0, 1] above which the expert is the more informative scheme again; `None` in the
/// usual case.
pub fn upper_crossover(kappa_s: f64, kappa_e: f64) -> Option<f64> {
    let (root, s, e) = parts(kappa_s, kappa_e)?;
    let t = (2.0 * s + root) / (3.0 * s * e);
    (t < 1.0).then(|| t.sqrt())
}

fn parts(kappa_s: f64, kappa_e: f64) -> Option<(f64, f64, f64)> {
    let (s, e) = (kappa_s * kappa_s, kappa_e * kappa_e);
    let discriminant = s * (4.0 * s - 3.0 * e * e);
    (s > 0.0 && e > 0.0 && discriminant >= 0.0).then(|| (discriminant.sqrt(), s, e))
}

/// κ of golden questions: the mean certainty E\[(2p − 1)²] of the share `chosen` of items that are
/// most certain, for p ~ Beta(a, a) with overall κ = 1/(2a + 1).
///
/// Y = (2p − 1)² ~ Beta(½, a), so with P(Y > y) = `chosen`, E\[Y | Y > y] = κ·P(Y' > y)/chosen, Y'
/// ~ Beta(3/2, a). Both tails are incomplete beta functions of u = 1 − y, I_u(a, ½) and I_u(a,
/// 3/2), and the root is found in ln u: where most items are all but certain y itself rounds to 1.
pub fn golden_kappa(kappa: f64, chosen: f64) -> Result<f64, NumericsError> {
    /// e^−700 is still a normal double.
    const LEAST: f64 = -700.0;
    if kappa >= 1.0 || chosen >= 1.0 {
        return Ok(kappa);
    }
    let a = 0.5 * (1.0 / kappa - 1.0);
    let tail = |shape: f64, ln_u: f64| {
        // Beyond its domain the function is asked for nothing: u stays in [0, 1], the shapes are
        // positive.
        checked_beta_reg(a, shape, libm::exp(ln_u)).unwrap_or(f64::NAN)
    };
    if tail(0.5, LEAST) >= chosen {
        // As u → 0 the ratio of the tails tends to that of the beta functions, 2a + 1 = 1/κ.
        return Ok(1.0);
    }
    let ln_u = find_root(|x| tail(0.5, x) - chosen, LEAST, 0.0, 1e-15)?;
    Ok(kappa * tail(1.5, ln_u) / chosen)
}

/// Information about η of one golden question if annotators recognise it with probability
/// `recognised` and are then careful whatever their effort: only the share not recognised moves
/// with η.
///
/// Expert: excess κ((1 − r)η + r). The information is ((1 − r)κ)²/(1 − excess²).
pub fn recognised_information(eta: f64, kappa: f64, recognised: f64) -> f64 {
    let excess = kappa * ((1.0 - recognised) * eta + recognised);
    let slope = kappa * (1.0 - recognised);
    slope * slope / (1.0 - excess * excess)
}
