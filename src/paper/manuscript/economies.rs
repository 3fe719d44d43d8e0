//! The committed economies as a table, from their model files, so that each can be made again from
//! the paper.

use super::decimal::Decimal;
use super::malformed;
use super::tables::{cell, float};
use crate::contract::{FirstBest, constants};
use crate::input::Source;
use crate::model::Model;
use crate::paper::document::{DocumentError, Shelf};
use crate::print::number::Digits;
use serde::Deserialize;
use toml::Value;

/// Names the models and their labels.
pub const LIST: &str = "figures/t5_binary_rate.toml";

/// Digits of what is computed from a model; the search for its first best is good to more.
const DIGITS: usize = 6;

#[derive(Deserialize)]
struct List {
    models: Vec<String>,
    labels: Vec<String>,
}

/// The table: one column an economy.
///
/// # Errors
/// A model that is missing, of another form, or without a first best.
pub fn write(shelf: &Shelf) -> Result<String, DocumentError> {
    let list: List =
        toml::from_str(shelf.text(LIST)?).map_err(|error| malformed(LIST, error.to_string()))?;
    let mut columns = Vec::new();
    for (file, label) in list.models.iter().zip(&list.labels) {
        let path = format!("figures/{file}");
        let mut column = vec![cell(LIST, label)?];
        column.extend(given(&path, shelf.text(&path)?)?);
        column.extend(derived(&path, shelf.text(&path)?)?);
        columns.push(column);
    }
    let names = [
        "$u(w)$",
        "$w_{\\min}$",
        "$U_0$",
        "$c(\\eta)$",
        "monitoring",
        "$\\kappa$",
        "$V(\\eta)$",
        "$\\eta^*$",
        "$\\bar u$",
        "first best",
        "$I(\\eta^*)$",
        "$K_{\\text{lin}}$",
        "$K_{\\text{bin}}$",
    ];
    let rows: Vec<Vec<String>> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let mut row = vec![(*name).to_owned()];
            // The label is the column's head.
            row.extend(columns.iter().map(|column| column[place + 1].clone()));
            row
        })
        .collect();
    let mut head = vec!["economy"];
    head.extend(columns.iter().map(|column| column[0].as_str()));
    Ok(float(
        "The committed economies. Above, what defines them, to the last digit of their files in \\texttt{figures/models}; below \
         (from $\\eta^*$ on), what follows: the first best and the constants of T5 and T6.",
        "tab:economies",
        &format!("l{}", "l".repeat(columns.len())),
        &head,
        &rows,
    ))
}

/// What the file says, as TeX, digit by digit.
fn given(path: &str, text: &str) -> Result<Vec<String>, DocumentError> {
    let file: Value = toml::from_str(text)
        .map(Value::Table)
        .map_err(|error| malformed(path, error.to_string()))?;
    let word = |section: &str, key: &str, default: &str| -> String {
        let value = file.get(section).and_then(|table| table.get(key));
        let value = value.and_then(Value::as_str);
        value.unwrap_or(default).to_owned()
    };
    let number = |section: &str, key: &str| -> Result<String, DocumentError> {
        let value = file.get(section).and_then(|table| table.get(key));
        // A number with a range is the number.
        let value = value.map(|value| value.get("value").unwrap_or(value));
        let decimal = value.and_then(|value| Decimal::parse(&value.to_string()));
        decimal
            .map(|decimal| decimal.trimmed().tex())
            .ok_or_else(|| malformed(path, format!("no number {section}.{key}")))
    };
    let unknown = |section: &str, family: &str| {
        malformed(
            path,
            format!("the table has no formula for {section} {family:?}"),
        )
    };
    let utility = match word("utility", "family", "power").as_str() {
        "power" => match number("utility", "gamma")?.as_str() {
            "0.5" => "\\sqrt w".to_owned(),
            gamma => format!("w^{{{gamma}}}"),
        },
        "cara" => {
            let aversion = number("utility", "risk_aversion")?;
            format!("(1-e^{{-{aversion}w}})/{aversion}")
        }
        "log" => format!("\\log(1+w/{})", number("utility", "scale")?),
        family => return Err(unknown("utility", family)),
    };
    let (scale, exponent) = (number("cost", "scale")?, number("cost", "exponent")?);
    let slope = number("value", "slope")?;
    let value = match word("value", "family", "linear").as_str() {
        "linear" => format!("{slope}\\,\\eta"),
        // V = slope·η − ½·curvature·η².
        "quadratic" => format!(
            "{slope}\\,\\eta-\\tfrac12\\cdot{}\\,\\eta^2",
            number("value", "curvature")?
        ),
        family => return Err(unknown("value", family)),
    };
    let scheme = word("monitoring", "scheme", "");
    let (sign, scheme) = match scheme.as_str() {
        "expert" => ("\\kappa_e", "expert"),
        "self-consistency" => ("\\kappa_s", "self-consistency"),
        other => return Err(unknown("monitoring", other)),
    };
    let kappa = number("monitoring", "kappa")?;
    Ok(vec![
        format!("${utility}$"),
        format!("${}$", number("utility", "minimum_wage")?),
        format!("${}$", number("reservation", "utility")?),
        format!("${scale}\\,\\eta^{{{exponent}}}$"),
        scheme.to_owned(),
        format!("${sign}={kappa}$"),
        format!("${value}$"),
    ])
}

/// What follows from the model.
fn derived(path: &str, text: &str) -> Result<Vec<String>, DocumentError> {
    let wrong = |problem: String| malformed(path, problem);
    let source = Source::from_text(path, text);
    let model = Model::from_source(&source).map_err(|error| wrong(error.to_string()))?;
    let first_best = FirstBest::of(&model).map_err(|error| wrong(error.to_string()))?;
    let point = first_best.at(0.0);
    [
        first_best.effort(),
        first_best.utility(),
        first_best.payoff(),
        point.information,
        constants::linear(&first_best),
        constants::binary(&first_best),
    ]
    .into_iter()
    .map(|value| {
        // The root of a monotone function to some roundings; the rest are formulas of it.
        Digits::within(value, 1e-12, DIGITS)
            .map(|digits| digits.tex())
            .ok_or_else(|| wrong(format!("{value} has no digit to print")))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{derived, given};

    const MODEL: &str = "[utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n[cost]\nscale = 0.3333333333333333\n\
         exponent = 3.0\n[monitoring]\nscheme = \"expert\"\nkappa = 0.8\n[value]\nslope = 0.40604666666666667\n\
         [reservation]\nutility = 0.3\n";

    #[test]
    fn a_model_is_given_to_its_last_digit() {
        assert_eq!(
            given("m", MODEL).expect("a model"),
            [
                "$\\sqrt w$",
                "$0$",
                "$0.3$",
                "$0.3333333333333333\\,\\eta^{3}$",
                "expert",
                "$\\kappa_e=0.8$",
                "$0.40604666666666667\\,\\eta$"
            ]
        );
        let derived = derived("m", MODEL).expect("a model");
        assert_eq!(derived[0], "\\ensuremath{0.700000}");
        assert_eq!(derived[4], "\\ensuremath{0.257507}");
        assert_eq!(derived[5], "\\ensuremath{0.0580186}");
    }

    #[test]
    fn a_family_without_a_formula_is_refused() {
        let other = MODEL.replace("\"power\"", "\"cubic\"");
        let error = given("m", &other).expect_err("unknown").to_string();
        assert!(error.contains("utility \"cubic\""), "{error}");
    }
}
