//! What is not known about a model: numbers of its file with a lower and an upper end.

use super::Model;
use super::file::{Parameter, to_toml};
use crate::input::{InputError, Section, Source};
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

    fn is(&self, section: &str, key: &str, index: Option<usize>) -> bool {
        self.section == section && self.key == key && self.index == index
    }
}

/// The numbers of a model in the order of its file, with their section, key and place in a list.
pub fn numbers(model: &Model) -> Vec<Unknown> {
    let mut all = Vec::new();
    for (section, parameters) in model.parameters() {
        for (key, parameter) in parameters {
            let mut push = |index, value| {
                all.push(Unknown {
                    section,
                    key,
                    index,
                    lower: value,
                    value,
                    upper: value,
                });
            };
            match parameter {
                Parameter::Name(_) => {}
                Parameter::Number(value) => push(None, value),
                Parameter::Numbers(list) => {
                    for (index, value) in list.into_iter().enumerate() {
                        push(Some(index), value);
                    }
                }
            }
        }
    }
    all
}

impl Model {
    /// The numbers that are known to an interval only, in the order of the file.
    pub fn unknowns(&self) -> &[Unknown] {
        &self.unknowns
    }

    /// The model with some numbers replaced, no ranges left.
    ///
    /// # Errors
    /// Values with which it is no model.
    pub fn with_numbers(&self, changes: &[(&Unknown, f64)]) -> Result<Model, InputError> {
        let mut sections = self.parameters();
        for (section, parameters) in &mut sections {
            for (key, parameter) in parameters {
                let new = |index: Option<usize>, old: &mut f64| {
                    let found = changes.iter().find(|(u, _)| u.is(section, key, index));
                    if let Some((_, value)) = found {
                        *old = *value;
                    }
                };
                match parameter {
                    Parameter::Name(_) => {}
                    Parameter::Number(value) => new(None, value),
                    Parameter::Numbers(list) => {
                        for (index, value) in list.iter_mut().enumerate() {
                            new(Some(index), value);
                        }
                    }
                }
            }
        }
        Model::from_source(&Source::from_text("changed model", to_toml(&sections)))
    }

    /// The model with some of its numbers known between two ends only.
    ///
    /// # Errors
    /// An end at which it is no model.
    pub fn with_unknowns(mut self, unknowns: Vec<Unknown>) -> Result<Self, InputError> {
        for unknown in &unknowns {
            for end in [unknown.lower, unknown.upper] {
                self.with_numbers(&[(unknown, end)])?;
            }
        }
        self.unknowns = unknowns;
        Ok(self)
    }

    /// Reads the ranges of a file whose values are `self`; at either end of each the file must
    /// still be a model.
    pub(super) fn with_ranges(mut self, root: &Section<'_, '_>) -> Result<Self, InputError> {
        let mut unknowns = Vec::new();
        for number in numbers(&self) {
            let section = root.section(number.section)?;
            let range = match number.index {
                None => section.range(number.key)?,
                Some(index) => section.ranges(number.key)?.into_iter().nth(index).flatten(),
            };
            let Some(range) = range else { continue };
            let unknown = Unknown {
                lower: range.start,
                upper: range.end,
                ..number
            };
            for (name, end) in [("lower", unknown.lower), ("upper", unknown.upper)] {
                if let Err(error) = self.with_numbers(&[(&unknown, end)]) {
                    return Err(section.complain(
                        number.key,
                        format!("at its {name} end {end}: {}", error.problem),
                        error
                            .allowed
                            .unwrap_or_else(|| "a model at either end".to_owned()),
                    ));
                }
            }
            unknowns.push(unknown);
        }
        self.unknowns = unknowns;
        Ok(self)
    }

    /// The model as a model file with its ranges.
    pub(super) fn ranged_toml(&self) -> String {
        let range = |section: &str, key: &str, index: Option<usize>, value: f64| {
            let found = self.unknowns.iter().find(|u| u.is(section, key, index));
            found.map_or_else(
                || format!("{value:?}"),
                |u| {
                    let (lower, upper) = (u.lower, u.upper);
                    format!("{{ value = {value:?}, lower = {lower:?}, upper = {upper:?} }}")
                },
            )
        };
        let mut text = String::new();
        for (section, parameters) in self.parameters() {
            text.push_str(&format!("[{section}]\n"));
            for (key, parameter) in parameters {
                let written = match parameter {
                    Parameter::Name(name) => format!("\"{name}\""),
                    Parameter::Number(value) => range(section, key, None, value),
                    Parameter::Numbers(list) => {
                        let entries = list.iter().enumerate();
                        let entries: Vec<String> = entries
                            .map(|(index, value)| range(section, key, Some(index), *value))
                            .collect();
                        format!("[{}]", entries.join(", "))
                    }
                };
                text.push_str(&format!("{key} = {written}\n"));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kappa: &str, slope: &str) -> String {
        format!(
            "utility = {{ family = \"power\", gamma = 0.5 }}\ncost = {{ scale = 0.2, exponent = 3.0 }}\nvalue = {{ slope = {slope} }}\nreservation = {{ utility = 0.3 }}\n[monitoring]\nscheme = \"expert\"\nkappa = {kappa}\n"
        )
    }

    fn read(text: String) -> Result<Model, InputError> {
        Model::from_source(&Source::from_text("m.toml", text))
    }

    #[test]
    fn a_number_may_carry_its_range_and_keeps_it_through_the_writer() {
        let ranged = "{ value = 0.85, lower = 0.8, upper = 0.91 }";
        let model = read(text(ranged, "0.3")).unwrap();
        let [kappa] = model.unknowns() else {
            panic!("{:?}", model.unknowns());
        };
        assert_eq!((kappa.lower, kappa.value, kappa.upper), (0.8, 0.85, 0.91));
        let again = read(model.to_toml()).unwrap();
        assert_eq!(again.unknowns(), model.unknowns());
        assert_eq!(again.parameters(), model.parameters());
    }

    #[test]
    fn numbers_of_a_list_carry_ranges_too() {
        let ranged = text("0.8", "0.3").replace(
            "scheme = \"expert\"\nkappa = 0.8",
            "scheme = \"polynomial\"\ncoefficients = [0.5, { value = 0.4, lower = 0.3, upper = 0.45 }]",
        );
        let model = read(ranged).unwrap();
        assert_eq!(model.unknowns()[0].index, Some(1));
        assert_eq!(read(model.to_toml()).unwrap().unknowns(), model.unknowns());
    }

    #[test]
    fn ranges_that_are_none_are_refused_where_they_stand() {
        for (kappa, slope, piece) in [
            (
                "{ value = 0.7, lower = 0.8, upper = 0.9 }",
                "0.3",
                "does not lie between",
            ),
            (
                "{ value = 0.8, lower = 0.7, uper = 0.9 }",
                "0.3",
                "did you mean `upper`",
            ),
            ("{ value = 0.8, lower = 0.7 }", "0.3", "the key is missing"),
            (
                "{ value = 0.8, lower = 0.7, upper = nan }",
                "0.3",
                "not a finite number",
            ),
            (
                "{ value = 0.8, lower = 0.7, upper = 1.2 }",
                "0.3",
                "at its upper end 1.2",
            ),
            (
                "{ value = 0.8, lower = { value = 1 }, upper = 1 }",
                "0.3",
                "found table",
            ),
            (
                "0.8",
                "{ value = 0.3, lower = -1.0, upper = 0.4 }",
                "at its lower end -1",
            ),
        ] {
            let error = read(text(kappa, slope)).unwrap_err();
            let message = error.to_string();
            assert!(message.contains(piece), "{kappa} {slope}: {message}");
            assert!(error.line.is_some(), "{message}");
        }
    }

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
