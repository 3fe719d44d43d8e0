//! Models with numbers replaced, or known between two ends only: at either end each must be a
//! model.

use super::economy::Model;
use super::file::{Parameter, to_toml};
use super::unknown::Unknown;
use crate::input::{InputError, Section, Source};

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
}
