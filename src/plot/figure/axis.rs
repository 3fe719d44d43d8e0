//! Axes: scale, label, range.

/// How values are spread along an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// By their decimal logarithm.
    Log,
}

impl Scale {
    /// The value in axis units: itself or log₁₀ of it (NaN or −∞ where that does not exist).
    pub fn to_axis(self, value: f64) -> f64 {
        match self {
            Scale::Linear => value,
            // libm's own logarithm: the platform's differs in the last digit, and bytes must not.
            Scale::Log => libm::log10(value),
        }
    }
}

/// An axis: what it measures, how it is spread, and from where to where.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub(super) label: String,
    pub(super) scale: Scale,
    pub(super) range: Option<(f64, f64)>,
    pub(super) include: Vec<f64>,
    pub(super) names: Vec<String>,
}

impl Axis {
    /// An evenly spread axis. Labels take the markup of [`crate::print::label`].
    pub fn linear(label: impl Into<String>) -> Axis {
        Axis::new(label, Scale::Linear)
    }

    /// A logarithmic axis (base 10).
    pub fn log(label: impl Into<String>) -> Axis {
        Axis::new(label, Scale::Log)
    }

    /// An axis of things, not numbers: the k-th name (label markup) stands at k, counted from 1.
    pub fn named(
        label: impl Into<String>,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Axis {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let range = (0.5, names.len() as f64 + 0.5);
        Axis {
            names,
            range: Some(range),
            ..Axis::new(label, Scale::Linear)
        }
    }

    fn new(label: impl Into<String>, scale: Scale) -> Axis {
        Axis {
            label: label.into(),
            scale,
            range: None,
            include: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Fixes the range in values; without it the range is that of the data and a little more. Lines
    /// and bands are cut off at the ends; a point or bracket outside is an error, so that none goes
    /// missing silently.
    pub fn range(mut self, from: f64, to: f64) -> Axis {
        self.range = Some((from, to));
        self
    }

    /// Makes the automatic range reach to `value`, 0 for instance.
    pub fn including(mut self, value: f64) -> Axis {
        self.include.push(value);
        self
    }
}
