//! One number for many times.

/// Seconds added to each time before the mean is taken, and taken off it afterwards: times of some
/// milliseconds, which say more of the machine's mood than of a solver, then have no say.
pub const SHIFT: f64 = 0.01;

/// The shifted geometric mean `exp(mean ln(t + s)) − s` of times in seconds (H. Mittelmann's
/// benchmarks of optimisation software have it so); a solve that failed counts as `limit`, the time
/// that it was given, or as what it took where that was more. `None` for no solves.
///
/// ```
/// use firstbest::lp::comparison::shifted_mean;
/// assert_eq!(shifted_mean(&[Some(1.0), Some(1.0)], 60.0), Some(1.0));
/// // a failure is no gain, however fast
/// assert!(shifted_mean(&[Some(1.0), None], 60.0) > Some(7.0));
/// assert_eq!(shifted_mean(&[], 60.0), None);
/// ```
#[must_use]
pub fn shifted_mean(times: &[Option<f64>], limit: f64) -> Option<f64> {
    if times.is_empty() {
        return None;
    }
    let logs = times
        .iter()
        .map(|time| libm::log(time.unwrap_or(limit) + SHIFT));
    let mean = libm::exp(logs.sum::<f64>() / times.len() as f64) - SHIFT;
    // twelve digits: exp and ln do not undo each other to the last
    format!("{mean:.11e}").parse().ok()
}
