//! A model with some numbers changed.

use crate::input::{InputError, Source};
use crate::model::Model;
use crate::model::file::Parameter;

/// `model` with the number `key` of `section` set to `value`, checked like any model.
pub fn with(model: &Model, changes: &[(&str, &str, f64)]) -> Result<Model, InputError> {
    use std::fmt::Write;
    let mut text = String::new();
    for (section, parameters) in model.parameters() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "[{section}]");
        for (key, parameter) in parameters {
            let change = changes.iter().find(|c| c.0 == section && c.1 == key);
            let _ = match (change, parameter) {
                (Some((_, _, value)), _) => writeln!(text, "{key} = {value:?}"),
                (None, Parameter::Name(name)) => writeln!(text, "{key} = {name:?}"),
                (None, Parameter::Number(number)) => writeln!(text, "{key} = {number:?}"),
                (None, Parameter::Numbers(list)) => writeln!(text, "{key} = {list:?}"),
            };
        }
    }
    Model::from_source(&Source::from_text("a varied model", text))
}
