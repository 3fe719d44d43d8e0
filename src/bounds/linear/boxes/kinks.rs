//! Where kinks begin that have a chart of their own.

/// Up to so many samples κ₀ is 0; beyond, kinks further than so many standard deviations below the
/// mean count lie in the first chart.
const EVERY_KINK: u64 = 60;

const REACH: f64 = 7.0;

/// κ₀.
pub fn first_kink(samples: u64, agreement: f64) -> f64 {
    if samples <= EVERY_KINK {
        return 0.0;
    }
    let expected = samples as f64 * agreement;
    let reach = REACH * (expected * (1.0 - agreement)).sqrt();
    (expected - reach).floor().max(0.0)
}
