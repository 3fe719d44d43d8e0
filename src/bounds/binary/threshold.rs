//! Where to look for a threshold.

use crate::numerics::Binomial;

/// A threshold below the mode with dP(S ≥ k)/dq near `slope`: any would be sound, the nearest is
/// sharp.
pub(super) fn lenient(samples: u64, agreement: f64, slope: f64) -> Option<u64> {
    let law = Binomial::new(samples, agreement).ok()?;
    let n = samples as f64;
    let mode = ((n - 1.0) * agreement).floor();
    if mode < 1.0 {
        return None;
    }
    let target = libm::log(slope);
    let width = (n * agreement * (1.0 - agreement)).sqrt();
    let top = law.ln_tail_slope(mode as u64);
    let deviations = (2.0 * (top - target)).max(0.25).sqrt();
    let mut count = (mode - deviations * width).max(1.0);
    for _ in 0..30 {
        let at = law.ln_tail_slope(count as u64);
        // d ln g/dk = ((n−1)q − (k−1))/(nq(1−q)).
        let rise = ((mode - count) / (width * width)).max(0.1 / width);
        let step = (target - at) / rise;
        let next = (count + step).clamp(1.0, (mode - 0.2 * width).max(1.0));
        if (next - count).abs() < 0.5 {
            count = next;
            break;
        }
        count = next;
    }
    Some(count.round().max(1.0) as u64)
}
