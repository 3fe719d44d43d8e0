//! Draws from the laws that label models use, the same on every machine.

use super::bootstrap::uniform;
use rand_chacha::ChaCha8Rng;

/// A standard normal draw (Box and Muller).
pub fn normal(rng: &mut ChaCha8Rng) -> f64 {
    // 1 − u lies in (0, 1], so that the logarithm exists.
    let radius = (-2.0 * libm::log(1.0 - uniform(rng))).sqrt();
    radius * libm::cos(2.0 * std::f64::consts::PI * uniform(rng))
}

/// The logarithm of a Gamma(shape, 1) draw (Marsaglia and Tsang, ACM TOMS 26, 2000); logarithms,
/// because for small shapes most draws are below the smallest double.
fn ln_gamma_draw(rng: &mut ChaCha8Rng, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = libm::log(1.0 - uniform(rng)) / shape;
        return ln_gamma_draw(rng, shape + 1.0) + boost;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(rng);
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        if libm::log(1.0 - uniform(rng)) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return libm::log(d * v);
        }
    }
}

/// A Beta(a, b) draw, a, b > 0.
pub fn beta(rng: &mut ChaCha8Rng, a: f64, b: f64) -> f64 {
    let (x, y) = (ln_gamma_draw(rng, a), ln_gamma_draw(rng, b));
    // X/(X + Y) from the logarithms.
    1.0 / (1.0 + libm::exp(y - x))
}

/// True with probability `p`.
pub fn coin(rng: &mut ChaCha8Rng, p: f64) -> bool {
    uniform(rng) < p
}
