//! Lists of sample sizes as people write them: `100,400` or a logarithmic grid `1e2..1e12:21`.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Largest number of monitored samples a list may name: as far as the binomial tails are tested.
pub const MOST_SAMPLES: u64 = 100_000_000_000_000;

/// A list of numbers of monitored samples, in the order written, without repetitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleGrid {
    samples: Vec<u64>,
}

/// Why a list of sample sizes was refused.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{written:?} is not a list of sample sizes: {problem}; allowed: {allowed}", allowed = Self::ALLOWED)]
pub struct SampleGridError {
    written: String,
    problem: String,
}

impl SampleGridError {
    /// What a list of sample sizes looks like.
    pub const ALLOWED: &'static str = "whole numbers from 1 to 100000000000000 (1e14) separated by commas, or a logarithmic grid FROM..TO:POINTS such as 1e2..1e12:21";

    /// What is wrong with it.
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

impl SampleGrid {
    /// The sample sizes.
    pub fn samples(&self) -> &[u64] {
        &self.samples
    }
}

impl FromStr for SampleGrid {
    type Err = SampleGridError;

    fn from_str(written: &str) -> Result<Self, SampleGridError> {
        let refuse = |problem: String| SampleGridError {
            written: written.to_owned(),
            problem,
        };
        let mut samples = Vec::new();
        for part in written.split(',') {
            let part = part.trim();
            match part.split_once("..") {
                Some((from, rest)) => samples.extend(log_grid(from, rest).map_err(refuse)?),
                None => samples.push(whole(part).map_err(refuse)?),
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        samples.retain(|n| seen.insert(*n));
        Ok(Self { samples })
    }
}

impl fmt::Display for SampleGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written: Vec<String> = self.samples.iter().map(u64::to_string).collect();
        f.write_str(&written.join(","))
    }
}

fn whole(written: &str) -> Result<u64, String> {
    let number: f64 = written
        .parse()
        .map_err(|_| format!("{written:?} is not a number"))?;
    if number.fract() != 0.0 || !(number >= 1.0 && number <= MOST_SAMPLES as f64) {
        return Err(format!("{written} is not a whole number in range"));
    }
    Ok(number as u64)
}

/// FROM..TO:POINTS with ends included, rounded to whole numbers.
fn log_grid(from: &str, rest: &str) -> Result<Vec<u64>, String> {
    /// More points than any figure shows or any table holds.
    const MOST_POINTS: usize = 10_000;
    let (to, points) = rest
        .split_once(':')
        .ok_or_else(|| format!("the grid {from}..{rest} lacks its number of points"))?;
    let (from, to) = (whole(from.trim())?, whole(to.trim())?);
    let points: usize = points
        .trim()
        .parse()
        .ok()
        .filter(|points| (2..=MOST_POINTS).contains(points))
        .ok_or_else(|| format!("{points:?} points; a grid has 2 to {MOST_POINTS}"))?;
    if from >= to {
        return Err(format!("the grid runs from {from} to {to}"));
    }
    let (low, high) = (libm::log(from as f64), libm::log(to as f64));
    let last = points - 1;
    Ok((0..points)
        .map(|j| match j {
            0 => from,
            j if j == last => to,
            j => libm::exp(low + (high - low) * j as f64 / last as f64).round() as u64,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_grids_are_read() {
        let grid: SampleGrid = "100, 400,1e3".parse().unwrap();
        assert_eq!(grid.samples(), [100, 400, 1000]);
        let grid: SampleGrid = "1e2..1e6:5".parse().unwrap();
        assert_eq!(grid.samples(), [100, 1000, 10_000, 100_000, 1_000_000]);
        let grid: SampleGrid = "1..3:10".parse().unwrap();
        assert_eq!(grid.samples(), [1, 2, 3]);
    }

    #[test]
    fn what_is_not_a_list_is_refused_with_a_reason() {
        for (written, reason) in [
            ("0", "not a whole number in range"),
            ("", "not a number"),
            ("1.5", "not a whole number"),
            ("nan", "not a whole number"),
            ("-3", "not a whole number"),
            ("1e15", "not a whole number in range"),
            ("1e2..1e6", "lacks its number of points"),
            ("1e6..1e2:5", "runs from 1000000 to 100"),
            ("1e2..1e6:1", "a grid has 2 to"),
        ] {
            let error = written.parse::<SampleGrid>().unwrap_err().to_string();
            assert!(error.contains(reason), "{written}: {error}");
        }
    }
}
