//! Random models over the whole domain that a model file may describe, stratified by corner.
//!
//! Families come from the registries of the library, so a family that a user adds is drawn from
//! without a line here: the keys that are known below have ranges of their own, any other key is
//! drawn between 0.05 and 5 until the loader accepts the model.

use firstbest::input::Source;
use firstbest::model::{Model, cost, monitoring, utility, value};
use std::fmt::Write;

/// Numbers of samples, by stratum: the columns of the table of counts.
pub const SAMPLES: [&[u64]; 5] = [
    &[1, 2, 3, 5, 8],
    &[9, 13, 25, 50, 100],
    &[101, 150, 200, 400],
    &[1_000, 3_000, 5_000],
    &[10_000, 1_000_000, 100_000_000],
];

/// Draws tried before a stratum is given up for this seed.
const ATTEMPTS: usize = 2_000;

/// A model with its file.
pub struct Drawn {
    pub text: String,
    pub model: Model,
}

/// The model of a seed; the strata of utility, monitoring and value go round with the seed.
pub fn model(seed: u64) -> Option<Drawn> {
    let mut draws = Draws(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x9e37_79b9);
    (0..ATTEMPTS).find_map(|_| {
        let text = file(&mut draws, seed)?;
        let source = Source::from_text("drawn.toml", text.as_str());
        let model = Model::from_source(&source).ok()?;
        Some(Drawn { text, model })
    })
}

/// splitmix64 (Steele, Lea, Flood 2014): the same numbers on every platform.
struct Draws(u64);

impl Draws {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Log-uniform.
    fn scaled(&mut self, low: f64, high: f64) -> f64 {
        low * (high / low).powf(self.unit())
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[(self.unit() * list.len() as f64) as usize % list.len()]
    }
}

/// A parameter by the name of its key.
fn parameter(draws: &mut Draws, key: &str) -> String {
    let number = match key {
        "gamma" => match draws.unit() {
            u if u < 0.15 => draws.between(0.9, 0.99),
            u if u < 0.3 => 0.5,
            _ => draws.between(0.1, 0.9),
        },
        "risk_aversion" => draws.scaled(1e-3, 20.0),
        "kappa" | "agreement" => match draws.unit() {
            u if u < 0.15 => draws.scaled(1e-3, 0.1),
            u if u < 0.3 => 1.0 - draws.scaled(1e-4, 0.05),
            u if u < 0.35 => 1.0,
            _ => draws.between(0.1, 0.95),
        },
        // The assistant of T10: none, unless the seed says otherwise.
        "alpha_e" | "alpha_s" | "alpha" => 0.0,
        "coefficients" => {
            let lists = [
                "[0.5, 0.4]",
                "[0.45, 0.5, -0.1]",
                "[0.5, 0.1, 0.1, 0.25]",
                "[0.3, 0.2, 0.3]",
                "[0.05, 0.9]",
                "[0.5, 0.0, 0.5]",
            ];
            return draws.one_of(&lists).to_owned();
        }
        _ => draws.scaled(0.05, 5.0),
    };
    format!("{number:?}")
}

fn section(draws: &mut Draws, kind: &str, name: &str, keys: &[&str]) -> String {
    let mut text = format!("{kind} = \"{name}\"\n");
    for key in keys {
        let _ = writeln!(text, "{key} = {}", parameter(draws, key));
    }
    text
}

/// Reads one part of a model from the body of its section.
fn read<T>(
    body: &str,
    with: impl FnOnce(&firstbest::input::Section<'_, '_>) -> Option<T>,
) -> Option<T> {
    let source = Source::from_text("part.toml", format!("[part]\n{body}"));
    let document = source.parse().ok()?;
    with(&document.root().section("part").ok()?)
}

/// A model file; `None` where a part is refused.
fn file(draws: &mut Draws, seed: u64) -> Option<String> {
    let concave: Vec<_> = utility::FAMILIES
        .iter()
        .filter(|family| family.name != "risk-neutral")
        .collect();
    let round = |length: usize, stride: u64| (seed / stride) as usize % length;
    let family = concave[round(concave.len(), 1)];
    let mut utility_text = section(draws, "family", family.name, family.keys);
    let utility = read(&utility_text, |section| (family.read)(section).ok())?;

    // Limited liability: at 0, above, or below where the family allows it.
    let minimum = match draws.unit() {
        u if u < 0.5 => 0.0,
        u if u < 0.8 => draws.scaled(1e-3, 1.0),
        _ => -draws.scaled(1e-2, 0.5),
    };
    if minimum < utility.lowest_wage() {
        return None;
    }
    let _ = writeln!(utility_text, "minimum_wage = {minimum:?}");
    let least = utility.utility(minimum);

    // The outside option: at u(w_min), next to it, or well above.
    let reservation = match draws.unit() {
        u if u < 0.25 => least,
        u if u < 0.5 => least + draws.scaled(1e-6, 1e-2) * (1.0 + least.abs()),
        _ => utility.utility(minimum + draws.scaled(0.05, 5.0)),
    };
    let room = utility.supremum() - reservation;
    let scheme = &monitoring::SCHEMES[round(monitoring::SCHEMES.len(), 3)];
    let monitoring_text = section(draws, "scheme", scheme.name, scheme.keys);

    let family = &cost::FAMILIES[round(cost::FAMILIES.len(), 2)];
    let mut cost_text = format!("family = \"{}\"\n", family.name);
    for key in family.keys {
        let number = match *key {
            "scale" => draws.scaled(0.01, 2.0).min(draws.between(0.02, 1.2) * room),
            "exponent" => match draws.unit() {
                u if u < 0.15 => draws.between(1.01, 1.2),
                u if u < 0.3 => draws.between(5.0, 10.0),
                u if u < 0.6 => draws.one_of(&[2.0, 3.0, 4.0]),
                _ => draws.between(1.2, 5.0),
            },
            other => parameter(draws, other).parse().ok()?,
        };
        let _ = writeln!(cost_text, "{key} = {number:?}");
    }
    let cost = read(&cost_text, |section| (family.read)(section).ok())?;

    // The value's slope is what makes the first best the effort that the stratum asks for.
    let effort = match seed % 8 {
        0 => draws.scaled(1e-3, 0.05),
        1 => 1.0 - draws.scaled(1e-3, 0.05),
        _ => draws.between(0.1, 0.9),
    };
    let family = &value::FAMILIES[round(value::FAMILIES.len(), 1)];
    let exponent = draws.between(0.5, 0.99);
    let share = draws.between(0.0, 1.0);
    let other = draws.scaled(0.05, 5.0);
    let body = |slope: f64| {
        let mut text = format!("family = \"{}\"\n", family.name);
        for key in family.keys {
            let number = match *key {
                "slope" => slope,
                "exponent" => exponent,
                "curvature" => share * slope,
                _ => other,
            };
            let _ = writeln!(text, "{key} = {number:?}");
        }
        text
    };
    let unit = read(&body(1.0), |section| (family.read)(section).ok())?;
    let required = reservation + cost.cost(effort);
    if required >= utility.supremum() {
        return None;
    }
    let slope = utility.marginal_wage(required) * cost.marginal(effort) / unit.marginal(effort);
    if !(slope > 0.0 && slope.is_finite()) {
        return None;
    }
    Some(format!(
        "[utility]\n{utility_text}[cost]\n{cost_text}[monitoring]\n{monitoring_text}[value]\n{}[reservation]\nutility = {reservation:?}\n",
        body(slope)
    ))
}
