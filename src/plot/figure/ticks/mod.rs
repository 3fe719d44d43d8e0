//! Where an axis has its ticks and what they say.
//!
//! Tick labels are spelled from integers (mantissa and power of ten), never from a rounded float.

use super::axis::Scale;

/// One tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Position in axis units: the value itself, or its decimal logarithm.
    pub at: f64,
    /// Label markup; `None` for a minor tick.
    pub label: Option<String>,
}

/// The ticks of an axis in increasing order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticks {
    /// The ticks.
    pub ticks: Vec<Tick>,
    /// If given, labels are to be multiplied by ten to this power.
    pub multiplier: Option<i32>,
}

/// Chooses the ticks of the range `lo..hi` (axis units) so that at most `most` (at least 2) are
/// labelled. `fine` says whether there is room for the eight minor ticks of a decade.
pub fn place(scale: Scale, (lo, hi): (f64, f64), most: usize, fine: bool) -> Ticks {
    let most = most.max(2);
    let mut ticks = match scale {
        Scale::Linear => linear(lo, hi, most),
        Scale::Log => logarithmic(lo, hi, most, fine),
    };
    ticks.ticks.sort_by(|a, b| a.at.total_cmp(&b.at));
    ticks
}

/// `mantissa · 10^exponent`, correctly rounded.
fn value(mantissa: i64, exponent: i32) -> f64 {
    // Parsing is exact to the last bit; multiplying by a power of ten is not.
    format!("{mantissa}e{exponent}").parse().unwrap_or(f64::NAN)
}

/// `mantissa · 10^exponent` written out, with as many decimals as the exponent asks for.
fn decimal(mantissa: i64, exponent: i32) -> String {
    let sign = if mantissa < 0 { "−" } else { "" };
    let digits = mantissa.unsigned_abs().to_string();
    match usize::try_from(exponent) {
        _ if mantissa == 0 => "0".to_owned(),
        Ok(zeros) => format!("{sign}{digits}{}", "0".repeat(zeros)),
        Err(_) => {
            let decimals = exponent.unsigned_abs() as usize;
            let digits = format!("{digits:0>width$}", width = decimals + 1);
            let (whole, part) = digits.split_at(digits.len() - decimals);
            format!("{sign}{whole}.{part}")
        }
    }
}

/// The step `m · 10^e` that puts two to `most` multiples into the range, m one of 1, 2, 5 if that
/// can be (else the next finer of these times a small number: 50 may have one multiple where 20 has
/// five, 40 then has two); `None` if the range is no range.
fn step(lo: f64, hi: f64, most: usize) -> Option<(i64, i32)> {
    let magnitude = libm::log10(hi - lo);
    if !magnitude.is_finite() {
        return None;
    }
    let start = magnitude.floor() as i32 - 2;
    let round = |m: i64, e: i32| multiples(lo, hi, m, e).count();
    let mut steps = (start..start + 5).flat_map(|e| [1, 2, 5].map(|m| (m, e)));
    let mut finer = steps.next()?;
    let (m, e) = loop {
        let (m, e) = steps.next()?;
        if round(m, e) <= most {
            break (m, e);
        }
        finer = (m, e);
    };
    if round(m, e) >= 2 {
        return Some((m, e));
    }
    let between = (2..=5).map(|j| (finer.0 * j, finer.1));
    between
        .into_iter()
        .find(|&(m, e)| (2..=most).contains(&round(m, e)))
        .or(Some((m, e)))
}

/// The k with lo ≤ k·m·10^e ≤ hi, a rounding error's worth of slack at the ends.
fn multiples(lo: f64, hi: f64, m: i64, e: i32) -> std::ops::RangeInclusive<i64> {
    let step = value(m, e);
    let slack = 1e-9 * (hi - lo) / step;
    (lo / step - slack).ceil() as i64..=(hi / step + slack).floor() as i64
}

fn linear(lo: f64, hi: f64, most: usize) -> Ticks {
    let Some((m, e)) = step(lo, hi, most) else {
        return Ticks::default();
    };
    // Axes of absurd ranges (1e160 beside 1e144) can ask for counts beyond 64 bits; such ticks are
    // left out.
    let major: Vec<i64> = multiples(lo, hi, m, e)
        .filter_map(|k| k.checked_mul(m))
        .collect();
    let largest = major.iter().map(|k| k.unsigned_abs()).max().unwrap_or(0);
    // The decimal exponent of the largest label decides whether plain decimals stay readable.
    let top = largest.checked_ilog10().unwrap_or(0) as i32 + e;
    let multiplier = (!(-3..=4).contains(&top) && largest > 0).then_some(top);
    let shift = e - multiplier.unwrap_or(0);
    let mut ticks: Vec<Tick> = major
        .iter()
        .map(|&k| Tick {
            at: value(k, e),
            label: Some(decimal(k, shift)),
        })
        .collect();
    let (fine, exponent) = match m {
        1 => (2, e - 1),
        2 => (5, e - 1),
        // Of a step that is no power of ten's half or fifth, the digit it is a multiple of.
        m if m % 5 == 0 && m > 5 => (5, e),
        m if m % 2 == 0 && m > 5 => (2, e),
        _ => (1, e),
    };
    let scale = if exponent == e { 1 } else { 10 };
    let whole = m.saturating_mul(scale);
    for k in multiples(lo, hi, fine, exponent).filter_map(|k| k.checked_mul(fine)) {
        if k % whole != 0 {
            ticks.push(Tick {
                at: value(k, exponent),
                label: None,
            });
        }
    }
    Ticks { ticks, multiplier }
}

fn logarithmic(lo: f64, hi: f64, most: usize, fine: bool) -> Ticks {
    let span = hi - lo;
    let slack = 1e-9 * span;
    let (first, last) = ((lo - slack).ceil() as i32, (hi + slack).floor() as i32);
    if span >= 2.0 {
        return decades(lo, hi, first..=last, most, fine);
    }
    // Too short for powers of ten alone: the densest of these sets of mantissas that fits.
    let inside = |set: &[i64]| -> Vec<(i64, i32)> {
        (first - 1..=last)
            .flat_map(|e| set.iter().map(move |&m| (m, e)))
            .filter(|&(m, e)| within(m, e, lo - slack, hi + slack))
            .collect()
    };
    const SETS: [&[i64]; 4] = [&[1, 2, 3, 4, 5, 6, 7, 8, 9], &[1, 2, 5], &[1, 3], &[1]];
    let all = inside(SETS[0]);
    let fitting = SETS
        .iter()
        .map(|set| inside(set))
        .find(|set| (3..=most).contains(&set.len()) || (set.len() == 2 && most == 2));
    let Some(labelled) = fitting else {
        return almost_linear(lo, hi, most);
    };
    let plain = labelled.iter().all(|&(_, e)| (-3..=4).contains(&e));
    let mut ticks = Vec::new();
    for &(m, e) in &all {
        let label = labelled.contains(&(m, e)).then(|| spelled(m, e, plain));
        ticks.push(Tick {
            at: position(m, e),
            label,
        });
    }
    Ticks {
        ticks,
        multiplier: None,
    }
}

fn position(m: i64, e: i32) -> f64 {
    // log10(m) + e is closer to the truth than the logarithm of a rounded product.
    libm::log10(m as f64) + f64::from(e)
}

fn within(m: i64, e: i32, lo: f64, hi: f64) -> bool {
    (lo..=hi).contains(&position(m, e))
}

fn spelled(m: i64, e: i32, plain: bool) -> String {
    match (plain, m) {
        (true, _) => decimal(m, e),
        (false, 1) => format!("10^{{{e}}}"),
        (false, _) => format!("{m}×10^{{{e}}}"),
    }
}

/// A logarithmic axis over so little that its values look evenly spaced: round values, as on a
/// linear axis.
fn almost_linear(lo: f64, hi: f64, most: usize) -> Ticks {
    let mut ticks = linear(libm::exp10(lo), libm::exp10(hi), most);
    for tick in &mut ticks.ticks {
        tick.at = libm::log10(tick.at);
    }
    ticks.ticks.retain(|t| t.at.is_finite());
    ticks
}

/// Steps that a reader counts in: these times 1, 10, 100, …
fn round_steps<const N: usize>(mantissas: [i32; N]) -> impl Iterator<Item = i32> {
    (0..9).flat_map(move |e| mantissas.map(|m| m * 10_i32.pow(e)))
}

/// Most decades with a tick of their own.
const MOST_MINOR: usize = 30;

fn decades(lo: f64, hi: f64, all: std::ops::RangeInclusive<i32>, most: usize, fine: bool) -> Ticks {
    let at = |step: i32| all.clone().filter(move |e| e.rem_euclid(step) == 0);
    let fits = |step: &i32| at(*step).count() <= most;
    // A round step if it leaves two labels, else the finest that fits.
    let every = round_steps([1, 2, 3, 4, 5, 6])
        .find(fits)
        .filter(|&step| at(step).count() >= 2)
        .or_else(|| (1..).find(fits))
        .unwrap_or(1);
    // Minor ticks divide the step; over many decades one each would be a grey bar.
    let between = round_steps([1, 2, 5])
        .take_while(|&step| step < every)
        .find(|&step| every % step == 0 && at(step).count() <= MOST_MINOR)
        .unwrap_or(every);
    let mut ticks: Vec<Tick> = at(between)
        .map(|e| Tick {
            at: f64::from(e),
            label: (e.rem_euclid(every) == 0).then(|| format!("10^{{{e}}}")),
        })
        .collect();
    if every == 1 && fine {
        for e in all.start() - 1..=*all.end() {
            for m in (2..=9).filter(|&m| within(m, e, lo, hi)) {
                ticks.push(Tick {
                    at: position(m, e),
                    label: None,
                });
            }
        }
    }
    Ticks {
        ticks,
        multiplier: None,
    }
}

#[cfg(test)]
mod tests;
