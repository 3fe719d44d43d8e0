//! A model with some numbers changed.

use crate::input::{InputError, Source};
use crate::model::Model;
use crate::model::file::Parameter;

/// `model` with the number `key` of each listed section set to a value, checked like any model.
pub fn with(model: &Model, changes: &[(&str, &str, f64)]) -> Result<Model, InputError> {
    read(text(model, changes, |_| true))
}

/// `model` monitored by `scheme` with κ.
pub fn with_scheme(model: &Model, scheme: &str, kappa: f64) -> Result<Model, InputError> {
    with_monitoring(model, scheme, &[("kappa", kappa)])
}

/// `model` monitored by `scheme` with these parameters.
pub fn with_monitoring(
    model: &Model,
    scheme: &str,
    parameters: &[(&str, f64)],
) -> Result<Model, InputError> {
    let rest = text(model, &[], |section| section != "monitoring");
    let list: String = parameters
        .iter()
        .map(|(key, value)| format!("{key} = {value:?}\n"))
        .collect();
    read(format!("{rest}[monitoring]\nscheme = {scheme:?}\n{list}"))
}

fn read(text: String) -> Result<Model, InputError> {
    Model::from_source(&Source::from_text("a varied model", text))
}

fn text(model: &Model, changes: &[(&str, &str, f64)], keep: impl Fn(&str) -> bool) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for (section, parameters) in model.parameters() {
        if !keep(section) {
            continue;
        }
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
    text
}
