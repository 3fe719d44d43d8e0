//! κ₀, the count from which on kinks have a chart of their own; lines with earlier ones are all in
//! the first chart.

/// Up to so many samples κ₀ is 0.
const EVERY_KINK: u64 = 60;

/// Beyond, it lies so many standard deviations below the mean count.
const REACH: f64 = 7.0;

/// κ₀ at the least agreement that is looked at.
pub fn first_kink(samples: u64, agreement: f64) -> f64 {
    if samples <= EVERY_KINK {
        return 0.0;
    }
    let expected = samples as f64 * agreement;
    let reach = REACH * (expected * (1.0 - agreement)).sqrt();
    (expected - reach).floor().max(0.0)
}
