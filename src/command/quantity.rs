//! Numbers on the command line, refused with what is allowed.

/// Seconds that a limit may have: beyond some thirty years clocks have no such moment.
const MOST_SECONDS: f64 = 1e9;

/// Seconds of a limit.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok();
    seconds
        .filter(|seconds| (0.0..=MOST_SECONDS).contains(seconds))
        .ok_or_else(|| format!("allowed: seconds from 0 to {MOST_SECONDS:e}"))
}

/// A whole number from 1 on.
pub(super) fn positive<T: std::str::FromStr + Default + PartialEq>(
    text: &str,
) -> Result<T, String> {
    let number = text.parse().ok();
    number
        .filter(|number| *number != T::default() && !text.starts_with('-'))
        .ok_or_else(|| "allowed: a whole number from 1 on".to_owned())
}

/// A whole number from 0 on.
pub(super) fn whole(text: &str) -> Result<usize, String> {
    let number = text.parse();
    number.map_err(|_| "allowed: a whole number from 0 on".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_range_are_refused_with_the_range() {
        for text in ["-1", "1e300", "nan", "inf", "-0.5", "x", "1e10", ""] {
            let refused = seconds(text).expect_err(text);
            assert_eq!(refused, "allowed: seconds from 0 to 1e9");
        }
        assert_eq!(seconds("0"), Ok(0.0));
        assert_eq!(seconds("1e9"), Ok(1e9));
        for text in ["0", "-3", "1.5", "1e3", "99999999999999999999"] {
            assert!(positive::<u64>(text).is_err(), "{text}");
        }
        assert_eq!(positive::<usize>("3"), Ok(3));
        assert!(whole("-1").is_err() && whole("0") == Ok(0));
    }
}
