//! What is not known about a model: numbers of its file with a lower and an upper end.

use crate::print::number::trimmed_outward;
use serde::Serialize;

/// A number of the model file that is known to lie in an interval only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unknown {
    /// Section of the model file.
    pub section: &'static str,
    /// Key in it.
    pub key: &'static str,
    /// Place in a list of numbers.
    pub index: Option<usize>,
    /// Lower end.
    pub lower: f64,
    /// The value to go by where one is needed.
    pub value: f64,
    /// Upper end.
    pub upper: f64,
}

impl Unknown {
    /// What it is, in words.
    pub fn words(&self) -> String {
        let name = match (self.section, self.key) {
            ("monitoring", "kappa") => "κ",
            ("cost", "scale") => "cost of effort",
            ("cost", "exponent") => "exponent of the cost",
            ("utility", "gamma" | "risk_aversion" | "scale") => "attitude to risk",
            ("value", "slope") => "value of effort",
            ("reservation", "utility") => "outside option",
            (section, key) => return format!("{section}.{key}"),
        };
        name.to_owned()
    }

    /// Whether both are the same number of a model file, whatever is known of it.
    pub fn is_number(&self, other: &Unknown) -> bool {
        self.is(other.section, other.key, other.index)
    }

    /// What is known of it: "κ from 0.75 to 1". Ends with more digits than anybody knows lose those
    /// that are neither among the first six nor matter beside the width, inwards: what is said to
    /// hold for the range holds for what is printed.
    pub fn range_words(&self) -> String {
        let lower = self.end(self.lower, true);
        let upper = self.end(self.upper, false);
        format!("{} from {lower} to {upper}", self.words())
    }

    fn end(&self, value: f64, up: bool) -> String {
        const DIGITS: f64 = 6.0;
        // Rounding takes less than a thousandth off the width.
        let width = self.upper - self.lower;
        let fine = (3.0 - libm::log10(width.max(f64::MIN_POSITIVE)).floor()).max(0.0);
        let size = libm::log10(value.abs().max(f64::MIN_POSITIVE)).floor();
        let places = fine.max(DIGITS - 1.0 - size);
        let written = value.to_string();
        let decimals = written.split_once('.').map_or(0, |(_, after)| after.len());
        // As it was written, or beyond what a double tells apart.
        if !(places < decimals as f64) || places > 17.0 {
            return written;
        }
        trimmed_outward(value, places as usize, up)
    }

    pub(super) fn is(&self, section: &str, key: &str, index: Option<usize>) -> bool {
        self.section == section && self.key == key && self.index == index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_written_with_digits_that_matter_and_no_wider() {
        let words = |lower: f64, upper: f64| {
            let (section, key) = ("cost", "scale");
            let value = lower;
            Unknown {
                section,
                key,
                index: None,
                lower,
                value,
                upper,
            }
            .range_words()
        };
        let said = words(72.9955084001555, 167.69271671961036);
        assert_eq!(said, "cost of effort from 72.9956 to 167.692");
        assert_eq!(words(683.01, 900.0), "cost of effort from 683.01 to 900");
        let narrow = words(0.871_337_724_278, 0.871_337_724_391);
        assert_eq!(
            narrow,
            "cost of effort from 0.871337724278 to 0.871337724391"
        );
        let narrow = words(0.871_337_711_111_111, 0.871_337_799_999_999);
        assert_eq!(narrow, "cost of effort from 0.87133771112 to 0.87133779999");
    }
}
